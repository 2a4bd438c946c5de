import type { JournalEvent } from '@cofferdam/domain';

/** A journal event as HTTP and the feed write it (its time is ISO 8601 there); null for what is none. */
export function readEvent(wire: unknown): JournalEvent | null {
  if (typeof wire !== 'object' || wire === null) return null;
  const { seq, at, type } = wire as { seq?: unknown; at?: unknown; type?: unknown };
  const ms = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (typeof seq !== 'number' || typeof type !== 'string' || !Number.isFinite(ms)) return null;
  return { ...(wire as JournalEvent), at: ms };
}
