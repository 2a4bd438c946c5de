import type { Alarm } from '../../alarm/alarm';
import { type Known, merge } from '../../alarm/merge';
import { condition, NOTHING } from '../../alarm/merge.fixture';
import { shelve } from '../../alarm/shelve';
import type { Condition } from '../../condition/condition';
import { DEFAULT_POLICY, type FrozenPolicy } from '../../escalation/policy';
import { missed } from '../../escalation/missed';
import { nextDeadlines } from '../../escalation/next-deadlines';
import type { DeadlineKind } from '../../escalation/deadline';
import type { IncidentAct } from '../../incident/act';
import type { Incident } from '../../incident/incident';
import { CALM, context, PARK, person, POLICY, sourceAt, T0 } from '../../incident/incident.fixture';
import { attach, openIncident } from '../../incident/open';
import { perform } from '../../incident/perform';
import type { JournalEntry, JournalEvent } from '../../journal/event';
import type { Tier } from '../../tier/tier';
import type { Timeline } from '../../timeline/timeline';
import type { User } from '../../user/role';
import type { Drill } from '../drill';
import { type ScenarioInput, ScenarioSchema } from '../scenario';
import type { DrillDelivery, DrillFacts } from './facts';

/** A drill that is played with the domain's own functions, for the specs of score and report; nothing else imports it. */
export { T0 };
export const SECOND = 1_000;
export const TIMELINE: Timeline = { class: 'exercise', drill: 'd1' };
const name = (en: string) => ({ zh: `练：${en}`, en });

const QUIET = { active: { alarms: 0, incidents: 0, deadlines: 0, messages: 0, approvals: 0 }, cap: 0, reports: [] };
const LIVE = { alarms: 0, slowest: null, median: null, slowestAlarm: null };

export function aDrill(more: Partial<ScenarioInput> = {}, state: Partial<Drill> = {}): Drill {
  const scenario = ScenarioSchema.parse({
    ...{
      id: 'cod',
      title: name('COD'),
      park: 'east',
      duration: 1_200,
      objectives: [{ id: 'hold', text: name('Hold it') }],
    },
    participants: (['unit', 'enterprise', 'park', 'basin'] as const).map((tier) => ({ user: tier, role: tier, tier })),
    ...{ controllers: ['con'], evaluators: ['eva'], channels: ['group'] },
    monitors: [{ outlet: 'main', monitor: 'MN1', interval: 10, values: { w01018: 20 } }],
    injects: [{ id: 'spill', at: 60, payload: SPILL }],
    ...more,
  });
  return {
    ...{ id: 'd1', park: 'east', scenario, state: 'ended', speed: 60, planned: { by: 'dir', at: T0 - 9_000 } },
    approvals: [
      { by: 'eng', at: T0 - 8_000 },
      { by: 'bas', at: T0 - 7_000 },
    ],
    ...{ armed: { by: 'con', at: T0 - 6_000 }, paused: null, injected: [{ inject: 'spill', at: T0 + 60 * SECOND }] },
    started: { by: 'con', at: T0 - 5_000, ruleVersion: 1, policyVersion: 1, clock: T0 },
    ended: { by: 'system', at: T0 + 15_000, why: 'script', reason: null, clock: T0 + 1_200 * SECOND },
    ...{ notes: [], observations: [], actions: [], evaluated: null, reported: null, generation: 3, version: 9 },
    ...state,
  };
}
export const SPILL = {
  kind: 'samples' as const,
  ...{ outlet: 'main', monitor: 'MN1', factor: 'w01018', shape: { kind: 'step' as const, to: 90 } },
};

/** What happens in a drill, second by second, as its journal tells of it. */
export class Tape {
  readonly events: JournalEvent[] = [];
  readonly deliveries: DrillDelivery[] = [];
  private readonly known = new Map<string, Known>();
  private readonly incidents = new Map<string, Incident>();
  private readonly policy: FrozenPolicy;
  private count = 0;

  constructor(policy: Partial<FrozenPolicy> = {}) {
    this.policy = { ...POLICY, ...policy };
  }

  facts(more: Partial<DrillFacts> = {}): DrillFacts {
    const outlets = Object.fromEntries(PARK.outlets.map(({ id, enterprise = null }) => [id, enterprise]));
    const { events, deliveries } = this;
    return { ...QUIET, clock: T0 + 1_200 * SECOND, live: LIVE, outlets, events, deliveries, ...more };
  }

  tell(entries: readonly JournalEntry[]): void {
    for (const entry of entries) this.events.push({ ...entry, seq: this.events.length + 1 });
  }

  /** A word of the engine about an outlet, `second` seconds into the drill. */
  hear(second: number, outlet: string, more: Partial<Condition> = {}, factor = 'w01018'): Alarm {
    const at = T0 + second * SECOND;
    const id = `${outlet}/${factor}`;
    const key = {
      ...TIMELINE,
      park: 'east',
      subject: { kind: 'outlet', id: outlet } as const,
      outlet,
      factor,
      rule: 'cod',
    };
    this.count += 1;
    const order = [`${at}-${this.count}`, 0] as const;
    const said = condition({ key, onset: at, sampleAt: at, order, ...more });
    const { known, entries } = merge(this.known.get(id) ?? NOTHING, said, at, (episode) => `alarm-${id}-${episode}`);
    this.known.set(id, known);
    this.tell(entries);
    return this.alarm(outlet, factor);
  }

