import fc from 'fast-check';
import { deadlineName } from '../escalation/deadline';
import { missed } from '../escalation/missed';
import { nextDeadlines } from '../escalation/next-deadlines';
import { tierRank } from '../tier/tier';
import type { User } from '../user/role';
import type { IncidentAct } from './act';
import {
  alarmAt,
  CALM,
  CONTAIN,
  context,
  IN_BREACH,
  MINUTE,
  opened,
  PARK,
  person,
  POLICY,
  sourceAt,
  START,
  T0,
} from './incident.fixture';
import { type Incident, isFinal } from './incident';
import { attach, blind, unreachable } from './open';
import { perform } from './perform';

const PEOPLE: readonly User[] = ['unit', 'enterprise', 'park', 'basin', 'admin'].map((role) =>
  person(role as User['role']),
);
const PLACES = ['shop-north', 'shop-south', 'main', 'rain', 'plant', 'river'] as const;
const SEVERITIES = ['blue', 'yellow', 'orange', 'red'] as const;
const ACTS: readonly IncidentAct[] = [
  { act: 'acknowledge', note: null },
  START,
  { ...START, measure: 'divert-to-pond', wall: 'pond', inflow: 800 } as IncidentAct,
  { act: 'evidence', id: 'e', text: 'failed', photo: null, measure: 'm1', outcome: 'failed' },
  CONTAIN,
  { act: 'escalate', to: null, reason: 'help' },
  { act: 'de-escalate', to: 'enterprise', reason: 'held' },
  { act: 'hand-over', tier: null, to: 'admin', note: null },
  { act: 'accept' },
  { act: 'note', text: 'seen' },
  { act: 'suspend', reason: 'cleaning' },
  { act: 'resume' },
  { act: 'mark-false', reason: 'r', evidence: 'e' },
  { act: 'close', rootCause: 'seal' },
  { act: 'reopen', reason: 'again' },
];

type Step =
  | {
      readonly kind: 'act';
      readonly act: IncidentAct;
      readonly who: User;
      readonly calm: boolean;
      readonly wait: number;
    }
  | { readonly kind: 'time'; readonly late: number }
  | { readonly kind: 'alarm'; readonly where: (typeof PLACES)[number]; readonly severity: (typeof SEVERITIES)[number] }
  | { readonly kind: 'blind' | 'unreachable' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('act' as const),
    act: fc.constantFrom(...ACTS),
    who: fc.constantFrom(...PEOPLE),
    calm: fc.boolean(),
    wait: fc.nat(90 * MINUTE),
  }),
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('time' as const), late: fc.constantFrom(0, 500, 90 * MINUTE) }),
  },
  fc.record({
    kind: fc.constant('alarm' as const),
    where: fc.constantFrom(...PLACES),
    severity: fc.constantFrom(...SEVERITIES),
  }),
  fc.constantFrom({ kind: 'blind' as const }, { kind: 'unreachable' as const }),
);

interface Trace {
  incident: Incident;
  now: number;
}

/** Like the timers: nothing else happens before what is due has been fired. */
function fireDue(trace: Trace, seen: (incident: Incident) => void): void {
  for (;;) {
    const [next] = nextDeadlines(trace.incident);
    if (next === undefined || next.dueAt > trace.now) return;
    trace.incident = missed(trace.incident, next, trace.now).incident;
    seen(trace.incident);
  }
}

function take(trace: Trace, one: Step): void {
  if (one.kind === 'time') pass(trace, one.late);
  else if (one.kind === 'act') act(trace, one);
  else if (one.kind === 'alarm') join(trace, one);
  else trace.incident = lose(trace, one.kind);
}

function pass(trace: Trace, late: number): void {
  const [next] = nextDeadlines(trace.incident);
  if (next !== undefined) trace.now = Math.max(trace.now, next.dueAt) + late;
}

function act(trace: Trace, { who, act: what, calm, wait }: Extract<Step, { kind: 'act' }>): void {
  const approver = who.role === 'basin' ? person('park') : person('basin');
  const given = context(who, trace.now, { approver, members: calm ? CALM : IN_BREACH });
  const outcome = perform(trace.incident, what, given);
  if (outcome.effect === 'done') trace.incident = outcome.incident;
  trace.now += wait;
}

function join(trace: Trace, { where, severity }: Extract<Step, { kind: 'alarm' }>): void {
  const { incident, now } = trace;
  if (isFinal(incident) && incident.state !== 'CLOSED') return;
  const alarm = alarmAt(where, { severity, raisedAt: now });
  trace.incident = attach(incident, [{ alarm, source: sourceAt(alarm) }], PARK, now).incident;
}

function lose({ incident, now }: Trace, kind: 'blind' | 'unreachable'): Incident {
  const change =
    kind === 'blind'
      ? blind(incident, incident.outlets[0] ?? '', now)
      : unreachable(incident, incident.tiers[0]?.tier ?? 'unit', now);
  return change?.incident ?? incident;
}

const EXISTING = fc.subarray([...POLICY.tiers], { minLength: 1 });

test('whatever happens: every open state has a pending deadline, and none comes back or moves behind its back', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PLACES),
      fc.constantFrom(...SEVERITIES),
      EXISTING,
      fc.array(step, { maxLength: 40 }),
      (where, severity, tiers, steps) => {
        const trace: Trace = { incident: opened(where, { severity }, { tiers }).incident, now: T0 };
        const gone = new Set<string>();
        let pending = new Map<string, number>();
        const look = (incident: Incident): void => {
          const next = nextDeadlines(incident);
          if (!isFinal(incident)) expect(next).not.toHaveLength(0);
          else expect(next).toHaveLength(0);
          const now = new Map(next.map((one) => [deadlineName(one), one.dueAt]));
          expect(now.size).toBe(next.length);
          for (const name of pending.keys()) if (!now.has(name)) gone.add(name);
          for (const name of now.keys()) expect(gone).not.toContain(name);
          pending = now;
          const ranks = incident.tiers.map(({ tier }) => tierRank(tier));
          expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
          expect(ranks.length).toBeGreaterThan(0);
          expect([incident.class, incident.drill]).toEqual(['actual', null]);
        };
        look(trace.incident);
        for (const one of steps) {
          const before = trace.incident;
          take(trace, one);
          look(trace.incident);
          const relieved = trace.incident.relieved.length > before.relieved.length;
          if (!relieved)
            for (const { tier } of before.tiers) expect(trace.incident.tiers.map((d) => d.tier)).toContain(tier);
          fireDue(trace, look);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('left alone, every incident climbs to the highest existing tier and pages it for ever', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PLACES), fc.constantFrom(...SEVERITIES), EXISTING, (where, severity, tiers) => {
      let { incident } = opened(where, { severity }, { tiers });
      for (let fired = 0; fired < 400; fired += 1) {
        const [next] = nextDeadlines(incident);
        incident = missed(incident, next!, next!.dueAt).incident;
      }
      expect(incident.tiers.at(-1)?.tier).toBe(tiers.at(-1));
      expect(nextDeadlines(incident).some(({ kind }) => kind === 'repeat')).toBe(true);
    }),
  );
});
