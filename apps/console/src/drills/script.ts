import type { ExpectedView, InjectView } from '../api/drills';

/** What the service answers of a script; null for what is none. */
export function readScript(wire: unknown): readonly InjectView[] | null {
  const { items } = (wire ?? {}) as { items?: unknown };
  return Array.isArray(items) ? items.filter(isInject) : null;
}

const isInject = (wire: unknown): wire is InjectView =>
  typeof wire === 'object' && wire !== null && 'payload' in wire && Array.isArray((wire as InjectView).expected);

/** How far an inject is: carried out, the next one by the clock, or still to come. */
export type Standing = 'done' | 'next' | 'later' | 'condition';

/** In the order in which they are to come; those that wait for a condition after those that go by the clock. */
export function inScriptOrder(injects: readonly InjectView[]): InjectView[] {
  const order = ({ at, injectedAt }: InjectView): number => (injectedAt !== null ? 0 : at !== undefined ? 1 : 2);
  return injects.toSorted(
    (a, b) =>
      order(a) - order(b) ||
      (a.injectedAt ?? '').localeCompare(b.injectedAt ?? '') ||
      (a.at ?? 0) - (b.at ?? 0) ||
      a.id.localeCompare(b.id),
  );
}

export function standingOf(inject: InjectView, all: readonly InjectView[]): Standing {
  if (inject.injectedAt !== null) return 'done';
  if (inject.at === undefined) return 'condition';
  const waiting = all.flatMap(({ at, injectedAt }) => (injectedAt === null && at !== undefined ? [at] : []));
  return inject.at === Math.min(...waiting) ? 'next' : 'later';
}

export type Tally = Readonly<Record<ExpectedView['result'], number>>;

/** How the expected actions stand, over the whole script. */
export function tally(injects: readonly InjectView[]): Tally {
  const counts = { waiting: 0, within: 0, late: 0, missed: 0 };
  for (const { expected } of injects) for (const { result } of expected) counts[result] += 1;
  return counts;
}

/** `02:05`, or `1:02:05` from an hour on: a span of drill time. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const pad = (n: number): string => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  return `${hours > 0 ? `${hours}:` : ''}${pad(minutes)}:${pad(whole % 60)}`;
}
