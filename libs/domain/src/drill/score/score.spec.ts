import fc from 'fast-check';
import { alarmEntry } from '../../alarm/entry';
import type { JournalEvent } from '../../journal/event';
import type { Drill } from '../drill';
import type { ScenarioInput } from '../scenario';
import { pointsFor, scoreDrill } from './score';
import type { DrillScore, ExpectationScore } from './shape';
import { aDrill, goodTape, SECOND, SPILL, T0, Tape } from './tape.fixture';

type ExpectedInput = NonNullable<ScenarioInput['injects'][number]['expected']>[number];

const expecting = (...expected: ExpectedInput[]): Drill =>
  aDrill({ injects: [{ id: 'spill', at: 60, payload: SPILL, expected }] });

/** What becomes of one expected action: outcome, seconds, points. */
function one(tape: Tape, expected: ExpectedInput, state: Partial<Drill> = {}, facts = tape.facts()): unknown[] {
  const [scored] = scoreDrill({ ...expecting(expected), ...state }, facts).expectations;
  return [scored?.outcome, scored?.latency == null ? null : scored.latency / SECOND, scored?.points];
}

const GOOD: readonly (readonly [ExpectedInput, outcome: string, seconds: number | null, points: number])[] = [
  [{ action: 'detect', within: 20 }, 'met', 20, 1],
  [{ action: 'detect', within: 20, severity: 'red' }, 'missed', null, 0],
  [{ action: 'detect', within: 20, factor: 'w21003' }, 'missed', null, 0],
  [{ action: 'detect', within: 20, outlet: 'rain' }, 'missed', null, 0],
  [{ action: 'detect', within: 20, enterprise: 'acme', factor: 'w01018' }, 'met', 20, 1],
  [{ action: 'detect', within: 20, enterprise: 'bolt' }, 'missed', null, 0],
  [{ action: 'notify', within: 4, tier: 'enterprise' }, 'late', 5, 0.75],
  [{ action: 'notify', within: 4, tier: 'park' }, 'late', 6, 0.5],
  [{ action: 'notify', within: 4, tier: 'basin' }, 'missed', null, 0],
  [{ action: 'acknowledge', within: 30, tier: 'enterprise' }, 'met', 20, 1],
  [{ action: 'acknowledge', within: 30, tier: 'park' }, 'missed', null, 0],
  [{ action: 'tier', within: 20, tier: 'enterprise' }, 'met', 20, 1],
  [{ action: 'tier', within: 20, tier: 'park' }, 'missed', null, 0],
  [{ action: 'measure', within: 60, measure: 'close-valve' }, 'late', 90, 0.5],
  [{ action: 'measure', within: 60, measure: 'close-gate' }, 'missed', null, 0],
  [{ action: 'contain', within: 150 }, 'missed', 300, 0],
  [{ action: 'contain', within: 200 }, 'late', 300, 0.5],
  [{ action: 'hand-over', within: 30, to: 'unit' }, 'met', 30, 1],
  [{ action: 'hand-over', within: 30, to: 'basin' }, 'missed', null, 0],
  [{ action: 'report', within: 180, words: ['cod 90', 'valve shut'] }, 'met', 180, 1],
  [{ action: 'report', within: 300, words: ['below the valve'] }, 'met', 300, 1],
  [{ action: 'report', within: 300, words: ['COD', 'gate'] }, 'missed', null, 0],
  [{ action: 'correct', within: 180 }, 'missed', null, 0],
  [{ action: 'quiet', within: 600 }, 'missed', 20, 0],
  [{ action: 'quiet', within: 600, outlet: 'rain' }, 'met', null, 1],
  [{ action: 'quiet', within: 600, severity: 'red' }, 'met', null, 1],
];

test.each(GOOD)('%j is %s', (expected, outcome, seconds, points) => {
  expect(one(goodTape(), expected)).toEqual([outcome, seconds, points]);
});

test('points are 1 within the target and fall evenly to 0 at twice the target', () => {
  expect([0, 10, 15, 20, 99].map((latency) => pointsFor(latency, 10))).toEqual([1, 1, 0.5, 0, 0]);
  expect([pointsFor(0, 0), pointsFor(1, 0)]).toEqual([1, 0]);
});

test('the total weighs by action, the scenario’s weights before the defaults', () => {
  const expected: ExpectedInput[] = [
    { action: 'detect', within: 20, objective: 'hold' },
    { action: 'contain', within: 200, objective: 'hold' },
  ];
  const injects: ScenarioInput['injects'] = [{ id: 'spill', at: 60, payload: SPILL, expected }];
  const facts = goodTape().facts();
  const usual = scoreDrill(aDrill({ injects }), facts);
  expect([usual.total, usual.passed]).toEqual([71.4, true]); // (15 + 20 / 2) / 35
  expect(usual.objectives).toEqual([{ objective: 'hold', expectations: 2, points: 75 }]);
  const own = scoreDrill(aDrill({ injects, weights: { detect: 0 } }), facts);
  expect([own.total, own.passed]).toEqual([50, false]);
});

