import type { IncidentView, Timeline } from '@cofferdam/domain';
import { useEffect, useState } from 'react';
import { endedIncidents } from '../api/incidents';
import { ended as mergedEnded } from '../incidents/ended';
import { nextDue } from '../incidents/deadlines';
import { isEnded, openOf } from '../incidents/incidents';
import { GRAVEST_FIRST } from '../alarms/severity';
import { whole } from '../language/figure';
import { momentOf } from '../language/time';
import { ConnectionNotice } from '../page/connection';
import { useWords } from '../page/preferences';
import type { LiveModel } from '../page/use-live-page';
import { incidentHref } from '../routing/exercise';
import type { RoomProps } from '../routing/room-props';
import { DueCell } from '../table/due-cell';
import { SeverityMark } from '../table/severity-mark';
import { IncidentPanel } from './incident-panel';

/** Incidents, open or ended; or the one that the address names. */
export function IncidentsPage({ page, people, user, id }: RoomProps) {
  const { incident, missing } = page.chosen;
  const { list: text } = useWords().incident;
  return (
    <main className="room incidents" data-one={id !== null || undefined}>
      <ConnectionNotice level={page.level} since={page.since} clockAhead={page.live.clockAhead} zone={page.zone} />
      {id === null && <IncidentList page={page} />}
      {id !== null && incident !== null && (
        <IncidentPanel page={page} user={user} incident={incident} alarm={null} desks={people.desks.value ?? []} />
      )}
      {id !== null && incident === null && (
        <section className="panel">
          <div className="panel-head">
            <h1 tabIndex={-1}>{text.heading}</h1>
          </div>
          <p className="empty" role="status">
            {missing ? text.unknown : text.loading}
          </p>
        </section>
      )}
    </main>
  );
}

function IncidentList({ page }: { page: LiveModel }) {
  const { list: text } = useWords().incident;
  const [shown, show] = useState<'open' | 'ended'>('open');
  const past = useEnded(page.live.timeline, page.filter.park, shown === 'ended');
  const open = openOf(page.live.incidents, page.filter.park).sort(inOrder);
  const ended = mergedEnded(past.items, page.live.incidents.known, page.filter.park);
  const rows = shown === 'open' ? open : ended;
  const total = shown === 'open' ? open.length : Math.max(past.total, ended.length);
  return (
    <section className="panel">
      <div className="panel-head">
        <h1 tabIndex={-1}>{text.heading}</h1>
        <span className="counts" role="status">
          {text.count(whole(total))}
        </span>
        <span className="spring" />
        <div className="switch" role="group" aria-label={text.heading}>
          {(['open', 'ended'] as const).map((which) => (
            <button key={which} type="button" aria-pressed={shown === which} onClick={() => show(which)}>
              {text[which]}
            </button>
          ))}
        </div>
      </div>
      <div className="room-body">
        {rows.length > 0 ? (
          <Table rows={rows} page={page} />
        ) : (
          <Empty shown={shown} loading={past.loading} failed={past.failed} />
        )}
        {shown === 'ended' && past.next !== null && (
          <button type="button" className="button" disabled={past.loading} onClick={past.more}>
            {text.more}
          </button>
        )}
      </div>
    </section>
  );
}

function Empty({ shown, loading, failed }: { shown: 'open' | 'ended'; loading: boolean; failed: boolean }) {
  const { list: text } = useWords().incident;
  const of = shown === 'open' ? text.none : failed ? text.failed : loading ? text.loading : text.noneEnded;
  return (
    <p className="empty" role="status">
      {of}
    </p>
  );
}

function Table({ rows, page }: { rows: readonly IncidentView[]; page: LiveModel }) {
  const words = useWords();
  const { list: text, tier, state } = words.incident;
  const { directory, known: now } = page;
  const columns = ['number', 'what', 'state', 'tiers', 'since', 'due'] as const;
  return (
    <table className="incident-list">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" className={`i-${column}`}>
              {text.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((incident) => (
          <tr key={incident.id} data-severity={incident.severity} data-incident={incident.id}>
            <td className="i-number">
              <SeverityMark severity={incident.severity} standing={isEnded(incident) ? 'closed' : 'acknowledged'} />{' '}
              <a href={incidentHref(incident, incident.id)}>{incident.number}</a>
            </td>
            <td className="i-what">
              {directory.cause(incident)} <small>{directory.source(incident)}</small>
            </td>
            <td className="i-state">
              <span className="chip">{state[incident.state]}</span>
            </td>
            <td className="i-tiers">{incident.tiers.map((duty) => tier[duty.tier]).join(' + ')}</td>
            <td className="i-since">{momentOf(Date.parse(incident.openedAt), now, directory.zone(incident.park))}</td>
            <td className="i-due number">
              <DueCell due={nextDue(incident)} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Gravest first, then newest. */
function inOrder(a: IncidentView, b: IncidentView): number {
  const gravest = GRAVEST_FIRST.indexOf(a.severity) - GRAVEST_FIRST.indexOf(b.severity);
  return gravest === 0 ? b.openedAt.localeCompare(a.openedAt) : gravest;
}

interface Ended {
  readonly items: readonly IncidentView[];
  readonly next: string | null;
  readonly total: number;
  readonly loading: boolean;
  readonly failed: boolean;
}

const NONE: Ended = { items: [], next: null, total: 0, loading: true, failed: false };

/** Pages of incidents that have come to an end, newest first. */
function useEnded(timeline: Timeline, park: string | null, wanted: boolean): Ended & { more: () => void } {
  const [known, setKnown] = useState<Ended>(NONE);
  const [after, setAfter] = useState<string | null>(null);
  useEffect(() => {
    setKnown(NONE);
    setAfter(null);
  }, [park, wanted]);
  useEffect(() => {
    if (!wanted) return;
    let over = false;
    setKnown((before) => ({ ...before, loading: true }));
    endedIncidents(timeline, park, after).then(
      ({ items, next, total }) =>
        !over &&
        setKnown((before) => ({
          ...{ items: [...(after === null ? [] : before.items), ...items], next, total, loading: false, failed: false },
        })),
      () => !over && setKnown((before) => ({ ...before, loading: false, failed: true })),
    );
    return () => {
      over = true;
    };
  }, [timeline, park, wanted, after]);
  return { ...known, more: () => setAfter(known.next) };
}
