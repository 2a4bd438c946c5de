import type { Drill } from '../drill';
import type { DrillFacts } from './facts';
import { scoreDrill } from './score';
import type { HardFail } from './shape';
import { aDrill, goodTape, SPILL, T0, Tape } from './tape.fixture';

const fails = (tape: Tape, more: Partial<DrillFacts> = {}, drill: Drill = aDrill()): HardFail[] =>
  scoreDrill(drill, tape.facts(more)).hardFails;

test('a drill in which nothing went wrong has none', () => {
  expect(fails(goodTape())).toEqual([]);
});

describe('a leak', () => {
  test('is what was sent to somebody who takes no part', () => {
    const tape = goodTape();
    tape.sent(90, 'incident-main', 'con');
    tape.sent(90, 'incident-main', 'eva');
    expect(fails(tape)).toEqual([]);
    tape.sent(91, 'incident-main', 'wei', { channel: 'sms' });
    const event = tape.events.length;
    expect(fails(tape)).toEqual([
      { kind: 'leak', evidence: [{ event, row: expect.stringMatching(/\.wei$/) as string, what: 'wei → sms' }] },
    ]);
    expect(scoreDrill(aDrill(), tape.facts()).passed).toBe(false);
  });

  test('is what went to a group of which the scenario does not speak', () => {
    const tape = goodTape();
    tape.sent(90, 'incident-main', 'desk:park-desk', { channel: 'group' });
    expect(fails(tape)).toEqual([]);
    tape.sent(90, 'incident-main', 'desk:park-desk', { channel: 'other-group' });
    expect(fails(tape)).toMatchObject([{ kind: 'leak', evidence: [{ what: 'desk:park-desk → other-group' }] }]);
  });

  test('is seen in the deliveries where the journal is silent; what was refused is none', () => {
    const tape = goodTape();
    const row = { ...tape.deliveries[0], key: '77.wei', recipient: 'wei' } as (typeof tape.deliveries)[number];
    expect(fails(tape, { deliveries: [{ ...row, state: 'FAILED', why: 'not-a-participant' }] })).toEqual([]);
    expect(fails(tape, { deliveries: [row] })).toMatchObject([{ evidence: [{ event: null, row: '77.wei' }] }]);
  });
});

test('a live alarm took more than two seconds', () => {
  const live = { alarms: 3, median: 40, slowestAlarm: 'a9' };
  expect(fails(goodTape(), { live: { ...live, slowest: 2_000 } })).toEqual([]);
  expect(fails(goodTape(), { live: { ...live, slowest: 2_001 } })).toMatchObject([
    { kind: 'live-delayed', evidence: [{ row: 'a9' }] },
  ]);
});

test('a tier was skipped: duty is not contiguous among the tiers that exist', () => {
  const gap = (tape: Tape, remove: string): DrillFacts['events'] =>
    tape.events.map((event) => {
      const { tiers } = event.data as { tiers?: { tier: string }[] };
      return event.type === 'incident.escalated' && tiers
        ? { ...event, data: { ...(event.data as object), tiers: tiers.filter(({ tier }) => tier !== remove) } }
        : event;
    });
  const tape = goodTape();
  tape.act(380, 'incident-main', 'enterprise', { act: 'escalate', to: 'basin', reason: 'more comes' });
  const { seq } = tape.events.find(({ type }) => type === 'incident.escalated') ?? {};
  expect(fails(tape)).toEqual([]);
  expect(fails(tape, { events: gap(tape, 'enterprise') })).toEqual([]); // the lowest: there is nothing between
  expect(fails(tape, { events: gap(tape, 'park') })).toMatchObject([
    { kind: 'tier-skipped', evidence: [{ event: seq, what: 'INC-1124-01: park' }] },
  ]);
});

test('a command has left the drill’s own tree', () => {
  const tape = goodTape();
  const command = (topic?: string) =>
    tape.tell([{ ...tape.about(T0 + 90_000, 'incident', 'incident-main'), type: 'command.sent', data: { topic } }]);
  command('drills/d1/parks/east/outlets/main/commands');
  expect(fails(tape)).toEqual([]);
  command('parks/east/outlets/main/commands');
  command('drills/d10/parks/east/outlets/main/commands');
  command();
  expect(fails(tape)).toMatchObject([
    {
      kind: 'actuator-reached',
      evidence: [
        { what: 'parks/east/outlets/main/commands' },
        { what: 'drills/d10/parks/east/outlets/main/commands' },
        { what: '-' },
      ],
    },
  ]);
});

test('the top tier was asked and did not answer', () => {
  const tape = new Tape({ tiers: ['enterprise', 'park'] });
  tape.hear(80, 'main');
  tape.open(80, 'main');
  tape.miss('incident-main', 'acknowledge', 'enterprise');
  expect(fails(tape)).toEqual([]);
  tape.miss('incident-main', 'acknowledge', 'park');
  expect(fails(tape)).toMatchObject([{ kind: 'top-tier-unanswered', evidence: [{ what: 'INC-1124-01: park' }] }]);
});

test('an alarm under an overlay is not quiet', () => {
  const drill = aDrill({
    injects: [{ id: 'spill', at: 60, payload: SPILL, expected: [{ action: 'quiet', within: 600, outlet: 'rain' }] }],
  });
  const tape = goodTape();
  expect(fails(tape, {}, drill)).toEqual([]);
  tape.hear(20, 'rain');
  tape.shelve(30, 'rain');
  expect(scoreDrill(drill, tape.facts())).toMatchObject({
    expectations: [{ outcome: 'missed', points: 0, latency: 0 }],
    hardFails: [
      { kind: 'suppressed-taken-for-quiet', evidence: [{ row: 'alarm-rain/w01018-1', what: 'spill: SHLVD' }] },
    ],
  });
});

test('something is still active after the end', () => {
  const active = { alarms: 0, incidents: 1, deadlines: 4, messages: 0, approvals: 0 };
  expect(fails(goodTape(), { active }, aDrill({}, { state: 'running', ended: null }))).toEqual([]);
  expect(fails(goodTape(), { active })).toMatchObject([
    { kind: 'left-active', evidence: [{ what: 'deadlines: 4' }, { what: 'incidents: 1' }] },
  ]);
});
