import {
  type Alarm,
  attach,
  DEFAULT_POLICY,
  type Incident,
  type IncidentAct,
  LIVE,
  NOTHING_DONE,
  openIncident,
  type Park,
  ParkSchema,
  perform,
  type Severity,
  sourceOf,
  type Timeline,
  TIERS,
  type User,
  viewIncident,
} from '@cofferdam/domain';

const POLICY = { ...DEFAULT_POLICY, version: 1, tiers: TIERS };
const both = (zh: string, en: string) => ({ zh, en });

/** Two works, the park's plant and the river. */
export const PARK: Park = ParkSchema.parse({
  ...{ id: 'east', name: both('东区', 'East park'), rules: [{ kind: 'limit', id: 'cod', factors: ['w01018'] }] },
  enterprises: [{ id: 'acme', name: both('甲化工', 'Acme') }],
  walls: [{ id: 'valve', name: both('阀', 'Valve'), kind: 'valve', tier: 'enterprise', enterprise: 'acme' }],
  outlets: [
    {
      ...{ id: 'main', name: both('总排口', 'Main outlet'), kind: 'enterprise-main', enterprise: 'acme' },
      ...{ position: { lat: 30.2101, lon: 120.6502 }, flows: [{ to: 'plant' }] },
    },
    { id: 'rain', name: both('雨水口 <1> & 演练', 'Rain <b>outlet</b> & EXERCISE'), kind: 'rain', enterprise: 'acme' },
    { id: 'plant', name: both('污水厂出口', 'Plant'), kind: 'park-plant-out', flows: [{ to: 'river' }] },
    { id: 'river', name: both('断面', 'Section'), kind: 'river-section' },
  ],
});

export type Place = 'main' | 'rain' | 'plant' | 'river';

export interface Hour {
  readonly severity: Severity;
  readonly where: Place;
  readonly factor?: string;
}

/** What happens to an incident: an alarm, or something that a person does. */
export type Happening = { readonly alarm: Hour } | { readonly act: IncidentAct['act']; readonly who: User['role'] };

const ACTS: { readonly [A in IncidentAct['act']]: Extract<IncidentAct, { act: A }> } = {
  acknowledge: { act: 'acknowledge', note: null },
  'start-measure': {
    ...{ act: 'start-measure', measure: 'retain-sample', wall: null, inflow: null, level: null, breakGlass: null },
  },
  evidence: { act: 'evidence', id: 'e', text: 'seen', photo: null, measure: null, outcome: null },
  contain: { act: 'contain', id: 'c', text: 'dry below', photo: null, measures: null },
  escalate: { act: 'escalate', to: null, reason: 'help' },
  'de-escalate': { act: 'de-escalate', to: 'enterprise', reason: 'held' },
  'hand-over': { act: 'hand-over', tier: null, to: 'ada', note: null },
  accept: { act: 'accept' },
  note: { act: 'note', text: 'seen' },
  suspend: { act: 'suspend', reason: 'cleaning' },
  resume: { act: 'resume' },
  'mark-false': { act: 'mark-false', reason: '标定 <b>演练</b> & EXERCISE', evidence: 'log' },
  close: { act: 'close', rootCause: 'seal &amp; <b>valve</b>' },
  reopen: { act: 'reopen', reason: 'again' },
  merge: { act: 'merge', into: 'other' },
};
export const ACT_NAMES = Object.keys(ACTS) as IncidentAct['act'][];

const CALM = { open: 0, active: 0, unacknowledged: 0, latched: 0, outOfService: 0, falling: true };

/** An incident with its alarms, as the records would have it. */
export class Life {
  incident: Incident;
  readonly alarms: Alarm[] = [];
  private count = 0;

  constructor(
    readonly id: string,
    readonly park: Park,
    first: Hour,
    now: number,
    private readonly timeline: Timeline = LIVE,
  ) {
    const alarm = this.alarm(first, now);
    const source = sourceOf(alarm, park);
    if (source === null) throw new Error('an alarm of water has a source');
    this.incident = openIncident({ id, number: `INC-${id}`, alarm, source, policy: POLICY, now }).incident;
  }

  /** @returns whether it could happen */
  live(happening: Happening, now: number): boolean {
    if ('alarm' in happening) return this.join(happening.alarm, now);
    const person = (username: string, role: User['role']): User => ({ username, role, parks: ['*'] });
    const actor = person(happening.who === 'admin' ? 'ada' : happening.who, happening.who);
    const outcome = perform(this.incident, ACTS[happening.act], {
      ...{ actor, approver: happening.act === 'mark-false' ? person('zoe', 'basin') : null, now, park: this.park },
      members: CALM,
      ...(happening.act === 'merge' && { other: { ...this.incident, id: 'other', state: 'OPEN' } }),
    });
    if (outcome.effect === 'done') this.incident = outcome.incident;
    return outcome.effect === 'done';
  }

  get view(): ReturnType<typeof viewIncident> {
    return viewIncident(this.incident);
  }

  private join(hour: Hour, now: number): boolean {
    if (['FALSE_ALARM', 'MERGED'].includes(this.incident.state)) return false;
    const alarm = this.alarm(hour, now);
    const source = sourceOf(alarm, this.park);
    if (source !== null) this.incident = attach(this.incident, [{ alarm, source }], this.park, now).incident;
    return true;
  }

  private alarm({ severity, where, factor = 'w01018' }: Hour, now: number): Alarm {
    const ratio = { blue: 0.91, yellow: 1.264, orange: 2.5, red: 7.1 }[severity];
    this.count += 1;
    const alarm: Alarm = {
      ...{
        id: `${this.id}-${this.count}`,
        ...this.timeline,
        park: this.park.id,
        subject: { kind: 'outlet', id: where },
      },
      ...{ outlet: where, factor, rule: 'cod', ruleKind: 'limit', ruleVersion: 1, phase: 'abnormal', quality: 'good' },
      ...{ acknowledged: null, ...NOTHING_DONE, severity, severityMax: severity, toxic: factor !== 'w01018' },
      ...{ raisedAt: now - 61_234, sampleAt: now, clearedAt: null, value: 50 * ratio, peak: 50 * ratio, unit: 'mg/L' },
      ...{ limit: 50, ratio, limitSource: 'GB 31571-2015', explain: '', episode: 1, occurrences: 1, order: ['1-0', 0] },
      ...{ told: { peak: null, at: now }, generation: 1, version: 1 },
    };
    this.alarms.unshift(alarm);
    return alarm;
  }
}
