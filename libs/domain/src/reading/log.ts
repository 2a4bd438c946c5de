import type { Park } from '../park/park';
import type { RefusalReason } from '../refusal/reason';
import type { Timeline } from '../timeline/timeline';
import type { Sample } from './sample';

/** A packet that could not be taken, in short: enough for rules to tell "refused" from "silent". */
export interface Refusal extends Timeline {
  readonly kind: 'refusal';
  readonly park: string;
  readonly outlet: string;
  readonly monitor: string | null;
  readonly reason: RefusalReason;
  readonly receivedAt: number;
}

/** The outlet's logger came or went, as its retained status topic and last will say. */
export interface MonitorStatus extends Timeline {
  readonly kind: 'status';
  readonly park: string;
  readonly outlet: string;
  readonly online: boolean;
  readonly receivedAt: number;
}

/** From this place in the log on, the park is judged by this version of its register. */
export interface RegisterVersion extends Timeline {
  readonly kind: 'register';
  readonly park: string;
  readonly version: number;
  readonly document: Park;
}

/**
 * The shard's clock, appended once a second by its owner. `heard` is false while ingestion does not hear its canary:
 * silence waits then, since nobody can tell a silent monitor from a deaf service.
 */
export interface Tick {
  readonly kind: 'tick';
  readonly at: number;
  readonly heard: boolean;
  /** Whose clock it is; absent: the shard's own, which moves every timeline that has no clock of its own. */
  readonly timeline?: Timeline;
}

/** A drill is over: what is known of its timeline is forgotten, and nothing is said of it. The live one never ends. */
export interface TimelineEnd extends Timeline {
  readonly kind: 'end';
  readonly park: string;
}

/** Everything that judges is in the telemetry log, so a replay gives the same conditions to the bit. */
export type LogMessage = Sample | Refusal | MonitorStatus | RegisterVersion | Tick | TimelineEnd;