test('an inject that was never carried out counts nothing, and says so', () => {
  const drill = { ...expecting({ action: 'quiet', within: 60 }), injected: [] };
  const score = scoreDrill(drill, new Tape().facts());
  expect(score.expectations).toMatchObject([{ outcome: 'not-fired', points: 0, latency: null }]);
  expect([score.total, score.injects]).toEqual([0, { all: 1, carriedOut: 0, notFired: ['spill'] }]);
});

test('while a drill runs, what may still come waits and does not count', () => {
  const running = { state: 'running', ended: null } as const;
  const tape = goodTape();
  const at = (second: number) => tape.facts({ clock: T0 + second * SECOND });
  expect(one(tape, { action: 'tier', within: 200, tier: 'basin' }, running, at(400))).toEqual(['waiting', null, 0]);
  expect(one(tape, { action: 'tier', within: 200, tier: 'basin' }, running, at(460))).toEqual(['missed', null, 0]);
  expect(one(tape, { action: 'quiet', within: 400, outlet: 'rain' }, running, at(400))).toEqual(['waiting', null, 0]);
  expect(one(tape, { action: 'quiet', within: 400, outlet: 'rain' }, running, at(460))).toEqual(['met', null, 1]);
  const drill = {
    ...expecting({ action: 'detect', within: 20 }, { action: 'tier', within: 400, tier: 'basin' }),
    ...running,
  };
  expect(scoreDrill(drill, at(400))).toMatchObject({ total: 100, final: false });
});

test('quiet that a person has cut short proves nothing', () => {
  const cut = { by: 'con', at: T0 + 9_000, why: 'abort', reason: 'storm', clock: T0 + 120 * SECOND } as const;
  const facts = new Tape().facts({ clock: cut.clock });
  expect(one(new Tape(), { action: 'quiet', within: 100 }, { ended: cut }, facts)).toEqual(['missed', null, 0]);
  expect(one(new Tape(), { action: 'quiet', within: 60 }, { ended: cut }, facts)).toEqual(['met', null, 1]);
});

test('a graver colour asks a tier again, and its answer counts from then', () => {
  const tape = goodTape();
  const { id } = tape.incident('incident-main');
  tape.attach(420, id, tape.hear(420, 'main', { severity: 'red', severityMax: 'red', value: 200, peak: 200 }));
  tape.act(500, id, 'enterprise', { act: 'acknowledge', tier: 'enterprise', note: null });
  const drill = aDrill(
    {
      injects: [
        { id: 'spill', at: 60, payload: SPILL, expected: [{ action: 'acknowledge', within: 60, tier: 'enterprise' }] },
        { id: 'worse', at: 400, payload: SPILL, expected: [{ action: 'acknowledge', within: 60, tier: 'enterprise' }] },
      ],
    },
    { injected: [60, 400].map((second, n) => ({ inject: ['spill', 'worse'][n] ?? '', at: T0 + second * SECOND })) },
  );
  const { expectations } = scoreDrill(drill, tape.facts());
  expect(expectations.map(({ latency, outcome }) => [latency, outcome])).toEqual([
    [20 * SECOND, 'met'],
    [80 * SECOND, 'late'],
  ]);
});

test('a silent monitor is detected by its own alarm, not by what the water does', () => {
  const fault = { of: 'monitor' as const, outlet: 'main', monitor: 'MN1' };
  const injects: ScenarioInput['injects'] = [
    { id: 'spill', at: 60, payload: { kind: 'fault', fault }, expected: [{ action: 'detect', within: 60 }] },
  ];
  const tape = goodTape();
  const detected = () => scoreDrill(aDrill({ injects }), tape.facts()).expectations[0]?.latency;
  expect(detected()).toBeNull();
  const about = { ...tape.alarm('main'), id: 'silent', factor: null, subject: { kind: 'monitor', id: 'MN1' } as const };
  tape.tell([alarmEntry('alarm.raised', about, 'system', T0 + 110 * SECOND)]);
  expect(detected()).toBe(50 * SECOND);
});

test('an alarm that is there at the inject is there at once; one that has to become graver is not', () => {
  const tape = goodTape();
  const drill = (severity?: 'red'): Drill =>
    aDrill(
      { injects: [{ id: 'worse', at: 400, payload: SPILL, expected: [{ action: 'detect', within: 60, severity }] }] },
      { injected: [{ inject: 'worse', at: T0 + 400 * SECOND }] },
    );
  const latency = (severity?: 'red') => scoreDrill(drill(severity), tape.facts()).expectations[0]?.latency;
  expect([latency(), latency('red')]).toEqual([0, null]);
  tape.hear(430, 'main', { severity: 'red', severityMax: 'red', value: 200, peak: 200 });
  expect([latency(), latency('red')]).toEqual([0, 30 * SECOND]);
});

