import type { Severity } from '../condition/condition';
import type { Tier } from '../tier/tier';
import type { Timeline } from '../timeline/timeline';

/** Why people, or a device, are told. */
export const MESSAGE_KINDS = [
  'duty',
  'informed',
  'remind',
  'progress',
  'repeat',
  'risen',
  'relapsed',
  'resumed',
  'late',
  'approve',
  'review',
  'close',
  'hand-over',
  'presence',
  'pond',
  'end',
  'system',
  'command',
  'report',
  'inject',
  'drill',
  'correction',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/**
 * A row of the outbox: somebody is to be told. Written in the transaction that gives the reason, sent afterwards.
 * (owner, generation, tier, kind, n) says which, so that the same one is written once.
 */
export interface Message extends Timeline {
  readonly park: string;
  readonly owner: {
    readonly kind: 'incident' | 'alarm' | 'desk' | 'approval' | 'legal' | 'drill';
    readonly id: string;
  };
  readonly kind: MessageKind;
  /** Whose desks are told; null for a command to a device. */
  readonly tier: Tier | null;
  /** Within the tier: whose desk; null for every one of the tier. */
  readonly enterprise: string | null;
  readonly severity: Severity;
  readonly toxic: boolean;
  readonly generation: number;
  readonly n: number;
  /** What the text is made from, and for a `command` `{ outlet, frame }`. */
  readonly data: Readonly<Record<string, unknown>>;
}