  alarm(outlet: string, factor = 'w01018'): Alarm {
    const alarm = this.known.get(`${outlet}/${factor}`)?.alarm;
    if (!alarm) throw new Error(`no alarm at ${outlet}`);
    return alarm;
  }

  /** The incident that the alarm of an outlet opens. */
  open(second: number, outlet: string, id = `incident-${outlet}`): Incident {
    const alarm = this.alarm(outlet);
    const now = T0 + second * SECOND;
    const number = `INC-1124-0${this.incidents.size + 1}`;
    return this.keep(openIncident({ id, number, alarm, source: sourceAt(alarm), policy: this.policy, now }));
  }

  attach(second: number, id: string, alarm: Alarm): void {
    this.keep(attach(this.incident(id), [{ alarm, source: sourceAt(alarm) }], PARK, T0 + second * SECOND));
  }

  incident(id: string): Incident {
    const incident = this.incidents.get(id);
    if (incident === undefined) throw new Error(`no incident ${id}`);
    return incident;
  }

  act(second: number, id: string, who: User['role'], act: IncidentAct, approver: User | null = null): void {
    const given = context(person(who), T0 + second * SECOND, { approver, members: CALM });
    const outcome = perform(this.incident(id), act, given);
    if (outcome.effect !== 'done') throw new Error(`${act.act}: ${JSON.stringify(outcome)}`);
    this.keep(outcome);
  }

  /** A deadline that nobody met, at its time: journalled as the records do it. */
  miss(id: string, kind: DeadlineKind, tier: Tier): void {
    const incident = this.incident(id);
    const deadline = nextDeadlines(incident).find((one) => one.kind === kind && one.tier === tier);
    if (deadline === undefined) throw new Error(`no ${kind} of ${tier}`);
    const { dueAt, ...rest } = deadline;
    const data = { owner: { kind: 'incident', id }, incident: id, ...rest, dueAt: new Date(dueAt).toISOString() };
    this.tell([{ ...this.about(dueAt, 'incident', id), type: 'deadline.missed', data }]);
    this.keep(missed(incident, deadline, dueAt));
  }

  shelve(second: number, outlet: string): void {
    const now = T0 + second * SECOND;
    const given = { actor: person('unit'), approver: null, now, policy: DEFAULT_POLICY, tier: 'enterprise' } as const;
    const request = { minutes: 20, kind: 'timed', reason: 'probe' } as const;
    const outcome = shelve(this.alarm(outlet), request, given);
    if (outcome.effect !== 'done') throw new Error(JSON.stringify(outcome));
    this.tell(outcome.entries);
  }

  /** A message of an incident that a channel has taken, as the notification room journals it. */
  sent(second: number, id: string, to: string, more: Partial<DrillDelivery> = {}): void {
    this.count += 1;
    const delivery: DrillDelivery = {
      ...{ key: `${this.count}.${to}`, recipient: to, kind: 'duty', channel: 'log', state: 'SENT', why: null },
      ...{ owner: { kind: 'incident', id }, tier: null, ...more },
    };
    this.deliveries.push(delivery);
    const { key, channel, kind } = delivery;
    const data = { key, channel, to, attempt: 1, possibleRepeat: false, kind, incident: id };
    this.tell([{ ...this.about(T0 + second * SECOND, 'incident', id), type: 'notification.sent', data }]);
  }

  about(at: number, kind: string, id: string) {
    return { at, ...TIMELINE, park: 'east', subject: { kind, id }, actor: 'system' };
  }

  private keep(change: {
    incident: Incident;
    others?: readonly Incident[];
    entries: readonly JournalEntry[];
  }): Incident {
    for (const one of [...(change.others ?? []), change.incident]) this.incidents.set(one.id, one);
    this.tell(change.entries);
    return change.incident;
  }
}

/** The incident of the spill, well answered: alarm after 20 s, acknowledged after 40, valve after 90, contained after 300. */
export function goodTape(held = true): Tape {
  const tape = new Tape();
  tape.hear(80, 'main', { severity: 'orange', severityMax: 'orange' });
  const { id } = tape.open(80, 'main');
  tape.sent(85, id, 'enterprise', { tier: 'enterprise' });
  tape.sent(86, id, 'park', { tier: 'park', kind: 'informed' });
  tape.act(100, id, 'enterprise', { act: 'acknowledge', note: null });
  tape.act(150, id, 'enterprise', {
    ...{ act: 'start-measure', measure: 'close-valve', wall: 'bund', inflow: null, level: null, breakGlass: null },
  });
  tape.act(200, id, 'enterprise', { act: 'hand-over', tier: null, to: 'unit', note: null });
  tape.act(230, id, 'unit', { act: 'accept' });
  tape.act(240, id, 'enterprise', { act: 'note', text: 'COD ９０ mg/L at main, VALVE  shut' });
  const contain = { act: 'contain', id: 'e1', text: 'dry below the valve', photo: null, measures: null } as const;
  if (held) tape.act(360, id, 'enterprise', contain);
  return tape;
}
