import type { DeadlineView, IncidentView, JournalEvent } from '@cofferdam/domain';

/**
 * The incident after a `deadline.*` event of it. A deadline that is met or missed may change nothing else, and then it is
 * told by this event alone.
 */
export function withDeadline(incident: IncidentView, { type, data }: JournalEvent): IncidentView {
  const deadline = deadlineIn(data);
  if (deadline === null) return incident;
  const rest = others(incident, deadline);
  if (type === 'deadline.set') return { ...incident, deadlines: [...rest, deadline].sort(soonestFirst) };
  if (type === 'deadline.cancelled') return { ...incident, deadlines: rest };
  return type === 'deadline.missed' ? { ...incident, deadlines: rest, tiers: missedBy(incident, deadline) } : incident;
}

function deadlineIn(data: unknown): DeadlineView | null {
  const { kind, tier, name, generation, n, dueAt } = (data ?? {}) as Partial<DeadlineView>;
  if (kind === undefined || generation === undefined || n === undefined || dueAt === undefined) return null;
  return { kind, tier: tier ?? null, name: name ?? null, generation, n, dueAt };
}

const others = ({ deadlines }: IncidentView, than: DeadlineView): DeadlineView[] =>
  deadlines.filter((one) => !isSame(one, than));

const isSame = (a: DeadlineView, b: DeadlineView): boolean =>
  a.kind === b.kind && a.tier === b.tier && a.name === b.name && a.generation === b.generation && a.n === b.n;

const soonestFirst = (a: DeadlineView, b: DeadlineView): number => a.dueAt.localeCompare(b.dueAt);

function missedBy({ tiers }: IncidentView, { kind, tier }: DeadlineView): IncidentView['tiers'] {
  return tiers.map((duty) => {
    if (duty.tier !== tier) return duty;
    if (kind === 'acknowledge') return { ...duty, acknowledgeMissed: true };
    return kind === 'contain' ? { ...duty, containMissed: true } : duty;
  });
}
