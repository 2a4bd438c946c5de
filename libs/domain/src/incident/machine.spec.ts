import type { User } from '../user/role';
import type { ActContext, ActRefusal, IncidentAct, IncidentActName } from './act';
import {
  after,
  alarmAt,
  CALM,
  CONTAIN,
  context,
  IN_BREACH,
  MINUTE,
  opened,
  PARK,
  person,
  sourceAt,
  START,
  T0,
} from './incident.fixture';
import type { Incident } from './incident';
import { attach } from './open';
import { perform } from './perform';
import { resume } from './return';
import { Draft } from './draft';
import { TRANSITIONS } from './transitions';

const enterprise = person('enterprise');
const [park, basin, unit, engineer] = [person('park'), person('basin'), person('unit'), person('engineer')];
const LATER = T0 + 10 * MINUTE;

const OPEN = opened('main', { severity: 'orange' }).incident;
const ACKED = after(OPEN, { act: 'acknowledge', note: null }, context(enterprise, LATER));
const CONTAINING = after(ACKED, START, context(enterprise, LATER));
const CONTAINED = after(CONTAINING, CONTAIN, context(enterprise, LATER));
const SUSPENDED = after(OPEN, { act: 'suspend', reason: 'cleaning' }, context(enterprise, LATER));
const CLOSED = after(CONTAINED, { act: 'close', rootCause: 'seal' }, context(enterprise, LATER, { members: CALM }));
const OTHER = opened('bolt-main').incident;
const FALSE_ALARM = after(
  OPEN,
  { act: 'mark-false', reason: 'calibration', evidence: 'log' },
  context(enterprise, LATER, { approver: park }),
);
const MERGED = after(OPEN, { act: 'merge', into: OTHER.id }, context(enterprise, LATER, { other: OTHER }));
const IN: Record<Incident['state'], Incident> = {
  ...{ OPEN, ACKED, CONTAINING, CONTAINED, SUSPENDED, CLOSED, FALSE_ALARM, MERGED },
};
const TWO_TIERS = after(OPEN, { act: 'escalate', to: null, reason: 'help' }, context(enterprise, LATER));
const TWO_CONTAINED = after(after(TWO_TIERS, START, context(park, LATER)), CONTAIN, context(park, LATER));
const OFFERED = after(OPEN, { act: 'hand-over', tier: null, to: 'wang', note: null }, context(enterprise, LATER));

const HOURS = LATER + 5 * 60 * MINUTE;
const calm = (actor: User, now = LATER): ActContext => context(actor, now, { members: CALM });
const gate: IncidentAct = { ...START, measure: 'close-gate', wall: 'gate' } as IncidentAct;
const pond = (wall: string): IncidentAct => ({ ...START, measure: 'divert-to-pond', wall }) as IncidentAct;
const useless: IncidentAct = { ...START, measure: 'absorb', wall: null } as IncidentAct;

/** One act that is done, for each event, wherever it is legal. */
const DONE: Record<
  IncidentActName,
  { act: IncidentAct; given: ActContext; from?: Partial<Record<Incident['state'], Incident>> }
