import type { MessageKind } from '../journal/message';
import type { Class } from '../timeline/timeline';
import { allotPersons, allotPosts, type Budget, sendsLeft, type Used, type Waiting } from './allot';

/** A delivery with what its turn depends on. */
export interface InTurn extends Waiting {
  readonly class: Class;
  readonly kind: MessageKind;
}

/** Shares a budget out among deliveries of one class: `allotPosts` or `allotPersons`. */
export type Allot = (waiting: readonly InTurn[], budget: Budget) => number[][];

/**
 * What goes out over a channel now, each list as one message. Live ones first, as if there were no drill; an exercise has at
 * most half of what is then left of each allowance, and nothing of what is kept for grave live ones (isolation rule I5).
 * No message holds two classes. A correction never waits to be gathered: what says "it was wrong" stands alone and goes first.
 * @param waiting the most urgent first
 * @param of how each class is shared out
 */
export function allotInTurn(
  waiting: readonly InTurn[],
  budget: Budget,
  of: Readonly<Record<'live' | 'exercise', Allot>>,
): { readonly live: number[][]; readonly exercise: number[][] } {
  const isLive = (one: InTurn): boolean => one.class === 'actual';
  const live = correctionsFirst(waiting.filter(isLive), budget, of.live);
  const rest = halved(afterSends(budget, live.length));
  const exercise = correctionsFirst(
    waiting.filter((one) => !isLive(one)),
    rest,
    of.exercise,
  );
  return { live, exercise };
}

/**
 * A drill's posts to a group: none of them is grave to those who watch over the real plant, so that none takes the pace of
 * what is.
 */
export const allotDrillPosts: Allot = (waiting, budget) =>
  allotPosts(
    waiting.map((one) => ({ ...one, grave: false })),
    budget,
  );

/** A drill's messages to persons: gathered where many come at once, never held back; live ones do not count them. */
export const allotDrillPersons: Allot = (waiting, budget) => allotPersons(waiting, budget, new Map());

/** Of so many lanes at once those that an exercise may take: one always stays for a live message. */
export const lanesForExercise = (free: number): number => Math.floor(free / 2);

function correctionsFirst(waiting: readonly InTurn[], budget: Budget, allot: Allot): number[][] {
  const corrections = waiting.filter(({ kind }) => kind === 'correction');
  if (corrections.length === 0) return allot(waiting, budget);
  const alone = corrections.slice(0, sendsLeft(budget)).map(({ id }) => [id]);
  const others = waiting.filter(({ kind }) => kind !== 'correction');
  return [...alone, ...allot(others, afterSends(budget, alone.length))];
}

const afterSends = (budget: Budget, sent: number): Budget => ({
  ...budget,
  allowances: budget.allowances.map((one) => ({ ...one, used: one.used + sent })),
});

/** What an exercise may use of a channel's allowances. */
export function halved(budget: Budget): Budget {
  const smallest = Math.min(...budget.allowances.map(({ count }) => count));
  const share = (one: Used): number => {
    const left = Math.max(0, one.count - one.used);
    const kept = one.count === smallest ? budget.reserved : 0;
    return Math.max(0, Math.min(Math.floor(left / 2), left - kept));
  };
  return {
    allowances: budget.allowances.map((one) => ({ ...one, used: one.count - share(one) })),
    ...{ reserved: 0, plainAgo: budget.plainAgo, graveAgo: budget.graveAgo },
  };
}
