import {
  after,
  CONTAIN,
  context,
  MINUTE,
  opened,
  person,
  START as START_MEASURE,
  T0,
} from '../incident/incident.fixture';
import type { Incident } from '../incident/incident';
import { CLOCK, running, step } from './scenario.fixture';
import { injectsDue } from './due';
import { faultsAt } from './faults';
import type { ScenarioInput } from './scenario';

type When = NonNullable<ScenarioInput['injects'][number]['when']>;
const message = { kind: 'message', text: { zh: '说', en: 'Said' } } as const;
const waiting = (when: When) => running({ duration: 86_400, injects: [{ id: 'w', when, payload: message }] });
const own = (incident: Incident): Incident => ({ ...incident, class: 'exercise', drill: 'spill-1' });
const FAR = T0 + 60 * MINUTE;

const OPEN = own(opened('main', { severity: 'orange' }).incident);
const LATER = T0 + 5 * MINUTE;
const enterprise = person('enterprise');
const ACKED = after(OPEN, { act: 'acknowledge', note: null }, context(enterprise, LATER));
const CONTAINED = after(after(ACKED, START_MEASURE, context(enterprise, LATER)), CONTAIN, context(enterprise, LATER + MINUTE)); // prettier-ignore
const SUSPENDED = after(OPEN, { act: 'suspend', reason: 'x' }, context(enterprise, LATER));
const FALSE = after(
  SUSPENDED,
  { act: 'mark-false', reason: 'x', evidence: 'y' },
  context(enterprise, LATER + MINUTE, { approver: person('park') }),
);
const PARK_TOO = after(ACKED, { act: 'escalate', to: 'park', reason: 'x' }, context(enterprise, LATER + 2 * MINUTE));

// The drill's clock starts before the incidents of the fixture.
test('the fixtures fit together', () => expect(CLOCK).toBeLessThan(T0));

test('injects are due at their offsets, the earliest first, and once', () => {
  const drill = running({ injects: [step('b', 60, 1), step('a', 30, 1), step('c', 61, 1)] });
  const due = (now: number, injected = drill.injected) => injectsDue({ ...drill, injected }, { incidents: [] }, now);
  expect(due(CLOCK + 29_999)).toEqual([]);
  expect(due(CLOCK + 60_000)).toEqual([
    { inject: 'a', at: CLOCK + 30_000 },
    { inject: 'b', at: CLOCK + 60_000 },
  ]);
  expect(due(CLOCK + 60_000, [{ inject: 'a', at: CLOCK + 30_000 }])).toEqual([{ inject: 'b', at: CLOCK + 60_000 }]);
});

test('nothing is due before the start', () => {
  const drill = running({ injects: [step('a', 0, 1)] });
  expect(injectsDue({ ...drill, started: null }, { incidents: [] }, CLOCK)).toEqual([]);
});

const CONDITIONS: [When, Incident, number | null][] = [
  [{ incident: 'opened' }, OPEN, T0],
  [{ incident: 'acknowledged' }, OPEN, null],
  [{ incident: 'acknowledged', after: 30 }, ACKED, LATER + 30_000],
  [{ incident: 'contained' }, ACKED, null],
  [{ incident: 'contained' }, CONTAINED, LATER + MINUTE],
  [{ incident: 'suspended' }, SUSPENDED, LATER],
  [{ incident: 'judged-false' }, SUSPENDED, null],
  [{ incident: 'judged-false' }, FALSE, LATER + MINUTE],
  [{ incident: 'closed' }, { ...CONTAINED, closing: { by: 'x', at: FAR - 1, rootCause: null } }, FAR - 1],
  [{ tier: 'park' }, ACKED, null],
  [{ tier: 'park' }, PARK_TOO, LATER + 2 * MINUTE],
  [{ tier: 'park', incident: 'acknowledged' }, PARK_TOO, LATER + 2 * MINUTE],
  [{ incident: 'opened', enterprise: 'acme' }, OPEN, T0],
  [{ incident: 'opened', enterprise: 'bolt' }, OPEN, null],
];
test.each(CONDITIONS)('%j', (when, incident, at) => {
  const due = injectsDue(waiting(when), { incidents: [incident] }, FAR);
  expect(due).toEqual(at === null ? [] : [{ inject: 'w', at }]);
});

test('the first incident counts, and only the drill’s own', () => {
  const second = { ...OPEN, id: 'b', openedAt: T0 + 1 };
  const drill = waiting({ incident: 'opened' });
  expect(injectsDue(drill, { incidents: [second, OPEN] }, FAR)).toEqual([{ inject: 'w', at: T0 }]);
  const others = [
    { ...OPEN, class: 'actual' as const, drill: null },
    { ...OPEN, drill: 'spill-2' },
  ];
  expect(injectsDue(drill, { incidents: others }, FAR)).toEqual([]);
});

test('who looks later sees the same moment, but not before it', () => {
  const drill = waiting({ incident: 'opened', after: 90 });
  expect(injectsDue(drill, { incidents: [OPEN] }, T0 + 89_999)).toEqual([]);
  for (const now of [T0 + 90_000, FAR]) {
    expect(injectsDue(drill, { incidents: [OPEN] }, now)).toEqual([{ inject: 'w', at: T0 + 90_000 }]);
  }
});

test('faults last as long as they say, or to the end', () => {
  const drill = running({
    injects: [
      { id: 'a', at: 10, payload: { kind: 'fault', fault: { of: 'person', user: 'li' }, for: 20 } },
      { id: 'b', at: 20, payload: { kind: 'fault', fault: { of: 'channel', channel: 'group' } } },
      { id: 'c', at: 20, payload: { kind: 'fault', fault: { of: 'monitor', outlet: 'main', monitor: 'MN1' }, for: 1 } },
    ],
  });
  const injected = [
    { inject: 'a', at: CLOCK + 10_000 },
    { inject: 'b', at: CLOCK + 20_000 },
    { inject: 'c', at: CLOCK + 20_000 },
  ];
  const at = (second: number) => {
    const { people, channels, monitors } = faultsAt({ ...drill, injected }, CLOCK + second * 1000);
    return [...people, ...channels, ...monitors];
  };
  expect([at(9), at(10), at(20), at(21), at(30)]).toEqual([[], ['li'], ['li', 'group', 'MN1'], ['li', 'group'], ['group']]); // prettier-ignore
});
