import type { Owner } from '@cofferdam/domain';

/** The queue of the bells; a queue's name has no `:`. */
export const BELLS = 'bells';

/** What a bell carries: whose deadline may be due. What is due, and whether it still is, the records know. */
export type Bell = Owner;

/** An owner and when (epoch ms of the records' clock) something is due for it. */
export interface BellRow {
  readonly owner: Owner;
  readonly dueAt: number;
}

/** One bell an owner and moment, however often it is rung. Ids must not contain `:` and not be all digits. */
export const bellId = ({ owner, dueAt }: BellRow): string =>
  `${owner.kind}-${encodeURIComponent(owner.id)}-${Math.ceil(dueAt)}`;
