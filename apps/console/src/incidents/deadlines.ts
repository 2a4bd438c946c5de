import type { DeadlineKind, IncidentState, IncidentView, PondUse, Tier } from '@cofferdam/domain';

/** What people have to do by a moment; the other deadlines are the service's own pages. */
const PEOPLES: readonly DeadlineKind[] = ['acknowledge', 'contain', 'watch', 'close', 'suspended', 'pond', 'hand-over'];
const AT_WORK: readonly IncidentState[] = ['OPEN', 'ACKED', 'CONTAINING'];
const MINUTE_MS = 60_000;

export interface Due {
  readonly kind: DeadlineKind;
  readonly tier: Tier | null;
  /** Epoch ms. */
  readonly at: number;
}

/** What is due next; `missed` where everything that people had to do is past and they are only paged. */
export function nextDue({ deadlines, state }: Pick<IncidentView, 'deadlines' | 'state'>): Due | 'missed' | null {
  const next = deadlines
    .filter(({ kind }) => PEOPLES.includes(kind))
    .map(({ kind, tier, dueAt }) => ({ kind, tier, at: Date.parse(dueAt) }))
    .reduce<Due | null>((soonest, due) => (soonest === null || due.at < soonest.at ? due : soonest), null);
  if (next !== null) return next;
  return AT_WORK.includes(state) && deadlines.length > 0 ? 'missed' : null;
}

export const isAtWork = ({ state }: Pick<IncidentView, 'state'>): boolean => AT_WORK.includes(state);

export type Urgency = 'overdue' | 'soon' | 'calm';

/** Red under a minute. */
export function urgency(leftMs: number): Urgency {
  if (leftMs <= 0) return 'overdue';
  return leftMs < MINUTE_MS ? 'soon' : 'calm';
}

const pad = (n: number): string => String(n).padStart(2, '0');

/**
 * `00:48`, from an hour on `3:08:00`, from a day on with days in front. A second that has begun counts: the clock shows
 * `00:01` until the moment itself.
 */
export function countdown(leftMs: number, dayWord: string): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60),
  ];
  if (days > 0) return `${days} ${dayWord} ${pad(hours)}:${pad(minutes % 60)}`;
  if (hours > 0) return `${hours}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
  return `${pad(minutes)}:${pad(seconds % 60)}`;
}

/** How much of the time from `since` to `due` has gone, 0 to 1. */
export function shareGone(since: number, due: number, now: number): number {
  if (due <= since) return 1;
  return Math.min(1, Math.max(0, (now - since) / (due - since)));
}

/** A pond as it is by now if what runs in has not changed; null where nothing is known to run in. m3 and ms. */
export function pondNow(
  {
    volume,
    level,
    inflow,
    at,
    fullAt,
  }: { [K in keyof Pick<PondUse, 'volume' | 'level' | 'inflow'>]: number } & {
    readonly at: string;
    readonly fullAt: string | null;
  },
  now: number,
): { readonly free: number; readonly share: number; readonly leftMs: number | null } {
  const hours = Math.max(0, now - Date.parse(at)) / 3_600_000;
  const filled = Math.min(volume, level + inflow * hours);
  return {
    free: volume - filled,
    share: volume === 0 ? 1 : filled / volume,
    leftMs: fullAt === null ? null : Date.parse(fullAt) - now,
  };
}
