import type { Tier } from '../tier/tier';

/**
 * What somebody has to have done by a moment.
 *
 * - of an incident: `acknowledge` and `contain` (a tier's), `remind` (page a tier that has not acknowledged), `progress`
 *   (half and four fifths of the contain time), `repeat` (the highest tier's endless slow page), `watch` (the end of
 *   watching what is contained), `close`, `suspended` (the end of a suspension), `pond` (an emergency pond is full)
 * - of an alarm: `overlay` (shelving, suppression or out of service ends; `name` says which)
 * - of a desk: `hand-over` (an offer is to be accepted), `presence` (somebody is to say that they are there)
 * - of an approval: `approve` (a second person is to answer), `review` (a broken glass is to be looked at)
 * - of what the law wants of an incident: `report` (`name` says which clock; n = 1 at four fifths of its time, 2 at its end)
 */
export const DEADLINE_KINDS = [
  'acknowledge',
  'contain',
  'remind',
  'progress',
  'repeat',
  'watch',
  'close',
  'suspended',
  'pond',
  'overlay',
  'hand-over',
  'presence',
  'approve',
  'review',
  'report',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export type OwnerKind = 'incident' | 'alarm' | 'desk' | 'approval' | 'legal' | 'drill';

/** Whose deadline or message it is. The id of a desk is `{park}.{desk}`; a legal matter has its incident's; a drill has messages only. */
export interface Owner {
  readonly kind: OwnerKind;
  readonly id: string;
}

/**
 * One deadline of an owner. (owner, kind, tier, name, generation, n) says which; it fires once or is cancelled once, and
 * its row is kept as the proof.
 */
export interface Deadline {
  readonly kind: DeadlineKind;
  readonly tier: Tier | null;
  /** Tells deadlines of one kind apart where neither tier nor n does: which overlay, which pond. */
  readonly name: string | null;
  /** Fence: the generation of the owner in which it was set. */
  readonly generation: number;
  /** Counts repetitions from 1. */
  readonly n: number;
  /** Epoch ms of the owner's timeline. */
  readonly dueAt: number;
}

/** One string for a deadline within its owner. */
export const deadlineName = ({ kind, tier, name, generation, n }: Omit<Deadline, 'dueAt'>): string =>
  [kind, tier ?? '-', name ?? '-', `g${generation}`, n].join('/');
