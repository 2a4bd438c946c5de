import type { AlarmView, IncidentView, User } from '@cofferdam/domain';
import type { ReactNode } from 'react';
import { Facts } from '../detail/facts';
import { Trend } from '../detail/trend';
import { standing } from '../alarms/severity';
import type { DeskView } from '../api/people';
import { openOf } from '../incidents/incidents';
import { mayAct } from '../incidents/tiers';
import { ratioFigure } from '../language/figure';
import { dateTime, duration } from '../language/time';
import { useWords } from '../page/preferences';
import type { LiveModel } from '../page/use-live-page';
import { incidentHref, incidentsHref } from '../routing/exercise';
import { LegalSection } from '../legal/legal-section';
import { SeverityMark } from '../table/severity-mark';
import { CapSection } from '../warning/cap-section';
import { ActDialog } from './act-dialog';
import { ActsBar } from './acts-bar';
import { Banners, PondClock } from './banners';
import { EvidenceList } from './evidence-list';
import { Measures } from './measures';
import { MemberList } from './member-list';
import { TierList } from './tier-list';
import { Timeline } from './timeline';
import { ToldList } from './told-list';

interface IncidentPanelProps {
  readonly page: LiveModel;
  readonly user: User;
  readonly incident: IncidentView;
  /** The alarm from which it was opened; null on the incident's own page. */
  readonly alarm: AlarmView | null;
  /** Whose robots may have been told. */
  readonly desks: readonly DeskView[];
  /** What else may be done to that alarm. */
  readonly acts?: ReactNode;
}

/** One incident whole: what it is, who has it and until when, what can be done, and what was. */
export function IncidentPanel(props: IncidentPanelProps) {
  const { page, incident, alarm } = props;
  const { incident: text } = useWords();
  const isHigh = incident.tiers.some(({ tier }) => HIGH.includes(tier));
  return (
    <section
      key={incident.id}
      className="panel detail incident"
      aria-labelledby="detail-heading"
      data-severity={incident.severity}
    >
      <Head incident={incident} ownPage={alarm === null} onClose={() => page.select(null)} />
      <Body {...props} />
      <SecondStep page={page} incident={incident} />
      <span className="unseen" role={isHigh ? 'alert' : 'status'}>
        {`${incident.number} ${text.state[incident.state]}`}
      </span>
    </section>
  );
}

function Body(props: IncidentPanelProps) {
  const { page, user, incident, alarm } = props;
  const { directory, live, known: now } = page;
  const zone = directory.zone(incident.park);
  const shown = alarm ?? live.state.open.get(incident.cause.alarm)?.alarm ?? null;
  const { acting, acknowledge } = page.chosen;
  const own = { incident, acting, mayAct: mayAct(user.role), directory, zone, now };
  return (
    <div className="detail-body">
      <Headline incident={incident} alarm={shown} page={page} />
      <Banners {...own} username={user.username} />
      {shown !== null && hasTrend(shown) && (
        <Trend key={shown.id} alarm={shown} name={directory.factor(shown)} clockAhead={page.ahead} />
      )}
      <TierList {...own} />
      {incident.pond !== null && <PondClock {...own} pond={incident.pond} park={incident.park} />}
      <ActsBar
        {...own}
        alarm={shown}
        outcome={acting.outcome ?? page.alarmOutcome}
        onAcknowledge={acknowledge}
        noteField={page.fields.noteField}
      />
      <Measures {...own} role={user.role} />
      <LegalSection {...own} role={user.role} news={newsOf(incident, live)} />
      <Record {...props} zone={zone} />
    </div>
  );
}

/** Moves whenever something has happened to the incident. */
const newsOf = ({ id, version }: IncidentView, { incidents }: LiveModel['live']): string =>
  `${version} ${incidents.seen.get(id)?.at(-1)?.seq ?? 0}`;