> = {
  acknowledge: {
    act: { act: 'acknowledge', note: null },
    given: context(enterprise, LATER),
    from: {
      ACKED: { ...OPEN, state: 'ACKED' },
      CONTAINING: { ...OPEN, state: 'CONTAINING' },
      CONTAINED: { ...CONTAINED, tiers: OPEN.tiers },
    },
  },
  'start-measure': { act: START, given: context(enterprise, LATER) },
  evidence: {
    act: { act: 'evidence', id: 'e', text: 'dry', photo: null, measure: null, outcome: null },
    given: context(enterprise, LATER),
  },
  contain: { act: CONTAIN, given: context(enterprise, LATER) },
  escalate: { act: { act: 'escalate', to: null, reason: 'help' }, given: context(enterprise, LATER) },
  'de-escalate': {
    ...{ act: { act: 'de-escalate', to: 'enterprise', reason: 'held' }, given: calm(park, HOURS) },
    from: { CONTAINED: TWO_CONTAINED },
  },
  'hand-over': { act: { act: 'hand-over', tier: null, to: 'wang', note: null }, given: context(enterprise, LATER) },
  accept: {
    act: { act: 'accept' },
    given: context(person('enterprise', 'wang'), LATER),
    from: {
      OPEN: OFFERED,
      ...Object.fromEntries(
        (['ACKED', 'CONTAINING', 'CONTAINED'] as const).map((state) => [
          state,
          { ...IN[state], handOver: OFFERED.handOver },
        ]),
      ),
    },
  },
  note: { act: { act: 'note', text: 'seen' }, given: context(enterprise, LATER) },
  suspend: { act: { act: 'suspend', reason: 'cleaning' }, given: context(enterprise, LATER) },
  resume: { act: { act: 'resume' }, given: context(enterprise, LATER) },
  'mark-false': {
    act: { act: 'mark-false', reason: 'calibration', evidence: 'log' },
    given: context(enterprise, LATER, { approver: park }),
  },
  close: { act: { act: 'close', rootCause: 'seal' }, given: calm(enterprise) },
  reopen: { act: { act: 'reopen', reason: 'again' }, given: context(enterprise, LATER) },
  merge: { act: { act: 'merge', into: OTHER.id }, given: context(enterprise, LATER, { other: OTHER }) },
};

