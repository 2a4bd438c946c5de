import {
  after,
  alarmAt,
  context,
  MINUTE,
  opened,
  PARK,
  person,
  POLICY,
  sourceAt,
  START,
  T0,
} from '../incident/incident.fixture';
import type { Incident } from '../incident/incident';
import { attach, blind, handOverMissed, unreachable } from '../incident/open';
import type { Deadline, DeadlineKind } from './deadline';
import { missed } from './missed';
import { nextDeadlines } from './next-deadlines';
import { dueTimes, PolicySchema } from './policy';

const pending = (incident: Incident, kind: DeadlineKind, tier: string | null = null): Deadline => {
  const found = nextDeadlines(incident).find((one) => one.kind === kind && (tier === null || one.tier === tier));
  if (found === undefined) throw new Error(`no ${kind} is pending`);
  return found;
};
const miss = (incident: Incident, kind: DeadlineKind, tier: string | null = null, late = 0) => {
  const deadline = pending(incident, kind, tier);
  return missed(incident, deadline, deadline.dueAt + late);
};
const tiersOf = ({ tiers }: Incident) => tiers.map(({ tier }) => tier);
const enterprise = person('enterprise');

describe('the start', () => {
  test.each([
    ['shop-north', 'yellow', ['unit']],
    ['shop-north', 'orange', ['unit', 'enterprise']],
    ['shop-north', 'red', ['unit', 'enterprise', 'park']],
    ['main', 'yellow', ['enterprise']],
    ['plant', 'blue', ['park']],
    ['river', 'orange', ['basin']],
  ] as const)('%s in %s puts %s on duty', (where, severity, tiers) => {
    expect(tiersOf(opened(where, { severity }).incident)).toEqual(tiers);
  });

  test('a tier without a desk does not exist: the next above, else the highest, has its duty', () => {
    expect(tiersOf(opened('main', {}, { tiers: ['park'] }).incident)).toEqual(['park']);
    expect(tiersOf(opened('river', {}, { tiers: ['unit', 'enterprise'] }).incident)).toEqual(['enterprise']);
  });

  test('those who are informed are told without duty', () => {
    const { messages } = opened('shop-north', { severity: 'red' });
    expect(messages.map(({ kind, tier }) => [kind, tier])).toEqual([
      ['duty', 'unit'],
      ['duty', 'enterprise'],
      ['duty', 'park'],
      ['informed', 'basin'],
    ]);
  });

  test('times by colour and tier; a pair that is missing takes the next graver colour’s', () => {
    expect(dueTimes(POLICY, 'red', 'park')).toEqual({ acknowledge: 5 * MINUTE, contain: 30 * MINUTE });
    expect(dueTimes(POLICY, 'blue', 'park')).toEqual({ acknowledge: 15 * MINUTE, contain: 60 * MINUTE });
    expect(dueTimes(POLICY, 'yellow', 'basin')).toEqual({ acknowledge: 15 * MINUTE, contain: 90 * MINUTE });
    const own = PolicySchema.parse({ deadlines: { red: { unit: { acknowledge: 1, contain: 2 } } } });
    expect(dueTimes({ ...POLICY, ...own }, 'red', 'basin')).toEqual({ acknowledge: MINUTE, contain: 2 * MINUTE });
  });
});

