import fc from 'fast-check';
import type { Drill } from '../drill';
import type { ScenarioInput } from '../scenario';
import { scoreDrill } from '../score/score';
import { aDrill, goodTape, SECOND, SPILL, T0, type Tape } from '../score/tape.fixture';
import { afterAction } from './after-action';
import { junit } from './junit';
import { type AfterActionReport, AfterActionReportSchema } from './shape';

const HASH = { sha256: 'a'.repeat(64), events: 12, upTo: 40 };
const evidence = { zh: '对讲机', en: 'the radio' };
const INJECTS: ScenarioInput['injects'] = [
  { id: 'later', when: { tier: 'basin' }, payload: { kind: 'event', outlet: 'main', online: false } },
  {
    id: 'spill',
    ...{ at: 60, payload: SPILL, title: { zh: '泄漏', en: 'Spill' } },
    expected: [
      { action: 'detect', within: 15, objective: 'hold', evidence },
      { action: 'contain', within: 400, objective: 'hold' },
      { action: 'tier', tier: 'basin', within: 60 },
    ],
  },
];

function report(tape: Tape = goodTape(), state: Partial<Drill> = {}): AfterActionReport {
  const drill = aDrill({ injects: INJECTS }, state);
  const facts = tape.facts({ cap: 4, live: { alarms: 2, median: 30, slowest: 55, slowestAlarm: 'a1' } });
  return afterAction(drill, scoreDrill(drill, facts), facts, HASH);
}

test('its header says what it was, under which rules, and of which journal', () => {
  expect(report()).toMatchObject({
    ...{ drill: 'd1', scenario: 'cod', type: 'tabletop', park: 'east', speed: 60, versions: { rule: 1, policy: 1 } },
    window: {
      drill: { from: new Date(T0).toISOString(), to: new Date(T0 + 1_200 * SECOND).toISOString() },
      wall: { from: new Date(T0 - 5_000).toISOString(), to: new Date(T0 + 15_000).toISOString() },
    },
    journal: HASH,
    live: { alarms: 2, median: 30, slowest: 55, target: 2_000 },
  });
  expect(AfterActionReportSchema.parse(report())).toEqual(report());
});

test('its timeline has what was carried out by its time, with the answers and how late they came', () => {
  const { timeline } = report(goodTape(), { injected: [{ inject: 'spill', at: T0 + 65 * SECOND }] });
  expect(timeline.map(({ inject, planned, second, late }) => [inject, planned, second, late])).toEqual([
    ['spill', 60, 65, 5],
    ['later', null, null, null],
  ]);
  expect(timeline[0]?.answers.map(({ action, latency, late }) => [action, latency, late])).toEqual([
    ['detect', 15_000, 0],
    ['contain', 295_000, 0],
    ['tier', null, null],
  ]);
  expect(report().timeline[0]?.answers[0]).toMatchObject({ late: 5, evidence });
});

test('how each tier that was asked has answered', () => {
  const tape = goodTape(false);
  tape.act(300, 'incident-main', 'enterprise', { act: 'escalate', to: 'park', reason: 'more comes' });
  tape.miss('incident-main', 'acknowledge', 'park');
  expect(report(tape).tiers).toMatchObject([
    { tier: 'enterprise', asked: 1, acknowledge: { n: 1, median: 20, slowest: 20 }, contain: { n: 0, median: null } },
    { tier: 'park', asked: 1, acknowledge: { n: 0, slowest: null }, missed: 1 },
    { tier: 'basin', asked: 1, missed: 0 },
  ]);
  expect(report().tiers).toMatchObject([{ tier: 'enterprise', contain: { n: 1, median: 280, slowest: 280 } }]);
});

test('who was told, who was not reached, who was refused', () => {
  const tape = goodTape();
  tape.sent(90, 'incident-main', 'enterprise');
  const row = { ...tape.deliveries[0], state: 'FAILED' } as (typeof tape.deliveries)[number];
  tape.deliveries.push({ ...row, key: '70.basin', recipient: 'basin', why: 'unreachable: connect ECONNREFUSED' });
  tape.deliveries.push({ ...row, key: '71.wei', recipient: 'wei', why: 'not-a-participant', channel: null });
  const about = tape.about(T0 + 90 * SECOND, 'incident', 'incident-main');
  const data = (key: string, to: string) => ({ key, to, channel: null, fault: 'not-a-participant', kind: 'duty' });
  tape.tell([
    { ...about, type: 'notification.failed', data: data('71.wei', 'wei') },
    { ...about, type: 'notification.failed', data: data('72.pia', 'pia') },
  ]);
  expect(report(tape)).toMatchObject({
    notReached: [{ recipient: 'basin', failed: 1, sent: 0, why: ['unreachable'] }],
    refusals: [
      { recipient: 'pia', count: 1 },
      { recipient: 'wei', count: 1 },
    ],
    messages: {
      ...{ sent: 3, cap: 4 },
      to: [
        { recipient: 'enterprise', channel: 'log', kind: 'duty', count: 2 },
        { recipient: 'park', channel: 'log', kind: 'informed', count: 1 },
      ],
    },
    leaks: { count: 0, evidence: [] },
  });
  tape.sent(95, 'incident-main', 'wei');
  expect(report(tape)).toMatchObject({ leaks: { count: 1 }, score: { passed: false } });
});

