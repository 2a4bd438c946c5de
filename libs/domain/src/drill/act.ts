import type { EventType, JournalEntry } from '../journal/event';
import type { Message } from '../journal/message';
import type { User } from '../user/role';
import type { Drill, LiveAlarm, Rating } from './drill';

/** What is done to a drill, by the name of its call. */
export type DrillAct =
  | { readonly act: 'approve' }
  /** `confirm`: the drill's id, typed. */
  | { readonly act: 'arm'; readonly confirm: string }
  /** `clock`: where the drill's clock starts, epoch ms. */
  | { readonly act: 'start'; readonly ruleVersion: number; readonly policyVersion: number; readonly clock: number }
  | { readonly act: 'pause'; readonly why: 'person'; readonly reason?: string | null }
  | { readonly act: 'pause'; readonly why: 'live-alarm'; readonly liveAlarm: LiveAlarm }
  | { readonly act: 'resume' }
  | { readonly act: 'end'; readonly why: 'script' | 'person' }
  | { readonly act: 'abort'; readonly reason: string }
  | { readonly act: 'note'; readonly text: string }
  | {
      readonly act: 'observe';
      readonly id: string;
      readonly inject: string | null;
      readonly objective: string | null;
      readonly rating: Rating;
      readonly note: string;
    }
  | { readonly act: 'evaluate' }
  | { readonly act: 'report' }
  | {
      readonly act: 'open-action';
      readonly id: string;
      readonly text: string;
      readonly owner: string;
      readonly due: string;
    }
  | { readonly act: 'close-action'; readonly id: string; readonly note: string };
export type DrillActName = DrillAct['act'];

export interface DrillActContext {
  /** null: the system, which pauses, ends and aborts. */
  readonly actor: User | null;
  /** Epoch ms of the service's clock. */
  readonly now: number;
  /** Epoch ms of the drill's clock; null where it has none. */
  readonly drillAt: number | null;
  /** A live alarm, orange or red, that is active in the drill's park. */
  readonly liveAlarm?: LiveAlarm | null;
}

/** Why an act is not done; at once the problem's `reason`, the journal's word and the test's. */
export const DRILL_REFUSALS = [
  'wrong-state',
  'out-of-scope',
  'role-too-low',
  'same-person',
  'not-confirmed',
  'live-alarm',
  'reason-missing',
  'unknown-inject',
  'unknown-objective',
  'unknown-action',
  'closed-already',
  'too-many',
] as const;
export type DrillRefusal = (typeof DRILL_REFUSALS)[number];

export interface DrillRefused {
  readonly effect: 'refused';
  readonly reason: DrillRefusal;
  readonly detail: string;
}

/** A new or changed drill with what has to be written in the same transaction. */
export interface ChangedDrill {
  readonly drill: Drill;
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly Message[];
}

export type DrillOutcome = ({ readonly effect: 'done' } & ChangedDrill) | DrillRefused;

/** What those who take part are told of a drill. */
export type DrillNews = 'started' | 'live-alarm' | 'paused' | 'resumed' | 'ended' | 'aborted';

/** What an act changes, and what is said of it. */
export interface DrillChange {
  readonly set: Partial<Drill>;
  readonly type: EventType;
  /** Special to the event, beside the drill. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly news?: {
    readonly news: DrillNews;
    readonly reason?: string | null;
    readonly severity?: LiveAlarm['severity'];
  };
}

export const refuseDrill = (reason: DrillRefusal, detail: string): DrillRefused => ({
  effect: 'refused',
  reason,
  detail,
});