type Case = readonly [incident: Incident, act: IncidentAct, given: ActContext];
/** One act that is refused, for each guard of each event. */
const REFUSED: Record<string, Case> = {
  'resume/not-on-duty': [SUSPENDED, { act: 'resume' }, context(unit, LATER)],
  'acknowledge/not-on-duty': [OPEN, { act: 'acknowledge', note: null }, context(unit, LATER)],
  'start-measure/not-on-duty': [OPEN, START, context(engineer, LATER)],
  'start-measure/role-too-low': [OPEN, gate, context(enterprise, LATER)],
  'start-measure/unknown-measure': [OPEN, { ...START, measure: 'pray' } as IncidentAct, context(enterprise, LATER)],
  'start-measure/unknown-wall': [OPEN, { ...START, wall: 'moat' } as IncidentAct, context(enterprise, LATER)],
  'start-measure/pond-unknown': [OPEN, pond('hole'), context(enterprise, LATER)],
  'start-measure/reason-missing': [OPEN, { ...gate, breakGlass: ' ' } as IncidentAct, context(park, LATER)],
  'start-measure/same-person': [OPEN, gate, context(park, LATER, { approver: park })],
  'evidence/not-on-duty': [OPEN, DONE.evidence.act, context(unit, LATER)],
  'evidence/unknown-measure': [
    OPEN,
    { ...DONE.evidence.act, measure: 'm9' } as IncidentAct,
    context(enterprise, LATER),
  ],
  'contain/role-too-low': [CONTAINING, CONTAIN, context(unit, LATER)],
  'contain/no-measure': [{ ...OPEN, state: 'CONTAINING' }, CONTAIN, context(enterprise, LATER)],
  'contain/unknown-measure': [CONTAINING, { ...CONTAIN, measures: ['m9'] } as IncidentAct, context(enterprise, LATER)],
  'contain/evidence-missing': [CONTAINING, { ...CONTAIN, text: ' ' } as IncidentAct, context(enterprise, LATER)],
  'contain/not-falling': [after(ACKED, useless, context(enterprise, LATER)), CONTAIN, context(enterprise, LATER)],
  'escalate/not-on-duty': [OPEN, DONE.escalate.act, context(unit, LATER)],
  'escalate/no-higher-tier': [OPEN, { act: 'escalate', to: 'unit', reason: 'x' }, context(enterprise, LATER)],
  'de-escalate/role-too-low': [TWO_CONTAINED, DONE['de-escalate'].act, calm(enterprise, HOURS)],
  'de-escalate/not-a-lower-tier': [CONTAINED, DONE['de-escalate'].act, calm(park, HOURS)],
  'de-escalate/still-in-breach': [TWO_CONTAINED, DONE['de-escalate'].act, context(park, HOURS)],
  'hand-over/not-on-duty': [OPEN, DONE['hand-over'].act, context(unit, LATER)],
  'hand-over/same-person': [
    OPEN,
    { act: 'hand-over', tier: null, to: 'enterprise', note: null },
    context(enterprise, LATER),
  ],
  'accept/nothing-offered': [OPEN, { act: 'accept' }, context(enterprise, LATER)],
  'accept/same-person': [
    { ...TWO_CONTAINED, deEscalation: { to: 'enterprise', by: 'enterprise', at: LATER } },
    { act: 'accept' },
    calm(enterprise, HOURS),
  ],
  'suspend/not-on-duty': [OPEN, DONE.suspend.act, context(unit, LATER)],
  'suspend/reason-missing': [OPEN, { act: 'suspend', reason: '' }, context(enterprise, LATER)],
  'mark-false/role-too-low': [OPEN, DONE['mark-false'].act, context(unit, LATER)],
  'mark-false/reason-missing': [OPEN, { act: 'mark-false', reason: '', evidence: 'x' }, context(enterprise, LATER)],
  'mark-false/evidence-missing': [OPEN, { act: 'mark-false', reason: 'x', evidence: '' }, context(enterprise, LATER)],
  'mark-false/same-person': [OPEN, DONE['mark-false'].act, context(enterprise, LATER, { approver: enterprise })],
  'close/role-too-low': [CONTAINED, DONE.close.act, calm(unit)],
  'close/still-active': [CONTAINED, DONE.close.act, context(enterprise, LATER, { members: IN_BREACH })],
  'close/latched': [
    CONTAINED,
    DONE.close.act,
    context(enterprise, LATER, { members: { ...CALM, open: 1, latched: 1 } }),
  ],
  'close/root-cause-missing': [CONTAINED, { act: 'close', rootCause: null }, calm(enterprise)],
  'reopen/role-too-low': [CLOSED, DONE.reopen.act, context(unit, LATER)],
  'reopen/too-late': [CLOSED, DONE.reopen.act, context(enterprise, LATER + 25 * 60 * MINUTE)],
  'merge/role-too-low': [OPEN, DONE.merge.act, context(unit, LATER, { other: OTHER })],
  'merge/other-source': [OPEN, DONE.merge.act, context(enterprise, LATER, { other: { ...OTHER, park: 'west' } })],
};

const acts = TRANSITIONS.filter((row) => row.event in DONE);

describe('every transition of the table', () => {
  const legal = acts.flatMap((row) => row.from.map((state) => [row.event as IncidentActName, state] as const));

  test.each(legal)('%s from %s is done', (event, state) => {
    const { act, given, from } = DONE[event];
    const before = from?.[state] ?? IN[state];
    const outcome = perform(before, act, given);
    expect(outcome).toMatchObject({ effect: 'done' });
    if (outcome.effect !== 'done') return;
    const { to } = TRANSITIONS.find((row) => row.event === event) ?? { to: [] };
    const reached = outcome.incident.state === before.state ? [before.state, 'same'] : [outcome.incident.state];
    expect(to.some((one) => reached.includes(one))).toBe(true);
    expect(outcome.incident).toMatchObject({ generation: before.generation + 1, version: before.version + 1 });
    expect(outcome.entries.length).toBeGreaterThan(0);
  });

  const illegal = acts.flatMap((row) =>
    (Object.keys(IN) as Incident['state'][])
      .filter((state) => !row.from.includes(state))
      .map((state) => [row.event as IncidentActName, state] as const),
  );
  test.each(illegal)('%s from %s is refused or tells who did it', (event, state) => {
    const { effect, ...rest } = perform(IN[state], DONE[event].act, DONE[event].given);
    if (event === 'acknowledge') expect(['none', 'refused']).toContain(effect);
    else expect({ effect, ...rest }).toMatchObject({ effect: 'refused', reason: 'wrong-state' });
  });

  const guards = acts.flatMap((row) => row.guards.map((guard) => [row.event, guard] as const));
  test.each(guards)('%s is refused once: %s', (event, guard: ActRefusal) => {
    const refused = REFUSED[`${event}/${guard}`];
    if (refused === undefined) throw new Error(`no case refuses ${event} with ${guard}`);
    expect(perform(...refused)).toMatchObject({ effect: 'refused', reason: guard });
  });

  test('no case is left over', () => {
    expect(Object.keys(REFUSED).sort()).toEqual(guards.map(([event, guard]) => `${event}/${guard}`).sort());
  });
});

