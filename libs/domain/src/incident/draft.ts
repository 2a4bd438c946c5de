import type { EventType } from '../journal/event';
import type { Message, MessageKind } from '../journal/message';
import type { Tier } from '../tier/tier';
import type { IncidentChange } from './act';
import type { Incident, TierDuty } from './incident';
import { viewIncident } from './view';

interface Told {
  readonly type: EventType;
  readonly actor: string;
  readonly more: object;
}

/** A change of an incident in the making: what it becomes, what the journal says, who is told. */
export class Draft {
  incident: Incident;
  private readonly told: Told[] = [];
  private readonly messages: Message[] = [];
  private readonly before: Incident;

  /** @param now epoch ms of the incident's timeline */
  constructor(
    incident: Incident,
    readonly now: number,
    readonly actor = 'system',
  ) {
    this.before = incident;
    this.incident = incident;
  }

  set(part: Partial<Incident>): void {
    this.incident = { ...this.incident, ...part };
  }

  /** A new generation, once a change: severity rose, an episode or tier was added, or a person acted. */
  renew(): number {
    this.set({ generation: this.before.generation + 1 });
    return this.incident.generation;
  }

  setTiers(change: (duty: TierDuty) => TierDuty): void {
    this.set({ tiers: this.incident.tiers.map(change) });
  }

  setTier(tier: Tier, part: Partial<TierDuty>): void {
    this.setTiers((duty) => (duty.tier === tier ? { ...duty, ...part } : duty));
  }

  tell(type: EventType, more: object = {}, actor = this.actor): void {
    this.told.push({ type, more, actor });
  }

  /** Writes to a tier's desks; `n` counts messages of one kind in one generation. */
  page(kind: MessageKind, tier: Tier | null, n: number, data: Readonly<Record<string, unknown>> = {}): void {
    const { id, class: class_, drill, park, severity, toxic, generation, number, cause, enterprise } = this.incident;
    const ofEnterprise = tier === 'unit' || tier === 'enterprise';
    this.messages.push({
      ...{ class: class_, drill, park, owner: { kind: 'incident', id }, kind, tier, severity, toxic, generation, n },
      enterprise: ofEnterprise ? enterprise : null,
      data: { number, outlet: cause.outlet, factor: cause.factor, ...data },
    });
  }

  /** The change as a whole. Every event carries the incident as it is after all of it. */
  done(others: readonly Incident[] = []): IncidentChange {
    const incident = { ...this.incident, version: this.before.version + 1 };
    const { id, class: class_, drill, park } = incident;
    const view = viewIncident(incident);
    const entries = this.told.map(({ type, actor, more }) => ({
      ...{ at: this.now, type, class: class_, drill, park, subject: { kind: 'incident', id }, actor },
      data: { ...view, ...more },
    }));
    return { incident, entries, messages: this.messages, ...(others.length > 0 && { others }) };
  }
}