/** What has been put on record: evidence, alarms, events, and what the chosen alarm rests on. */
function Record({ page, user, incident, alarm, desks, acts, zone }: IncidentPanelProps & { zone: string }) {
  const { directory, live, known: now } = page;
  const words = useWords();
  const own = { incident, directory, zone, now };
  const seen = live.incidents.seen.get(incident.id) ?? NOTHING;
  return (
    <>
      <EvidenceList {...own} />
      <ToldList {...own} live={live} desks={desks} />
      <CapSection {...own} user={user} live={live} />
      <Timeline {...own} incident={incident.id} seen={seen} />
      <MemberList {...own} open={live.state.open} chosen={alarm?.id ?? null} onSelect={page.select} />
      {acts}
      {alarm !== null && <Facts alarm={alarm} zone={zone} words={words} />}
    </>
  );
}

const hasTrend = ({ outlet, factor }: AlarmView): boolean => outlet !== null && factor !== null;

function SecondStep({ page, incident }: Pick<IncidentPanelProps, 'page' | 'incident'>) {
  const { acting } = page.chosen;
  const { directory, live } = page;
  if (acting.dialog === null) return null;
  return (
    <ActDialog
      key={acting.dialog.act}
      incident={incident}
      acting={acting}
      dialog={acting.dialog}
      park={page.parks.find(({ id }) => id === incident.park)}
      others={openOf(live.incidents, incident.park).filter(({ id }) => id !== incident.id)}
      nameOf={(one) => directory.cause(one)}
      zone={directory.zone(incident.park)}
      now={page.known}
    />
  );
}

const NOTHING: readonly never[] = [];
const HIGH: readonly string[] = ['park', 'basin'];

function Head({ incident, ownPage, onClose }: { incident: IncidentView; ownPage: boolean; onClose: () => void }) {
  const words = useWords();
  const { incident: text } = words;
  return (
    <div className="panel-head">
      {ownPage ? (
        <h1 tabIndex={-1}>
          {text.heading} <em>{incident.number}</em>
        </h1>
      ) : (
        <>
          <span>{text.heading}</span>
          <em>{incident.number}</em>
        </>
      )}
      <span className="spring" />
      <span className="chip">{text.state[incident.state]}</span>
      {ownPage ? (
        <a className="quiet" href={incidentsHref(incident)}>
          {text.toList}
        </a>
      ) : (
        <>
          <a className="quiet" href={incidentHref(incident, incident.id)}>
            {text.openPage}
          </a>
          <button type="button" className="quiet only-narrow" onClick={onClose}>
            {words.detail.close}
          </button>
        </>
      )}
    </div>
  );
}

interface HeadlineProps {
  readonly incident: IncidentView;
  readonly alarm: AlarmView | null;
  readonly page: LiveModel;
}

/** Where, what and how much; whose, how many alarms and for how long. */
function Headline({ incident, alarm, page }: HeadlineProps) {
  const words = useWords();
  const { incident: text } = words;
  const { directory, known: now } = page;
  const what = alarm === null ? directory.cause(incident) : `${directory.place(alarm)} ${directory.factor(alarm)}`;
  const times = alarm?.ratio == null ? '' : ` ${words.detail.times(ratioFigure(alarm.ratio))}`;
  const opened = Date.parse(incident.openedAt);
  const told = [
    directory.source(incident),
    text.family[incident.family],
    text.alarms(String(incident.alarmCount)),
    ...(incident.toxic ? [text.toxic] : []),
    ...(incident.relapses > 0 ? [text.relapses(String(incident.relapses))] : []),
  ];
  const lasts = duration(endOf(incident, now) - opened, words.day);
  return (
    <>
      <div className="detail-title">
        <SeverityMark severity={incident.severity} standing={alarm === null ? 'acknowledged' : standing(alarm)} />
        <h2 id="detail-heading" ref={page.fields.heading} tabIndex={-1}>
          {what}
          {times}
        </h2>
      </div>
      <p className="detail-sub">
        {told.join(' · ')} · {dateTime(opened, directory.zone(incident.park))} · <b>{lasts}</b>
      </p>
    </>
  );
}

const endOf = ({ closing, falseAlarm, state }: IncidentView, now: number): number => {
  const end = state === 'CLOSED' ? closing?.at : state === 'FALSE_ALARM' ? falseAlarm?.at : undefined;
  return end === undefined ? now : Date.parse(end);
};
