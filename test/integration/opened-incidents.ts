import {
  type Alarm,
  DEFAULT_POLICY,
  type Incident,
  type IncidentChange,
  LIVE,
  NOTHING_DONE,
  openIncident,
  type Severity,
  type Timeline,
  TIERS,
  type User,
} from '@cofferdam/domain';
import { ONSET } from './conditions';

export const MINUTE = 60_000;

/** An open alarm at an outlet, as the records keep it. */
export const alarmOf = (id: string, more: Partial<Alarm> = {}): Alarm => ({
  ...{ id, ...LIVE, park: 'demo', subject: { kind: 'outlet', id }, outlet: id, factor: 'w01018', rule: 'cod' },
  ...{ ruleKind: 'limit', ruleVersion: 1, phase: 'abnormal', quality: 'good', acknowledged: null, ...NOTHING_DONE },
  ...{ severity: 'yellow', severityMax: 'yellow', toxic: false, raisedAt: ONSET, sampleAt: ONSET, clearedAt: null },
  ...{ value: 63, peak: 63, unit: 'mg/L', limit: 50, ratio: 1.26, limitSource: 'permit', explain: '63 > 50' },
  ...{ episode: 1, occurrences: 1, order: ['1-0', 0], told: { peak: 63, at: ONSET }, generation: 1, version: 1 },
  ...more,
});

interface Given {
  readonly enterprise?: string | null;
  readonly severity?: Severity;
  readonly timeline?: Timeline;
  readonly park?: string;
  readonly now?: number;
}

/** A new incident of an outlet with the same name, its unit's tier on duty. */
export function opened(id: string, given: Given = {}): IncidentChange {
  const { enterprise = 'acme', severity = 'yellow', timeline = LIVE, park = 'demo', now = ONSET } = given;
  return openIncident({
    ...{ id, number: `INC-0101-${id}`, now, policy: { ...DEFAULT_POLICY, version: 1, tiers: TIERS } },
    alarm: alarmOf(`alarm-${id}`, { ...timeline, park, severity, severityMax: severity, incident: id }),
    source: { outlet: `alarm-${id}`, enterprise, unit: null, tier: 'unit', family: 'oxygen-demand' },
  });
}

/** The incident with something else about it, and nothing said. */
export const changed = (incident: Incident, more: Partial<Incident>): IncidentChange => ({
  incident: { ...incident, version: incident.version + 1, ...more },
  entries: [],
  messages: [],
});

export const person = (role: User['role'], username: string = role): User => ({ username, role, parks: ['demo'] });
