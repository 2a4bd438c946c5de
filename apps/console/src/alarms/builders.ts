import { type AlarmView, type EventType, type JournalEvent, NOTHING_DONE } from '@cofferdam/domain';

const T0 = Date.parse('2026-11-24T07:00:00Z');

/** An alarm for tests; what matters to the test is given. */
export function anAlarm(given: Partial<AlarmView> = {}): AlarmView {
  return {
    ...NOTHING_DONE,
    id: 'a1',
    class: 'actual',
    drill: null,
    park: 'demo',
    subject: { kind: 'outlet', id: 'main' },
    outlet: 'main',
    factor: 'w01018',
    rule: 'cod-instant',
    ruleKind: 'limit',
    ruleVersion: 1,
    quality: 'good',
    acknowledged: null,
    severity: 'yellow',
    severityMax: 'yellow',
    toxic: false,
    raisedAt: new Date(T0).toISOString(),
    sampleAt: new Date(T0).toISOString(),
    clearedAt: null,
    value: 63.2,
    peak: 63.2,
    unit: 'mg/L',
    limit: 50,
    ratio: 1.264,
    limitSource: 'GB 31571-2015 T2',
    explain: 'COD 63.2 mg/L is above 50 mg/L',
    episode: 1,
    occurrences: 1,
    generation: 1,
    version: 1,
    state: 'UNACK',
    open: true,
    active: true,
    ...given,
  };
}

/** A numbered event about an alarm, a second a number. */
export function anEvent(seq: number, alarm: AlarmView, type: EventType = 'alarm.changed'): JournalEvent {
  const { park, subject } = alarm;
  return {
    seq,
    at: T0 + seq * 1000,
    type,
    class: alarm.class,
    drill: null,
    park,
    subject,
    actor: 'system',
    data: alarm,
  };
}