describe('a false alert is corrected', () => {
  const correct: ExpectedInput = { action: 'correct', within: 180 };
  const suspended = (): [Tape, string] => {
    const tape = goodTape(false);
    tape.act(400, 'incident-main', 'enterprise', { act: 'suspend', reason: 'probe' });
    return [tape, 'incident-main'];
  };
  const correction = { kind: 'correction' as never };

  test('when everybody who had been told knows: to the last of them', () => {
    const [tape, id] = suspended();
    tape.sent(405, id, 'enterprise', correction);
    expect(one(tape, { ...correct, within: 350 })).toEqual(['missed', null, 0]);
    tape.sent(410, id, 'park', { kind: 'end' });
    expect(one(tape, { ...correct, within: 350 })).toEqual(['met', 350, 1]);
  });

  test('what was sent before it was corrected does not count', () => {
    const tape = goodTape(false);
    tape.sent(361, 'incident-main', 'enterprise', { kind: 'end' });
    tape.sent(361, 'incident-main', 'park', { kind: 'end' });
    tape.act(400, 'incident-main', 'enterprise', { act: 'suspend', reason: 'probe' });
    expect(one(tape, correct)).toEqual(['missed', null, 0]);
  });

  test('or when two persons judge it to be false', () => {
    const tape = new Tape();
    tape.hear(80, 'main');
    const { id } = tape.open(80, 'main');
    const act = { act: 'mark-false', reason: 'probe', evidence: 'grab sample 12 mg/L' } as const;
    tape.act(200, id, 'enterprise', act, { username: 'eva', role: 'enterprise', parks: ['east'] });
    expect(one(tape, correct)).toEqual(['met', 140, 1]);
    expect(one(tape, { action: 'report', within: 140, words: ['grab sample'] })).toEqual(['met', 140, 1]);
  });
});

test('a legal report says what its fields say, when the journal has it', () => {
  const tape = goodTape();
  const about = { ...tape.about(T0 + 160 * SECOND, 'incident', 'incident-main'), actor: 'park' };
  tape.tell([{ ...about, type: 'legal.reported', data: { report: 'INC-1124-01-D01' } }]);
  const reports = [{ number: 'INC-1124-01-D01', incident: 'incident-main', text: '园区 COD 超标，已关闭雨水阀' }];
  const expected: ExpectedInput = { action: 'report', within: 100, words: ['超标', '雨水阀'] };
  expect(one(tape, expected)).toEqual(['missed', null, 0]);
  expect(one(tape, expected, {}, tape.facts({ reports }))).toEqual(['met', 100, 1]);
});

test('a score is compared with an earlier one, objective by objective', () => {
  const drill = expecting({ action: 'contain', within: 300, objective: 'hold' });
  const slower = expecting({ action: 'contain', within: 200, objective: 'hold' });
  const before = scoreDrill({ ...slower, id: 'd0' }, goodTape().facts());
  expect(scoreDrill(drill, goodTape().facts(), before).comparison).toEqual({
    drill: 'd0',
    total: { before: 50, now: 100, change: 50 },
    objectives: [{ objective: 'hold', before: 50, now: 100, change: 50 }],
  });
});

test('the order of events of one moment, and their numbers, change nothing', () => {
  const tape = goodTape(false);
  tape.act(400, 'incident-main', 'enterprise', { act: 'suspend', reason: 'probe' });
  tape.sent(400, 'incident-main', 'enterprise', { kind: 'end' });
  tape.sent(400, 'incident-main', 'park', { kind: 'end' });
  const drill = expecting(...GOOD.map(([expected]) => expected));
  // A compressed drill moves in steps: much happens at one moment.
  const step = ({ at }: JournalEvent): number => T0 + Math.ceil((at - T0) / (10 * SECOND)) * 10 * SECOND;
  const events = tape.events.map((event) => ({ ...event, at: step(event) }));
  const usual = scoreDrill(drill, tape.facts({ events }));
  expect(usual.expectations.filter(({ outcome }) => outcome !== 'missed').length).toBeGreaterThanOrEqual(10);
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: events.length, maxLength: events.length }),
      (keys) => {
        const shuffled = events
          .map((event, n) => ({ event, key: keys[n] ?? 0 }))
          .sort((a, b) => a.event.at - b.event.at || a.key - b.key)
          .map(({ event }, n) => ({ ...event, seq: n + 1 }));
        expect(withoutNumbers(scoreDrill(drill, tape.facts({ events: shuffled })))).toEqual(withoutNumbers(usual));
      },
    ),
    { numRuns: 200 },
  );
});

function withoutNumbers(score: DrillScore): DrillScore & { expectations: ExpectationScore[] } {
  const hardFails = score.hardFails.map((fail) => ({
    ...fail,
    evidence: fail.evidence.map((one) => ({ ...one, event: null })),
  }));
  return { ...score, hardFails };
}
