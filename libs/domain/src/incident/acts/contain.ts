import type { Park } from '../../park/park';
import { tierRank } from '../../tier/tier';
import type { User } from '../../user/role';
import { fullAt } from '../../wall/pond';
import type { ActContext, ActOutcome, IncidentAct, PhotoRecord } from '../act';
import type { Draft } from '../draft';
import { dutyOf } from '../duty';
import type { Incident, Measure, MeasureState, TierDuty } from '../incident';
import { measuresFor, type OfferedMeasure } from '../measures';
import { watchTime } from '../return';
import { isOnDuty, mayClose, rankOf, secondPerson, spokenFor } from '../rights';
import { takeNote } from './acknowledge';
import { begin, done, isBlank, refuse } from './outcome';

type Start = Extract<IncidentAct, { act: 'start-measure' }>;
type Evidence = Extract<IncidentAct, { act: 'evidence' }>;
type Contain = Extract<IncidentAct, { act: 'contain' }>;

/** Something is done to hold the water back. Whoever starts it has taken note. */
export function startMeasure(incident: Incident, act: Start, context: ActContext): ActOutcome {
  const offered = measuresFor(incident, context.park).find(
    ({ code, wall }) => code === act.measure && wall === act.wall,
  );
  const refused = startRefused(incident, act, offered, context);
  if (offered === undefined || refused !== null) return refused ?? refuse('unknown-measure', act.measure);
  const alone = offered.twoPersons && context.approver === null;
  if (alone && act.breakGlass === null) return { effect: 'approval', needs: secondPerson(offered.tier) };
  const draft = begin(incident, context);
  takeNote(draft, dutiesOf(incident, context));
  const measure = newMeasure(draft, offered, {
    approver: context.approver,
    brokenGlass: alone ? act.breakGlass : null,
  });
  draft.set({ measures: [...incident.measures, measure] });
  if (incident.state !== 'CONTAINED') draft.set({ state: 'CONTAINING' });
  carryOut(draft, act, measure, context.park);
  draft.tell('incident.measure-started', { measure });
  return done(draft);
}

function newMeasure(
  { incident, actor, now }: Draft,
  { code, tier, wall }: OfferedMeasure,
  { approver, brokenGlass }: { approver: User | null; brokenGlass: string | null },
): Measure {
  return {
    ...{ id: `m${incident.measures.length + 1}`, code, tier, wall, state: 'started' },
    ...{ startedBy: actor, startedAt: now, endedBy: null, endedAt: null },
    ...{ approver: approver?.username ?? null, brokenGlass },
  };
}

const dutiesOf = (incident: Incident, { actor }: ActContext): TierDuty[] =>
  spokenFor(incident, actor).flatMap((tier) => dutyOf(incident, tier) ?? []);

function carryOut(draft: Draft, act: Start, { id, code }: Measure, park: Park): void {
  if (code === 'divert-to-pond') fillPond(draft, act, park);
  if (code === 'retain-sample') draft.page('command', null, draft.incident.measures.length, { measure: id });
}

function startRefused(
  incident: Incident,
  act: Start,
  offered: OfferedMeasure | undefined,
  context: ActContext,
): ActOutcome | null {
  if (!isOnDuty(incident, context.actor)) return refuse('not-on-duty', 'no tier that you answer for is on duty here');
  if (offered === undefined) return notOffered(act, context.park);
  if (offered.wall !== null && tierRank(offered.tier) > rankOf(context.actor)) {
    return refuse('role-too-low', `${offered.wall} is the ${offered.tier} tier's`);
  }
  return releaseRefused(act, context) ?? pondRefused(act, context.park);
}

function notOffered({ measure, wall }: Start, park: Park): ActOutcome {
  if (wall !== null && !park.walls.some(({ id }) => id === wall)) {
    return refuse('unknown-wall', `this park has no wall ${wall}`);
  }
  return refuse('unknown-measure', `${measure}${wall === null ? '' : ` on ${wall}`} is not offered here`);
}

function releaseRefused({ breakGlass }: Start, { actor, approver }: ActContext): ActOutcome | null {
  if (approver?.username === actor.username) return refuse('same-person', 'a second person has to confirm it');
  const blank = breakGlass !== null && isBlank(breakGlass);
  return blank ? refuse('reason-missing', 'say why one person does what takes two') : null;
}

