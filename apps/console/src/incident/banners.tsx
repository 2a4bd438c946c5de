import type { IncidentView } from '@cofferdam/domain';
import type { ReactNode } from 'react';
import type { Directory } from '../alarms/directory';
import { countdown, nextDue, pondNow } from '../incidents/deadlines';
import { figure, whole } from '../language/figure';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import { incidentHref } from '../routing/exercise';
import { Left } from './tier-list';
import type { Acting } from './use-acting';

export interface BannersProps {
  readonly incident: IncidentView;
  readonly acting: Acting;
  readonly mayAct: boolean;
  readonly username: string;
  readonly zone: string;
  readonly now: number;
}

/** What an incident has of this kind. */
type Part<K extends keyof IncidentView> = { readonly [P in K]: NonNullable<IncidentView[P]> };

/** What is special about the incident just now: suspended, watched, offered, over. */
export function Banners(props: BannersProps) {
  const { incident } = props;
  return (
    <>
      {incident.suspension !== null && <Suspended {...props} suspension={incident.suspension} />}
      {incident.state === 'CONTAINED' && <Watched {...props} />}
      {incident.handOver !== null && <Offered {...props} handOver={incident.handOver} />}
      {incident.deEscalation !== null && <Proposed {...props} deEscalation={incident.deEscalation} />}
      <Over {...props} />
    </>
  );
}

function Suspended({ suspension, acting, mayAct, now }: BannersProps & Part<'suspension'>) {
  const { incident: text } = useWords();
  return (
    <Banner clock={<Left left={Date.parse(suspension.until) - now} label={text.due.suspended} />}>
      <p>{text.banner.suspended(suspension.by, suspension.reason)}</p>
      {mayAct && (
        <button type="button" className="button" onClick={() => void acting.send('resume', {})}>
          {text.act.resume}
        </button>
      )}
    </Banner>
  );
}

/** A tier's part in the hands of whom it is offered to: only they can accept it. */
function Offered({ handOver, acting, mayAct, username, now }: BannersProps & Part<'handOver'>) {
  const { incident: text } = useWords();
  return (
    <Banner clock={<Left left={Date.parse(handOver.due) - now} label={text.due['hand-over']} />}>
      <p>{text.banner.handOver(text.tier[handOver.tier], handOver.from, handOver.to)}</p>
      {handOver.note !== null && <q>{handOver.note}</q>}
      {mayAct && handOver.to === username && <Accept acting={acting} />}
    </Banner>
  );
}

function Proposed({ deEscalation, acting, mayAct }: BannersProps & Part<'deEscalation'>) {
  const { incident: text } = useWords();
  return (
    <Banner>
      <p>{text.banner.deEscalation(text.tier[deEscalation.to], deEscalation.by)}</p>
      {mayAct && <Accept acting={acting} />}
    </Banner>
  );
}

function Accept({ acting }: { acting: Acting }) {
  const { incident: text } = useWords();
  return (
    <button type="button" className="button" onClick={() => void acting.send('accept', {})}>
      {text.act.accept}
    </button>
  );
}

/** How it came to an end. */
function Over({ incident, zone, now }: BannersProps) {
  const { banner: text } = useWords().incident;
  const { closing, falseAlarm, mergedInto, state } = incident;
  if (state === 'CLOSED' && closing !== null) {
    return (
      <Banner>
        <p>{text.closed(closing.by, momentOf(Date.parse(closing.at), now, zone))}</p>
        {closing.rootCause !== null && <p>{text.rootCause(closing.rootCause)}</p>}
      </Banner>
    );
  }
  if (falseAlarm !== null) {
    return (
      <Banner>
        <p>{text.falseAlarm(falseAlarm.by, falseAlarm.approver, falseAlarm.reason)}</p>
      </Banner>
    );
  }
  if (mergedInto === null) return null;
  return (
    <Banner>
      <a href={incidentHref(incident, mergedInto)}>{text.merged}</a>
    </Banner>
  );
}

/** Contained: how long it is watched, then by when it has to be closed. */
function Watched({ incident, now }: BannersProps) {
  const { incident: text } = useWords();
  const due = nextDue({ ...incident, deadlines: incident.deadlines.filter(({ kind }) => kind !== 'pond') });
  if (due === null || due === 'missed') return null;
  return (
    <Banner clock={<Left left={due.at - now} label={text.due[due.kind]} />}>
      <p>{due.kind === 'close' ? text.banner.watched : text.banner.watch}</p>
    </Banner>
  );
}

function Banner({ children, clock }: { children: ReactNode; clock?: ReactNode }) {
  return (
    <div className="banner">
      <div>{children}</div>
      {clock}
    </div>
  );
}

interface PondClockProps {
  readonly pond: NonNullable<IncidentView['pond']>;
  readonly park: string;
  readonly directory: Directory;
  readonly now: number;
}

/** How long until the pond that takes the water is full, and how much room it has. */
export function PondClock({ pond, park, directory, now }: PondClockProps) {
  const words = useWords();
  const { pond: text } = words.incident;
  const { free, share, leftMs } = pondNow(pond, now);
  const percent = Math.round(share * 100);
  const is = leftMs === null ? 'calm' : leftMs < 600_000 ? 'overdue' : leftMs < 3_600_000 ? 'soon' : 'calm';
  return (
    <section className="pond" aria-label={text.heading(directory.wall(park, pond.wall))}>
      <div>
        <b>{directory.wall(park, pond.wall)}</b>{' '}
        <small>
          {text.free(whole(Math.round(free)))} · {text.inflow(figure(pond.inflow))}
        </small>
        <span className="bar" data-urgency={is} role="img" aria-label={text.bar(String(percent))}>
          <i style={{ width: `${percent}%` }} />
        </span>
      </div>
      <span className="tier-clock" data-urgency={is}>
        {leftMs === null ? '–' : leftMs <= 0 ? text.full : countdown(leftMs, words.day)}
        <small>{leftMs === null ? text.never : text.fullIn}</small>
      </span>
    </section>
  );
}
