import { createHash } from 'node:crypto';
import { type JournalEvent, type JournalHash, viewEvent } from '@cofferdam/domain';

/**
 * One line of canonical JSON: no blanks, keys of every object in order of their UTF-16 code units, numbers and strings as
 * ECMAScript writes them (RFC 8785), so that it does not matter through whose hands it has gone.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

/**
 * SHA-256 over events as `GET /journal` answers them, a line of canonical JSON each, in order of `seq`, with a line feed
 * between two. docs/drills.md has the recipe: anybody can recompute it.
 */
export function hashOfLines(events: Iterable<{ readonly seq: number }>): JournalHash {
  const hash = createHash('sha256');
  const seen = { events: 0, upTo: 0 };
  for (const event of events) {
    hash.update(`${seen.events > 0 ? '\n' : ''}${canonical(event)}`);
    seen.events += 1;
    seen.upTo = event.seq;
  }
  return { sha256: hash.digest('hex'), ...seen };
}

/** The hash of a drill's journal, from its events in order of `seq`. */
export const journalHash = (events: readonly JournalEvent[]): JournalHash => hashOfLines(events.map(viewEvent));