function pondRefused({ measure, wall, inflow, level }: Start, park: Park): ActOutcome | null {
  if (measure !== 'divert-to-pond') return null;
  const pond = park.walls.find(({ id }) => id === wall);
  if (pond?.volume === undefined) return refuse('pond-unknown', 'the park file does not say what the pond holds');
  const absurd = (inflow ?? 0) < 0 || (level ?? 0) < 0 || (level ?? 0) > pond.volume;
  return absurd ? refuse('pond-unknown', `level must be between 0 and ${pond.volume} m3, inflow not negative`) : null;
}

/** The pond clock: free volume / inflow. What is not said is as it was known, or as the park file says. */
function fillPond(draft: Draft, act: Start, park: Park): void {
  const { pond: used, generation } = draft.incident;
  const wall = park.walls.find(({ id }) => id === act.wall);
  if (wall?.volume === undefined) return;
  const known = used?.wall === wall.id ? used : { level: wall.level ?? 0, inflow: 0 };
  const now = { volume: wall.volume, level: act.level ?? known.level, inflow: act.inflow ?? known.inflow };
  const n = used === null ? 1 : used.n + 1;
  const full = fullAt(now, draft.now);
  draft.set({ pond: { wall: wall.id, ...now, at: draft.now, fullAt: full, generation, n, missed: false } });
}

/** Text or a photo; with a measure it says that this is done, or has failed. */
export function giveEvidence(incident: Incident, act: Evidence, context: ActContext): ActOutcome {
  if (!isOnDuty(incident, context.actor)) return refuse('not-on-duty', 'no tier that you answer for is on duty here');
  if (act.measure !== null && !incident.measures.some(({ id }) => id === act.measure)) {
    return refuse('unknown-measure', `no measure ${act.measure} has been started`);
  }
  const draft = begin(incident, context);
  record(draft, act, act.measure);
  if (act.measure !== null) end(draft, [act.measure], act.outcome ?? 'done');
  draft.tell('incident.evidence', { given: act.id });
  return done(draft);
}

function record(
  draft: Draft,
  { id, text, photo }: { id: string; text: string; photo: PhotoRecord | null },
  measure: string | null,
): void {
  const item = { id, by: draft.actor, at: draft.now, text, measure, photo };
  draft.set({ evidence: [...draft.incident.evidence, item] });
}

function end(draft: Draft, ids: readonly string[], state: MeasureState): void {
  const ended = { state, endedBy: draft.actor, endedAt: draft.now };
  const measures = draft.incident.measures.map((one) => (ids.includes(one.id) ? { ...one, ...ended } : one));
  draft.set({ measures });
  for (const measure of measures) if (ids.includes(measure.id)) draft.tell('incident.measure-ended', { measure });
}

/** The water is held, and here is the proof. Everybody's contain deadline is over; watching begins. */
export function contain(incident: Incident, act: Contain, context: ActContext): ActOutcome {
  const open = incident.measures.filter(({ state }) => state === 'started').map(({ id }) => id);
  const named = act.measures ?? open;
  const refused = containRefused(incident, act, named, context);
  if (refused !== null) return refused;
  const draft = begin(incident, context);
  record(draft, act, null);
  end(
    draft,
    named.filter((id) => open.includes(id)),
    'done',
  );
  takeNote(draft, draft.incident.tiers);
  const { generation } = draft.incident;
  draft.set({ state: 'CONTAINED', containedAt: draft.now, repeatDue: null, closeDue: null });
  draft.set({ watchDue: { at: draft.now + watchTime(incident), generation, n: 1 } });
  for (const { tier } of incident.tiers) draft.page('end', tier, 1);
  draft.tell('incident.contained');
  return done(draft);
}

function containRefused(
  incident: Incident,
  act: Contain,
  named: readonly string[],
  context: ActContext,
): ActOutcome | null {
  if (!mayClose(incident, context.actor)) return refuse('role-too-low', 'a higher desk says that it is contained');
  const unknown = named.find((id) => !incident.measures.some((measure) => measure.id === id));
  if (unknown !== undefined) return refuse('unknown-measure', `no measure ${unknown} has been started`);
  const held = incident.measures.filter(
    ({ id, state }) => state === 'done' || (state === 'started' && named.includes(id)),
  );
  if (held.length === 0) return refuse('no-measure', 'no measure has been started, or all have failed');
  if (isBlank(act.text)) return refuse('evidence-missing', 'say how it is known that the water is held');
  const diverted = held.some(({ wall, code }) => wall !== null || code === 'stop-outlet');
  if (!diverted && !context.members.falling) {
    return refuse('not-falling', 'values are not falling and the water is not held by a wall');
  }
  return null;
}
