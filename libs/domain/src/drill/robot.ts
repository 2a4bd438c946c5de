import type { Approval } from '../approval/approval';
import { minutes } from '../escalation/policy';
import type { IncidentAct } from '../incident/act';
import { dutyOf } from '../incident/duty';
import type { Incident } from '../incident/incident';
import { isLegal } from '../incident/transitions';
import type { Drill } from './drill';
import { faultsAt } from './faults';
import type { Participant, RobotLine } from './scenario';
import { tierOfParticipant } from './view';

/** What a robot participant does now: once, under its key. */
export interface RobotDeed {
  readonly key: string;
  readonly user: string;
  readonly incident: string;
  readonly act: IncidentAct | { readonly act: 'confirm'; readonly approval: string };
}

/** What robots can see; times are epoch ms of the drill's clock. */
export interface RobotView {
  readonly incidents: readonly Incident[];
  /** Whom a message about an incident has reached. */
  readonly told: readonly { readonly user: string; readonly incident: string; readonly at: number }[];
  readonly approvals: readonly Approval[];
  /** Keys of deeds that are done, or were tried. */
  readonly done: ReadonlySet<string>;
}

/** A line of somebody's script, and the incident that it may be about. */
interface Case {
  readonly participant: Participant;
  readonly incident: Incident;
  readonly line: RobotLine;
  readonly n: number;
  readonly view: RobotView;
}

/**
 * What robot participants do by now: each line of a script once an incident, `after` seconds from when its `on` became
 * true. What cannot be done as the incident stands waits until it can. Whom a fault keeps away does nothing meanwhile.
 * @param now epoch ms of the drill's clock
 */
export function robotDeeds(drill: Drill, view: RobotView, now: number): RobotDeed[] {
  const { people } = faultsAt(drill, now);
  const robots = drill.scenario.participants
    .filter(({ robot = [], user }) => robot.length > 0 && !people.has(user))
    .sort((a, b) => (a.user < b.user ? -1 : 1));
  const incidents = view.incidents
    .filter((incident) => incident.class === 'exercise' && incident.drill === drill.id)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return incidents.flatMap((incident) =>
    robots.flatMap((participant) =>
      (participant.robot ?? []).flatMap((line, n) => deedsOf({ participant, incident, line, n, view }, now)),
    ),
  );
}

function deedsOf(one: Case, now: number): RobotDeed[] {
  const { participant, incident, line, n, view } = one;
  if (line.enterprise !== undefined && line.enterprise !== incident.enterprise) return [];
  const { user } = participant;
  const key = `${incident.id}/${user}/${n}`;
  if (line.act === 'confirm') {
    return askedOf(one)
      .filter(({ id, requestedAt }) => isDue(requestedAt, line, now) && !view.done.has(`${key}/${id}`))
      .map(({ id }) => ({ key: `${key}/${id}`, user, incident: incident.id, act: { act: 'confirm', approval: id } }));
  }
  const moment = BECAME[line.on](one);
  if (view.done.has(key) || moment === null || !isDue(moment, line, now) || !canDo(line.act, one)) return [];
  return [{ key, user, incident: incident.id, act: ACTS[line.act](one, line.text ?? null) }];
}

const isDue = (moment: number, { after }: RobotLine, now: number): boolean => moment + after * 1000 <= now;

/** Approvals about the incident that this participant may confirm, the oldest first. */
const askedOf = ({ participant: { user, role }, incident, view }: Case): Approval[] =>
  view.approvals
    .filter(
      ({ state, needs, requestedBy, incident: about }) =>
        state === 'PENDING' && about === incident.id && needs.roles.includes(role) && requestedBy !== user,
    ) // prettier-ignore
    .sort((a, b) => a.requestedAt - b.requestedAt || (a.id < b.id ? -1 : 1));

const earliest = (moments: readonly number[]): number | null => (moments.length === 0 ? null : Math.min(...moments));

