import type { EventType, IncidentView, JournalEvent, TierView } from '@cofferdam/domain';

export const T0 = Date.parse('2026-11-24T07:00:00Z');
/** ISO time of so many minutes after the tests' beginning. */
export const minute = (n: number): string => new Date(T0 + n * 60_000).toISOString();

/** A tier's duty for tests: five minutes to acknowledge, thirty to contain. */
export const aDuty = (given: Partial<TierView> = {}): TierView => ({
  tier: 'enterprise',
  since: minute(0),
  trigger: 'start',
  holder: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  ackDeadline: minute(5),
  containDeadline: minute(30),
  acknowledgeMissed: false,
  containMissed: false,
  ...given,
});

/** A gate that is closed, for tests; done where nothing else is given. */
export const aMeasure = (given: Partial<IncidentView['measures'][number]> = {}): IncidentView['measures'][number] => ({
  ...{ id: 'm1', code: 'close-gate', wall: 'gate', startedBy: 'chen', startedAt: minute(1), endedBy: 'chen' },
  ...{ endedAt: minute(3), approver: null, brokenGlass: null },
  tier: 'park',
  state: 'done',
  ...given,
});

const due = (kind: 'acknowledge' | 'contain', tier: 'enterprise', at: number) => ({
  ...{ kind, tier, name: null, generation: 1, n: 1, dueAt: minute(at) },
});

/** An incident for tests; what matters to the test is given. */
export function anIncident(given: Partial<IncidentView> = {}): IncidentView {
  return {
    ...{ id: 'i1', number: 'INC-1124-03', class: 'actual', drill: null, park: 'demo', enterprise: 'hy' },
    ...{ family: 'oxygen-demand', severity: 'yellow', toxic: false, state: 'OPEN', assetTier: 'enterprise' },
    ...{ openedAt: minute(0), joinedAt: minute(0), containedAt: null },
    tiers: [aDuty()],
    policy: { version: 1, tiers: ['unit', 'enterprise', 'park', 'basin'] },
    cause: { alarm: 'a1', outlet: 'main', factor: 'w01018', onset: minute(0) },
    ...{ outlets: ['main'], units: [], alarms: ['a1'], alarmCount: 1, measures: [], evidence: [], pond: null },
    ...{ relapses: 0, suspension: null, closing: null, falseAlarm: null, deEscalation: null, handOver: null },
    ...{ mergedInto: null, generation: 1, version: 1 },
    deadlines: [due('acknowledge', 'enterprise', 5), due('contain', 'enterprise', 30)],
    ...given,
  };
}

/** A numbered event of an incident, a second a number; `more` is what is special to it. */
export function anIncidentEvent(
  seq: number,
  incident: IncidentView,
  type: EventType = 'incident.changed',
  more: object = {},
): JournalEvent {
  const { id, park, class: of } = incident;
  return {
    ...{ seq, at: T0 + seq * 1000, type, class: of, drill: null, park, actor: 'chen' },
    subject: { kind: 'incident', id },
    data: { ...incident, ...more },
  };
}
