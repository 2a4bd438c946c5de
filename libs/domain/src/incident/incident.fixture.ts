import { type Alarm, NOTHING_DONE } from '../alarm/alarm';
import { DEFAULT_POLICY, type FrozenPolicy } from '../escalation/policy';
import { type Park, ParkSchema } from '../park/park';
import { TIERS } from '../tier/tier';
import { LIVE } from '../timeline/timeline';
import type { User } from '../user/role';
import type { ActContext, ActOutcome, IncidentAct, IncidentChange, MemberFacts } from './act';
import type { Incident } from './incident';
import { openIncident } from './open';
import { perform } from './perform';
import { type Source, sourceOf } from './source';

export const MINUTE = 60_000;
export const T0 = Date.UTC(2026, 10, 24, 6);
const name = { zh: '名', en: 'Name' };
const outlet = (id: string, kind: string, more: object = {}) => ({ id, name, kind, ...more });

/** Two units of one works, its main and rain outlets, another works, the park's plant and the river. */
export const PARK: Park = ParkSchema.parse({
  ...{ id: 'east', name, rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
  enterprises: [
    {
      id: 'acme',
      name,
      units: [
        { id: 'north', name },
        { id: 'south', name },
      ],
    },
    { id: 'bolt', name },
  ],
  walls: [
    { id: 'bund', name, kind: 'valve', tier: 'unit', enterprise: 'acme' },
    { id: 'pond', name, kind: 'pond', tier: 'enterprise', enterprise: 'acme', volume: 1000, level: 200 },
    { id: 'hole', name, kind: 'pond', tier: 'enterprise', enterprise: 'acme' },
    { id: 'gate', name, kind: 'gate', tier: 'park', twoPersons: true },
  ],
  outlets: [
    outlet('shop-north', 'workshop', { enterprise: 'acme', unit: 'north', flows: [{ to: 'main' }] }),
    outlet('shop-south', 'workshop', { enterprise: 'acme', unit: 'south', flows: [{ to: 'main' }] }),
    outlet('main', 'enterprise-main', { enterprise: 'acme', flows: [{ to: 'plant' }] }),
    outlet('rain', 'rain', { enterprise: 'acme' }),
    outlet('bolt-main', 'enterprise-main', { enterprise: 'bolt', flows: [{ to: 'plant' }] }),
    outlet('plant', 'park-plant-out', { flows: [{ to: 'river' }] }),
    outlet('river', 'river-section'),
  ],
});

export const POLICY: FrozenPolicy = { ...DEFAULT_POLICY, version: 1, tiers: TIERS };

let count = 0;
export function alarmAt(where: string, more: Partial<Alarm> = {}): Alarm {
  count += 1;
  return {
    ...{ id: `alarm-${count}`, ...LIVE, park: 'east', subject: { kind: 'outlet', id: where }, outlet: where },
    ...{ factor: 'w01018', rule: 'cod', ruleKind: 'limit', ruleVersion: 1, phase: 'abnormal', quality: 'good' },
    ...{ acknowledged: null, ...NOTHING_DONE, severity: 'yellow', severityMax: 'yellow', toxic: false },
    ...{ raisedAt: T0, sampleAt: T0, clearedAt: null, value: 63, peak: 63, unit: 'mg/L', limit: 50, ratio: 1.26 },
    ...{ limitSource: 'permit', explain: '63 > 50', episode: 1, occurrences: 1, order: ['1-0', 0] },
    ...{ told: { peak: 63, at: T0 }, generation: 1, version: 1 },
    ...more,
  };
}

export function sourceAt(alarm: Alarm): Source {
  const source = sourceOf(alarm, PARK);
  if (source === null) throw new Error(`no source of ${alarm.outlet}`);
  return source;
}

export function opened(where: string, more: Partial<Alarm> = {}, policy: Partial<FrozenPolicy> = {}): IncidentChange {
  const alarm = alarmAt(where, more);
  return openIncident({
    ...{ id: `incident-${alarm.id}`, number: 'INC-1124-01', alarm, source: sourceAt(alarm), now: T0 },
    policy: { ...POLICY, ...policy },
  });
}

export const person = (role: User['role'], username: string = role): User => ({ username, role, parks: ['east'] });

export const CALM: MemberFacts = { open: 0, active: 0, unacknowledged: 0, latched: 0, outOfService: 0, falling: true };
export const IN_BREACH: MemberFacts = { ...CALM, open: 1, active: 1, unacknowledged: 1, falling: false };

export const context = (actor: User, now: number, more: Partial<ActContext> = {}): ActContext => ({
  ...{ actor, approver: null, now, members: IN_BREACH, park: PARK },
  ...more,
});

/** The incident after an act that is expected to be done. */
export function after(incident: Incident, act: IncidentAct, given: ActContext): Incident {
  const outcome: ActOutcome = perform(incident, act, given);
  if (outcome.effect !== 'done') throw new Error(`${act.act}: ${JSON.stringify(outcome)}`);
  return outcome.incident;
}

export const START: IncidentAct = {
  ...{ act: 'start-measure', measure: 'close-valve', wall: 'bund', inflow: null, level: null, breakGlass: null },
};
export const CONTAIN: IncidentAct = {
  act: 'contain',
  id: 'e1',
  text: 'valve shut, dry below',
  photo: null,
  measures: null,
};
