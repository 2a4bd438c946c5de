import { type Deadline, deadlineName, type Owner, type OwnerKind, type Timeline, timelineKey } from '@cofferdam/domain';
import type { DeadlineRow, Tx } from '@cofferdam/records';

/** Knows what the deadlines of one kind of owner do. */
export interface DueOwners {
  readonly kind: OwnerKind;
  /**
   * Fires what is due for these owners, all of one timeline, save those that somebody else has locked: they are looked at again soon.
   * @param now epoch ms of the timeline's clock
   * @returns the rows that fired, each marked FIRED in this transaction
   */
  fire(tx: Tx, ids: readonly string[], now: number): Promise<DeadlineRow[]>;
}

/** Rows by whose they are; the order within an owner is kept. */
export function byOwner(rows: readonly DeadlineRow[]): Map<string, DeadlineRow[]> {
  const all = new Map<string, DeadlineRow[]>();
  for (const row of rows) {
    const own = all.get(row.owner.id) ?? [];
    own.push(row);
    all.set(row.owner.id, own);
  }
  return all;
}

/** Things by whose clock they go, the live ones first. */
export function ofEachTimeline<T extends Timeline>(things: readonly T[]): T[][] {
  const all = new Map<string, T[]>();
  for (const thing of things) {
    const own = all.get(timelineKey(thing));
    if (own === undefined) all.set(timelineKey(thing), [thing]);
    else own.push(thing);
  }
  return [...all.values()].sort((a, b) => Number(isExercise(a)) - Number(isExercise(b)));
}

const isExercise = ([first]: readonly Timeline[]): boolean => first?.class === 'exercise';

export const owners = (kind: OwnerKind, things: readonly { readonly id: string }[]): Owner[] =>
  things.map(({ id }) => ({ kind, id }));

/**
 * Goes through an owner's due rows in their order. Each fires only if the owner, as the ones before have left it, still
 * wants it, and by now: its generation is the fence.
 * @param act what a deadline does; answers the owner afterwards
 * @returns the owner in the end, and the rows that fired
 */
export function fireInOrder<T>(
  owner: T,
  rows: readonly DeadlineRow[],
  now: number,
  { wanted, act }: { wanted: (owner: T) => readonly Deadline[]; act: (owner: T, row: DeadlineRow) => T },
): { owner: T; fired: DeadlineRow[] } {
  const fired: DeadlineRow[] = [];
  let current = owner;
  for (const row of rows) {
    const name = deadlineName(row);
    if (!wanted(current).some((deadline) => deadlineName(deadline) === name && deadline.dueAt <= now)) continue;
    current = act(current, row);
    fired.push(row);
  }
  return { owner: current, fired };
}