describe('what the system does', () => {
  const breach = (where: string, more = {}) => {
    const alarm = alarmAt(where, more);
    return [{ alarm, source: sourceAt(alarm) }];
  };

  test('open, attach, relapse, resume and re-open end where the table says', () => {
    const again = breach('main', { raisedAt: LATER });
    expect(OPEN.state).toBe('OPEN');
    expect(attach(CONTAINING, again, PARK, LATER).incident.state).toBe('CONTAINING');
    expect(attach(CONTAINED, again, PARK, LATER).incident.state).toBe('CONTAINING');
    expect(attach(SUSPENDED, again, PARK, LATER).incident.state).toBe('OPEN');
    expect(attach(CLOSED, again, PARK, LATER).incident.state).toBe('OPEN');
    const draft = new Draft(SUSPENDED, LATER);
    resume(draft);
    expect(draft.done().incident.state).toBe('OPEN');
  });

  test('a gate that stops others takes two, or a typed reason', () => {
    expect(perform(OPEN, gate, context(park, LATER))).toMatchObject({
      effect: 'approval',
      needs: { tier: 'park', roles: ['park', 'basin', 'admin'] },
    });
    const two = after(OPEN, gate, context(park, LATER, { approver: basin }));
    expect(two.measures).toMatchObject([{ approver: 'basin', brokenGlass: null }]);
    const alone = after(OPEN, { ...gate, breakGlass: 'oil at the gate' } as IncidentAct, context(park, LATER));
    expect(alone.measures).toMatchObject([{ approver: null, brokenGlass: 'oil at the gate' }]);
  });

  test('the pond clock: free volume by inflow', () => {
    const filling = after(OPEN, { ...pond('pond'), inflow: 400 } as IncidentAct, context(enterprise, LATER));
    expect(filling.pond).toMatchObject({ level: 200, volume: 1000, fullAt: LATER + 2 * 60 * MINUTE });
  });

  test('a second relapse escalates, and a relieved tier is back at once', () => {
    const proposed = after(TWO_CONTAINED, DONE['de-escalate'].act, calm(park, HOURS));
    const relieved = after(proposed, { act: 'accept' }, calm(enterprise, HOURS));
    expect(relieved.tiers.map(({ tier }) => tier)).toEqual(['enterprise']);
    const once = attach(relieved, breach('main', { raisedAt: HOURS }), PARK, HOURS).incident;
    expect(once).toMatchObject({ state: 'CONTAINING', relapses: 1 });
    expect(once.tiers.map(({ tier, trigger }) => [tier, trigger])).toEqual([
      ['enterprise', 'start'],
      ['park', 'relapse'],
    ]);
    const held = after(once, CONTAIN, context(park, HOURS));
    const twice = attach(held, breach('main', { raisedAt: HOURS }), PARK, HOURS).incident;
    expect(twice.tiers.map(({ tier }) => tier)).toEqual(['enterprise', 'park', 'basin']);
  });
});
