import { lineOfDrill } from './view';
import type { DrillAct, DrillActContext, DrillActName, DrillRefusal } from './act';
import { afterActs, CLOCK, given, planned, START, user, WALL } from './scenario.fixture';
import { DRILL_STATES, type Drill, type DrillState } from './drill';
import { performDrill, planDrill, recordInjects } from './perform';
import { DRILL_TRANSITIONS } from './transitions';

const [dir, eng, zhao, sun, li] = [user('dir'), user('eng'), user('zhao'), user('sun'), user('li')];
const AT = CLOCK + 90_000;
const here = (actor: DrillActContext['actor'] = dir, more: Partial<DrillActContext> = {}) =>
  given(actor, { drillAt: AT, ...more });
const afar = here(user('root', { parks: ['west'] }));
const ALARM = { id: 'alarm-1', severity: 'red', at: WALL } as const;

const approve: DrillAct = { act: 'approve' };
const arm: DrillAct = { act: 'arm', confirm: 'spill-1' };
const pause: DrillAct = { act: 'pause', why: 'person', reason: 'tea' };
const resume: DrillAct = { act: 'resume' };
const end: DrillAct = { act: 'end', why: 'person' };
const abort: DrillAct = { act: 'abort', reason: 'too hot' };
const note: DrillAct = { act: 'note', text: 'seen' };
const observe: DrillAct = {
  act: 'observe',
  id: 'o1',
  inject: 'breach',
  objective: 'notice',
  rating: 'P',
  note: 'well',
};
const evaluate: DrillAct = { act: 'evaluate' };
const report: DrillAct = { act: 'report' };
const open: DrillAct = { act: 'open-action', id: 'a1', text: 'buy booms', owner: 'li', due: '2026-12-31' };
const close: DrillAct = { act: 'close-action', id: 'a1', note: 'bought' };

const PLANNED = planned();
const ONCE = afterActs(PLANNED, [approve, given(zhao)]);
const APPROVED = afterActs(ONCE, [approve, given(sun)]);
const ARMED = afterActs(APPROVED, [arm, given(dir)]);
const RUNNING = afterActs(ARMED, [START, given(dir)]);
const PAUSED = afterActs(RUNNING, [pause, here()]);
const ENDED = afterActs(RUNNING, [end, here()]);
const EVALUATED = afterActs(ENDED, [evaluate, here(eng)]);
const REPORTED = afterActs(EVALUATED, [report, here(eng)]);
const IN: Record<DrillState, Drill> = {
  ...{ planned: PLANNED, approved: APPROVED, armed: ARMED, running: RUNNING, paused: PAUSED },
  ...{ ended: ENDED, evaluated: EVALUATED, reported: REPORTED },
};
const acting = (drill: Drill): Drill => ({
  ...drill,
  actions: [{ id: 'a1', text: 't', owner: 'li', due: '2026-12-31', opened: { by: 'eng', at: WALL }, closed: null }],
});

/** One act that is done, for each event, wherever it is legal. */
const DONE: Record<DrillActName, readonly [act: DrillAct, given: DrillActContext, prepare?: (drill: Drill) => Drill]> =
  {
    approve: [approve, given(zhao)],
    arm: [arm, given(dir)],
    start: [START, given(dir)],
    pause: [pause, here()],
    resume: [resume, here()],
    end: [end, here()],
    abort: [abort, here()],
    note: [note, here(eng)],
    observe: [observe, here(eng)],
    evaluate: [evaluate, here(eng)],
    report: [report, here(eng)],
    'open-action': [open, here(eng)],
    'close-action': [close, here(eng), acting],
  };

const full = (drill: Drill): Drill => {
  const many = <T>(one: T): T[] => Array.from({ length: 500 }, () => one);
  const [action] = acting(drill).actions;
  return {
    ...drill,
    notes: many({ by: 'x', at: 0, text: 'x', drillAt: 0 }),
    observations: many({ by: 'x', at: 0, id: 'x', inject: null, objective: null, rating: 'P', note: '', drillAt: 0 }),
    actions: action ? many(action) : [],
  };
};