test('pauses are measured by the wall’s clock, since drill time stands still', () => {
  const tape = goodTape();
  const wall = (second: number) => new Date(T0 - 5_000 + second * SECOND).toISOString();
  const turn = (type: 'drill.paused' | 'drill.resumed' | 'drill.ended', second: number, more: object = {}) =>
    tape.tell([{ ...tape.about(T0 + 100 * SECOND, 'drill', 'd1'), type, data: { wall: wall(second), ...more } }]);
  turn('drill.paused', 2, { why: 'live-alarm', liveAlarm: { id: 'a9', severity: 'red', at: T0 }, reason: null });
  turn('drill.resumed', 9.5);
  turn('drill.paused', 12, { why: 'person', liveAlarm: null, reason: 'lunch' });
  turn('drill.ended', 20);
  const at = new Date(T0 + 100 * SECOND).toISOString();
  expect(report(tape).pauses).toEqual([
    { at, by: 'system', why: 'live-alarm', reason: null, liveAlarm: 'a9', seconds: 7.5 },
    { at, by: 'system', why: 'person', reason: 'lunch', liveAlarm: null, seconds: 8 },
  ]);
});

test('where the drill left its script', () => {
  const tape = goodTape();
  tape.hear(500, 'rain', { ruleVersion: 4 });
  const notes = [{ by: 'con', at: T0, text: 'radio failed', drillAt: T0 + 200 * SECOND }];
  const ended = { by: 'con', at: T0, why: 'abort', reason: 'storm', clock: T0 + 600 * SECOND } as const;
  const { deviations } = report(tape, { notes, ended });
  expect(deviations.map(({ kind, by, text }) => [kind, by, text])).toEqual([
    ['ended-early', 'con', 'storm'],
    ['inject-not-carried-out', null, 'later'],
    ['rule-version-changed', null, '1 → 4'],
    ['note', 'con', 'radio failed'],
  ]);
});

test('what evaluators saw, per objective, and what has to become better', () => {
  const seen = { by: 'eva', at: T0, drillAt: T0, inject: null, objective: 'hold', note: 'slow' };
  const observations = [
    { ...seen, id: 'o1', rating: 'S' as const },
    { ...seen, id: 'o2', rating: 'M' as const },
  ];
  const action = { id: 'c1', text: 'a second radio', owner: 'ent', due: '2026-12-31', opened: { by: 'eva', at: T0 } };
  const closed = { by: 'ent', at: T0, note: 'bought' };
  const made = report(goodTape(), { observations, actions: [{ ...action, closed }] });
  expect(made.objectives).toMatchObject([{ id: 'hold', points: 83.3, ratings: { P: 0, S: 1, M: 1, U: 0 } }]);
  expect(made.actions).toMatchObject([{ owner: 'ent', due: '2026-12-31', closed: { note: 'bought' } }]);
  expect(made.signature.lines).toEqual(['director', 'controller', 'evaluator']);
});

describe('as JUnit', () => {
  test('it has a case an expectation and one a kind of hard fail', () => {
    const tape = goodTape();
    tape.sent(95, 'incident-main', 'wei');
    const xml = junit(report(tape));
    expect(xml.match(/<testcase /g)).toHaveLength(3 + 7);
    expect(xml).toMatch(/<testsuite name="COD \(d1\)" tests="10" failures="3" errors="0" skipped="0"/);
    expect(xml).toContain('<failure message="late: 20 s, target 15 s, points 0.6667" type="late"/>');
    expect(xml).toContain('<testcase classname="spill" name="2. contain" time="300.000"/>');
    expect(xml).toMatch(/<failure message="wei → log, event \d+, \d+\.wei" type="leak"\/>/);
    expect(xml).toContain(`<property name="journal" value="${HASH.sha256}"/>`);
  });

  test('what has not come yet is skipped', () => {
    const drill = aDrill({ injects: INJECTS }, { state: 'running', ended: null, injected: [] });
    const facts = goodTape().facts();
    const xml = junit(afterAction(drill, scoreDrill(drill, facts), facts, HASH));
    expect(xml).toMatch(/failures="0" errors="0" skipped="3"/);
  });

  test('it is well-formed whatever people wrote', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes)),
      fc.constantFrom('<a>', ']]>', '"\'&', '&amp;', '\u0000\u001b\r\n\t', '\ufffe\uffff', '\ud800', '<!--'),
    );
    const usual = report();
    fc.assert(
      fc.property(anything, anything, (name, what) => {
        const score = {
          ...usual.score,
          expectations: usual.score.expectations.map((one) => ({ ...one, to: name, measure: what, inject: what })),
          hardFails: [{ kind: 'leak' as const, evidence: [{ event: 1, row: name, what }] }],
        };
        expect(faultOf(junit({ ...usual, title: { zh: name, en: name }, park: what, score }))).toBeNull();
      }),
      { numRuns: 500 },
    );
    expect(faultOf('<a b="1&2"/>')).not.toBeNull();
    expect(faultOf('<a><b></a></b>')).not.toBeNull();
  });
});

/** Where a text stops being XML of elements and attributes alone; null where it never does. */
function faultOf(xml: string): string | null {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '');
  const token = /<(\/?)([a-z]+)((?: [a-z]+="(?:[^"<&]|&(?:amp|lt|gt|quot|apos|#\d+);)*")*)(\/?)>|\n/gy;
  while (token.lastIndex < body.length) {
    const at = token.lastIndex;
    const found = token.exec(body);
    if (found === null) return body.slice(at, at + 40);
    const [, end, name, , empty] = found;
    if (name === undefined) continue;
    if (end === '/' && open.pop() !== name) return `</${name}>`;
    if (end === '' && empty === '') open.push(name);
  }
  const illegal = [...xml].find(
    (sign) => !/[\t\n\r -~\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(sign),
  );
  return open[0] ?? illegal ?? null;
}
