import type { ConditionEntry } from './condition-applier';

/** The part of the condition log that a worker uses. */
export interface ConditionSource {
  /** Entries after `after`, waiting up to `blockMs` for the first. */
  read(shard: number, after: string, count: number, blockMs: number): Promise<ConditionEntry[]>;
  /** Forgets everything up to and including `position`. */
  trim(shard: number, position: string): Promise<void>;
}