type Case = readonly [drill: Drill, act: DrillAct, given: DrillActContext];
/** One act that is refused, for each guard of each event, beside who asks. */
const REFUSED: Record<string, Case> = {
  'approve/same-person': [PLANNED, approve, given(dir)],
  'arm/not-confirmed': [APPROVED, { act: 'arm', confirm: 'spill' }, given(dir)],
  'start/live-alarm': [ARMED, START, given(dir, { liveAlarm: ALARM })],
  'resume/live-alarm': [PAUSED, resume, here(dir, { liveAlarm: ALARM })],
  'abort/reason-missing': [RUNNING, { act: 'abort', reason: ' ' }, here()],
  'note/reason-missing': [RUNNING, { act: 'note', text: '' }, here()],
  'note/too-many': [full(RUNNING), note, here()],
  'observe/unknown-inject': [RUNNING, { ...observe, inject: 'x' }, here(eng)],
  'observe/unknown-objective': [RUNNING, { ...observe, objective: 'x' }, here(eng)],
  'observe/too-many': [full(RUNNING), observe, here(eng)],
  'open-action/reason-missing': [ENDED, { ...open, text: '' }, here(eng)],
  'open-action/too-many': [full(ENDED), open, here(eng)],
  'close-action/unknown-action': [ENDED, close, here(eng)],
  'close-action/closed-already': [afterActs(acting(ENDED), [close, here(eng)]), close, here(eng)],
  ...Object.fromEntries(
    DRILL_TRANSITIONS.flatMap(({ event, from }) => {
      const [act] = DONE[event];
      const drill = IN[from[0] ?? 'planned'];
      return [
        [`${event}/out-of-scope`, [drill, act, afar] as const],
        [`${event}/role-too-low`, [drill, act, here(li)] as const],
      ];
    }),
  ),
};

describe('every transition of the table', () => {
  const legal = DRILL_TRANSITIONS.flatMap(({ event, from }) => from.map((state) => [event, state] as const));

  test.each(legal)('%s from %s is done', (event, state) => {
    const [act, context, prepare = (drill: Drill) => drill] = DONE[event];
    const before = prepare(IN[state]);
    const outcome = performDrill(before, act, context);
    expect(outcome).toMatchObject({ effect: 'done' });
    if (outcome.effect !== 'done') return;
    const { to } = DRILL_TRANSITIONS.find((row) => row.event === event) ?? { to: [] };
    const reached = outcome.drill.state === before.state ? [before.state, 'same'] : [outcome.drill.state];
    expect(to.some((one) => reached.includes(one))).toBe(true);
    expect(outcome.drill).toMatchObject({ generation: before.generation + 1, version: before.version + 1 });
    expect(outcome.entries).toHaveLength(1);
    for (const entry of outcome.entries) {
      expect(entry).toMatchObject({ class: 'exercise', drill: 'spill-1', park: 'east', at: context.drillAt ?? WALL });
      expect(entry.data).toMatchObject({ drill: lineOfDrill(outcome.drill), wall: new Date(WALL).toISOString() });
    }
    for (const message of outcome.messages) {
      expect(message).toMatchObject({ class: 'exercise', drill: 'spill-1', owner: { kind: 'drill', id: 'spill-1' } });
      expect(message.generation).toBe(outcome.drill.generation);
    }
  });

  const illegal = DRILL_TRANSITIONS.flatMap(({ event, from }) =>
    DRILL_STATES.filter((state) => !from.includes(state)).map((state) => [event, state] as const),
  );
  test.each(illegal)('%s from %s is refused', (event, state) => {
    const [act, context] = DONE[event];
    expect(performDrill(IN[state], act, context)).toMatchObject({ effect: 'refused', reason: 'wrong-state' });
  });

  const guards = DRILL_TRANSITIONS.flatMap((row) => row.guards.map((guard) => [row.event, guard] as const));
  test.each(guards)('%s is refused once: %s', (event, guard: DrillRefusal) => {
    const refused = REFUSED[`${event}/${guard}`];
    if (refused === undefined) throw new Error(`no case refuses ${event} with ${guard}`);
    expect(performDrill(...refused)).toMatchObject({ effect: 'refused', reason: guard });
  });

  test('no case is left over', () => {
    expect(Object.keys(REFUSED).sort()).toEqual(guards.map(([event, guard]) => `${event}/${guard}`).sort());
  });
});

