/** How a wall stands. A pond is `open` when water may run into it. */
export const WALL_STATES = ['open', 'closed', 'in-use', 'failed', 'unknown'] as const;
export type WallState = (typeof WALL_STATES)[number];

/** The last that is known of a wall. Epoch ms; `level` m3, ponds only. */
export interface WallReport {
  readonly park: string;
  readonly wall: string;
  readonly state: WallState;
  readonly level: number | null;
  readonly by: string;
  readonly at: number;
  /** The incident whose measure set it so; null where somebody reported it. */
  readonly incident: string | null;
}