/** When what a line waits for became true, epoch ms; null while it is not. */
const BECAME: Readonly<Record<RobotLine['on'], (one: Case) => number | null>> = {
  told: (one) => {
    const { participant, incident, view, line } = one;
    const told = view.told.filter(({ user, incident: about }) => user === participant.user && about === incident.id);
    const first = earliest(told.map(({ at }) => at));
    // Who was only informed acknowledges when it has become their duty.
    const since = line.act === 'acknowledge' ? (ownDuty(one)?.since ?? 0) : 0;
    return first === null ? null : Math.max(first, since);
  },
  acknowledged: (one) => {
    const tier = tierOfParticipant(one.participant);
    const duties = one.incident.tiers.filter((duty) => tier === null || duty.tier === tier);
    return earliest(duties.flatMap(({ acknowledged }) => acknowledged?.at ?? []));
  },
  'measure-started': ({ incident }) => incident.measures.at(-1)?.startedAt ?? null,
  contained: ({ incident }) => incident.containedAt,
  watched: ({ incident: { state, watchDue, closeDue, policy } }) =>
    state === 'CONTAINED' && watchDue === null && closeDue !== null
      ? closeDue.at - closeDue.n * minutes(policy.close)
      : null,
  offered: ({ incident: { handOver }, participant }) => (handOver?.to === participant.user ? handOver.at : null),
  asked: (one) => earliest(askedOf(one).map(({ requestedAt }) => requestedAt)),
  suspended: ({ incident }) => incident.suspension?.at ?? null,
};

function ownDuty({ participant, incident }: Case) {
  const tier = tierOfParticipant(participant);
  return tier === null ? undefined : dutyOf(incident, tier);
}

/** As the incident stands. A tier that has acknowledged, or is not on duty, has nothing to acknowledge. */
function canDo(act: keyof typeof ACTS, one: Case): boolean {
  const { incident, participant } = one;
  if (!isLegal(act, incident.state)) return false;
  if (act === 'accept') return incident.handOver?.to === participant.user || incident.deEscalation !== null;
  if (act !== 'acknowledge' || tierOfParticipant(participant) === null) return true;
  return ownDuty(one)?.acknowledged === null;
}

/** What a robot says where its line has no text. */
const SAID = {
  contain: '演练：切断措施已完成，下游未见污染水。/ Exercise: the water is held, nothing polluted below.',
  'mark-false': '演练：现场核查，仪表读数有误。/ Exercise: checked on site, the instrument was wrong.',
  suspend: '演练：疑为误报，正在核查。/ Exercise: it may be false, being checked.',
  escalate: '演练：请求上一级支援。/ Exercise: the next tier is asked for help.',
  close: '演练：原因已查明并消除。/ Exercise: the cause has been found and removed.',
  note: '演练：已知悉。/ Exercise: noted.',
} as const;

type Making = (one: Case, text: string | null) => IncidentAct;

/** The act of a line, with what it says. */
const ACTS: Readonly<Record<Exclude<RobotLine['act'], 'confirm'>, Making>> = {
  acknowledge: ({ participant: { tier } }, note) => ({ act: 'acknowledge', note, ...(tier !== undefined && { tier }) }),
  'start-measure': ({ line: { measure = '', wall = null } }) => ({
    ...{ act: 'start-measure', measure, wall, inflow: null, level: null, breakGlass: null },
  }),
  contain: ({ participant: { user }, n }, text) => ({
    ...{ act: 'contain', id: `${user}-${n}`, text: text ?? SAID.contain, photo: null, measures: null },
  }),
  escalate: (_, text) => ({ act: 'escalate', to: null, reason: text ?? SAID.escalate }),
  'hand-over': ({ participant, line: { to = '' } }, note) => ({
    ...{ act: 'hand-over', tier: tierOfParticipant(participant), to, note },
  }),
  accept: () => ({ act: 'accept' }),
  suspend: (_, text) => ({ act: 'suspend', reason: text ?? SAID.suspend }),
  'mark-false': (_, text) => ({
    ...{ act: 'mark-false', reason: text ?? SAID['mark-false'], evidence: text ?? SAID['mark-false'] },
  }),
  close: (_, text) => ({ act: 'close', rootCause: text ?? SAID.close }),
  note: (_, text) => ({ act: 'note', text: text ?? SAID.note }),
};
