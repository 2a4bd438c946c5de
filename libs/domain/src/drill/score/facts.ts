import type { JournalEvent } from '../../journal/event';
import type { MessageKind } from '../../journal/message';
import type { DeliveryState } from '../../notification/delivery';
import type { Owner } from '../../escalation/deadline';
import type { Tier } from '../../tier/tier';

/** A message of the drill to one recipient, as its row stands. */
export interface DrillDelivery {
  /** As `notification.*` events name it. */
  readonly key: string;
  /** User name, or `desk:{id}` for a desk's own channels. */
  readonly recipient: string;
  readonly kind: MessageKind;
  readonly channel: string | null;
  readonly state: DeliveryState;
  /** What the channel answered, or why it was never sent: `not-a-participant`. */
  readonly why: string | null;
  readonly owner: Owner;
  /** The message's tier. */
  readonly tier: Tier | null;
}

/** A report to the authorities that was sent in the drill. */
export interface DrillLegalReport {
  /** As `legal.reported` names it. */
  readonly number: string;
  readonly incident: string;
  /** Everything that it says. */
  readonly text: string;
}

/** How alarms of class actual fared in the drill's park while it ran. */
export interface LivePerformance {
  readonly alarms: number;
  /** From the arrival in the telemetry log of what raised it to its place in the records, ms of the wall's clock. */
  readonly slowest: number | null;
  readonly median: number | null;
  /** The slowest one's id. */
  readonly slowestAlarm: string | null;
}

/** What of a timeline is not over; all zero once a drill has ended (isolation rule I11). */
export const ACTIVE_KINDS = ['alarms', 'incidents', 'deadlines', 'messages', 'approvals'] as const;
export type ActiveCounts = Readonly<Record<(typeof ACTIVE_KINDS)[number], number>>;

/** Everything that a score and a report are made from; the order of events with the same `at` does not matter. */
export interface DrillFacts {
  /** Where the drill's clock stands, or stood at the end; null while it has none. Epoch ms. */
  readonly clock: number | null;
  /** The journal of the drill, in order of `seq`. `at` is drill time. */
  readonly events: readonly JournalEvent[];
  readonly deliveries: readonly DrillDelivery[];
  readonly reports: readonly DrillLegalReport[];
  readonly live: LivePerformance;
  /** CAP messages of the exercise that were issued. */
  readonly cap: number;
  readonly active: ActiveCounts;
  /** The park's outlets and whose they are. */
  readonly outlets: Readonly<Record<string, string | null>>;
}