describe('triggers', () => {
  test('E1: nobody acknowledged, the next tier comes in; nobody is relieved', () => {
    const { incident, entries, messages } = miss(opened('main').incident, 'acknowledge');
    expect(tiersOf(incident)).toEqual(['enterprise', 'park']);
    expect(entries.map(({ type }) => type)).toEqual(['incident.escalated']);
    expect(entries[0]?.data).toMatchObject({ from: 'enterprise', to: 'park', trigger: 'E1' });
    expect(messages).toMatchObject([{ kind: 'duty', tier: 'park' }]);
    expect(pending(incident, 'contain', 'enterprise')).toBeDefined();
  });

  test('E2: the contain deadline runs on after the acknowledgement', () => {
    const acked = after(opened('main').incident, { act: 'acknowledge', note: null }, context(enterprise, T0));
    expect(nextDeadlines(acked).map(({ kind }) => kind)).toEqual(['progress', 'contain']);
    expect(tiersOf(miss(acked, 'contain').incident)).toEqual(['enterprise', 'park']);
  });

  test('only the highest tier’s missed deadline adds one, another is reminded', () => {
    const two = miss(opened('main').incident, 'acknowledge').incident;
    const { incident, messages } = miss(two, 'contain', 'enterprise');
    expect(tiersOf(incident)).toEqual(['enterprise', 'park']);
    expect(messages).toMatchObject([{ kind: 'late', tier: 'enterprise' }]);
  });

  test('at the top the page repeats without end', () => {
    let { incident } = opened('river');
    incident = miss(incident, 'acknowledge').incident;
    expect(tiersOf(incident)).toEqual(['basin']);
    for (let n = 1; n <= 20; n += 1) {
      const change = miss(incident, 'repeat');
      expect(change.messages).toMatchObject([{ kind: 'repeat', tier: 'basin', n }]);
      incident = change.incident;
    }
  });

  test('E3: a graver colour asks everybody again and may jump', () => {
    const acked = after(opened('shop-north').incident, { act: 'acknowledge', note: null }, context(person('unit'), T0));
    const graver = alarmAt('shop-north', { severity: 'red', raisedAt: T0 + MINUTE });
    const { incident } = attach(acked, [{ alarm: graver, source: sourceAt(graver) }], PARK, T0 + MINUTE);
    expect(tiersOf(incident)).toEqual(['unit', 'enterprise', 'park']);
    expect(incident).toMatchObject({ state: 'OPEN', severity: 'red' });
    expect(incident.tiers[0]).toMatchObject({ acknowledged: null, acknowledgeDue: { at: T0 + 4 * MINUTE } });
  });

  test.each([
    ['shop-south', ['unit', 'enterprise'], 'a second unit of the works'],
    ['plant', ['unit', 'enterprise', 'park'], 'the neighbour downstream'],
  ])('E4: %s brings in %s: %s', (where, tiers) => {
    const alarm = alarmAt(where, { raisedAt: T0 + MINUTE });
    const { incident, entries } = attach(opened('shop-north').incident, [{ alarm, source: sourceAt(alarm) }], PARK, T0);
    expect(tiersOf(incident)).toEqual(tiers);
    expect(entries.find(({ type }) => type === 'incident.escalated')?.data).toMatchObject({ trigger: 'E4' });
  });

  test('E4 makes the most upstream alarm the cause, however late it comes', () => {
    const alarm = alarmAt('shop-north', { raisedAt: T0 + MINUTE });
    const { incident } = attach(opened('main').incident, [{ alarm, source: sourceAt(alarm) }], PARK, T0 + MINUTE);
    expect(incident.cause).toMatchObject({ outlet: 'shop-north', alarm: alarm.id });
  });

  test('E5 to E8 add the next tier; each once a generation and tier', () => {
    const { incident } = opened('main');
    const asked = after(incident, { act: 'escalate', to: 'basin', reason: 'oil' }, context(enterprise, T0));
    expect(tiersOf(asked)).toEqual(['enterprise', 'park', 'basin']);
    expect(tiersOf(handOverMissed(incident, 'enterprise', T0)!.incident)).toEqual(['enterprise', 'park']);
    expect(handOverMissed(incident, 'park', T0)).toBeNull();
    expect(tiersOf(unreachable(incident, 'enterprise', T0)!.incident)).toEqual(['enterprise', 'park']);
    expect(tiersOf(blind(incident, 'main', T0)!.incident)).toEqual(['enterprise', 'park']);
    expect(blind(incident, 'plant', T0)).toBeNull();
  });

  test('E6 of a part handed over by name', () => {
    const act = { act: 'hand-over', tier: null, to: 'wang', note: null } as const;
    const { incident } = miss(after(opened('main').incident, act, context(enterprise, T0)), 'hand-over');
    expect(tiersOf(incident)).toEqual(['enterprise', 'park']);
    expect(incident.handOver).toBeNull();
  });
});