describe('a drill', () => {
  test('is planned by one and approved by two others', () => {
    const { drill, entries, messages } = planDrill({ id: 'd', scenario: PLANNED.scenario, speed: 1 }, given(dir));
    expect(drill).toMatchObject({ state: 'planned', park: 'east', planned: { by: 'dir', at: WALL }, generation: 1 });
    expect(entries.map(({ type }) => type)).toEqual(['drill.planned']);
    expect(messages).toEqual([]);
    expect(ONCE).toMatchObject({ state: 'planned', approvals: [{ by: 'zhao' }] });
    expect(performDrill(ONCE, approve, given(zhao))).toMatchObject({ reason: 'same-person' });
    expect(APPROVED).toMatchObject({ state: 'approved', approvals: [{ by: 'zhao' }, { by: 'sun' }] });
  });

  test('keeps what judged and drove it', () => {
    expect(RUNNING.started).toEqual({ by: 'dir', at: WALL, ruleVersion: 3, policyVersion: 2, clock: CLOCK });
  });

  test('is stopped by a live alarm, by the system, and goes on when that is over', () => {
    const outcome = performDrill(RUNNING, { act: 'pause', why: 'live-alarm', liveAlarm: ALARM }, here(null));
    expect(outcome).toMatchObject({
      drill: { state: 'paused', paused: { by: 'system', why: 'live-alarm', liveAlarm: ALARM } },
      entries: [{ type: 'drill.paused', actor: 'system' }],
      messages: [
        { kind: 'drill', severity: 'red', tier: null, data: { news: 'live-alarm', title: '泄漏演练 / Spill' } },
      ],
    });
    if (outcome.effect !== 'done') return;
    expect(performDrill(outcome.drill, resume, here())).toMatchObject({ drill: { state: 'running', paused: null } });
  });

  test('is ended and aborted by the system or a controller, and directed by nobody else', () => {
    const script: DrillAct = { act: 'end', why: 'script' };
    expect(performDrill(PAUSED, script, here(null))).toMatchObject({
      drill: { state: 'ended', paused: null, ended: { by: 'system', why: 'script', reason: null, clock: AT } },
    });
    expect(performDrill(EVALUATED, report, here(null))).toMatchObject({ reason: 'role-too-low' });
    const controlled = { ...RUNNING, scenario: { ...RUNNING.scenario, controllers: ['zhao'] } };
    expect(performDrill(controlled, abort, here(zhao))).toMatchObject({
      drill: { ended: { by: 'zhao', why: 'abort', reason: 'too hot' } },
      messages: [{ data: { news: 'aborted', reason: 'too hot' } }],
    });
    expect(performDrill(controlled, observe, here(zhao))).toMatchObject({ effect: 'done' });
    expect(performDrill(controlled, evaluate, here(zhao))).toMatchObject({ reason: 'wrong-state' });
  });

  test('that was never started ends where the service is', () => {
    expect(performDrill(ARMED, abort, given(dir))).toMatchObject({ drill: { ended: { clock: WALL } } });
  });

  test.each([
    [START, ARMED, 'started'],
    [pause, RUNNING, 'paused'],
    [resume, PAUSED, 'resumed'],
    [end, PAUSED, 'ended'],
    [abort, PLANNED, 'aborted'],
  ] as const)('%j tells those who take part', (act, drill, news) => {
    const outcome = performDrill(drill, act, here());
    expect(outcome).toMatchObject({ messages: [{ kind: 'drill', n: 1, data: { news } }] });
  });

  test('passes no reason on that says that it is real, and stops all the same', () => {
    const outcome = performDrill(RUNNING, { act: 'abort', reason: 'THIS IS NOT A DRILL: fire' }, here());
    expect(outcome).toMatchObject({
      drill: { state: 'ended', ended: { reason: 'THIS IS NOT A DRILL: fire' } },
      messages: [{ data: { news: 'aborted', reason: null } }],
    });
  });

  test('keeps its corrective actions open until they are closed, even after its report', () => {
    const opened = afterActs(EVALUATED, [open, here(eng)], [report, here(eng)]);
    expect(opened.actions).toMatchObject([{ id: 'a1', owner: 'li', due: '2026-12-31', closed: null }]);
    const closed = afterActs(opened, [close, here(dir)]);
    expect(closed).toMatchObject({ state: 'reported', actions: [{ closed: { by: 'dir', note: 'bought' } }] });
  });

  test('records injects, each with its event, in no new generation', () => {
    const { drill, entries } = recordInjects(RUNNING, [{ inject: 'breach', at: AT }], { now: WALL, drillAt: AT });
    expect(drill).toMatchObject({
      injected: [{ inject: 'breach', at: AT }],
      generation: RUNNING.generation,
      version: RUNNING.version + 1,
    });
    expect(entries).toMatchObject([{ type: 'drill.injected', at: AT, data: { inject: 'breach', kind: 'samples' } }]);
  });
});