describe('after an outage', () => {
  const HOUR = 60 * MINUTE;

  test('the next tier has a grace of its own, and only it', () => {
    const deadline = pending(opened('shop-north').incident, 'acknowledge');
    const { incident, messages } = missed(opened('shop-north').incident, deadline, deadline.dueAt + HOUR);
    expect(tiersOf(incident)).toEqual(['unit', 'enterprise']);
    expect(incident.tiers[1]).toMatchObject({ late: HOUR, acknowledgeDue: { at: deadline.dueAt + HOUR + 2 * MINUTE } });
    expect(messages[0]?.data).toMatchObject({ lateMinutes: 60 });
  });

  test.each([
    ['red', false],
    ['yellow', true],
  ] as const)('%s (toxic: %s) tells at once everybody who would have been told', (severity, toxic) => {
    const { incident } = opened('main', { severity, toxic });
    const top = incident.tiers.at(-1)!.tier;
    expect(tiersOf(miss(incident, 'acknowledge', top, 2 * HOUR).incident)).toEqual(['enterprise', 'park', 'basin']);
  });
});

describe('the other deadlines', () => {
  test('reminders until somebody acknowledges, then half and four fifths of the contain time', () => {
    const first = miss(opened('main').incident, 'remind');
    expect(first.messages).toMatchObject([{ kind: 'remind', n: 1 }]);
    expect(pending(first.incident, 'remind').dueAt).toBe(T0 + 10 * MINUTE);
    const acked = after(first.incident, { act: 'acknowledge', note: null }, context(enterprise, T0));
    const half = pending(acked, 'progress');
    expect(half.dueAt - T0).toBe(22.5 * MINUTE);
    const late = pending(miss(acked, 'progress').incident, 'progress');
    expect(late.dueAt - T0).toBe(36 * MINUTE);
    expect(nextDeadlines(miss(miss(acked, 'progress').incident, 'progress').incident)).toMatchObject([
      { kind: 'contain' },
    ]);
  });

  test('what is contained is watched, then paged to be closed every four hours', () => {
    const working = after(opened('main').incident, START, context(enterprise, T0));
    const contain = { act: 'contain', id: 'e', text: 'dry', photo: null, measures: null } as const;
    const held = after(working, contain, context(enterprise, T0));
    expect(nextDeadlines(held)).toMatchObject([{ kind: 'watch', dueAt: T0 + 90 * MINUTE }]);
    const watched = miss(held, 'watch').incident;
    expect(pending(watched, 'close').dueAt).toBe(T0 + (90 + 240) * MINUTE);
    expect(pending(miss(watched, 'close').incident, 'close')).toMatchObject({ n: 2 });
  });

  test('a suspension ends by itself, and what was due is due again', () => {
    const { incident } = opened('main');
    const quiet = after(incident, { act: 'suspend', reason: 'cleaning' }, context(enterprise, T0 + MINUTE));
    expect(nextDeadlines(quiet)).toMatchObject([{ kind: 'suspended', dueAt: T0 + 11 * MINUTE }]);
    const { incident: resumed, messages } = miss(quiet, 'suspended');
    expect(resumed.state).toBe('OPEN');
    expect(messages).toMatchObject([{ kind: 'resumed' }]);
    expect(pending(resumed, 'acknowledge').dueAt).toBe(T0 + 20 * MINUTE);
  });

  test('a full pond is a failure to contain, also of what was contained', () => {
    const divert = { ...START, measure: 'divert-to-pond', wall: 'pond', inflow: 400 } as typeof START;
    const filling = after(opened('main').incident, divert, context(enterprise, T0));
    const held = after(
      filling,
      { act: 'contain', id: 'e', text: 'diverted', photo: null, measures: null },
      context(enterprise, T0),
    );
    const { incident } = miss(held, 'pond');
    expect(incident).toMatchObject({ state: 'CONTAINING', relapses: 1, pond: { missed: true } });
    expect(tiersOf(incident)).toEqual(['enterprise', 'park']);
  });
});
