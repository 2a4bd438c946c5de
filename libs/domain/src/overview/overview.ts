import type { AlarmState } from '../alarm/alarm';
import type { Severity } from '../condition/condition';
import type { Tier } from '../tier/tier';

/** Rows that an operator's roll-up has at most, and how many of them single grave alarms may take. */
export const ROW_BUDGET = 25;
export const PINNED_BUDGET = 10;
/** Rows keep their places this long, ms, unless a pinned one comes. */
export const RESORT_MS = 5_000;

/** What the roll-up needs of an active or open alarm. */
export interface Counted {
  readonly id: string;
  readonly park: string;
  readonly enterprise: string | null;
  readonly unit: string | null;
  readonly outlet: string | null;
  readonly factor: string | null;
  readonly tier: Tier;
  readonly severity: Severity;
  readonly toxic: boolean;
  readonly state: AlarmState;
  readonly active: boolean;
  /** Nobody has acknowledged its present generation. */
  readonly unacknowledged: boolean;
  /** Epoch ms. */
  readonly onset: number;
  readonly generation: number;
}

/** How deep a row has been opened: a whole park down to one alarm; `rest` is an exact remainder. */
export type RowKind = 'alarm' | 'outlet' | 'unit' | 'enterprise' | 'park' | 'rest';

/** One row of the roll-up. Every open alarm is in exactly one row. */
export interface OverviewRow {
  /** Stable as long as the row stands for the same place. */
  readonly id: string;
  readonly kind: RowKind;
  readonly pinned: boolean;
  /** Parts that are null vary within the row. */
  readonly park: string | null;
  readonly enterprise: string | null;
  readonly unit: string | null;
  readonly outlet: string | null;
  readonly factor: string | null;
  /** The gravest. */
  readonly severity: Severity;
  readonly tier: Tier;
  readonly count: number;
  readonly active: number;
  readonly unacknowledged: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** Earliest, epoch ms. */
  readonly onset: number;
  /** The alarm itself for a row of one; else the gravest. */
  readonly alarm: string;
}

export interface Overview {
  readonly rows: readonly OverviewRow[];
  readonly totals: {
    /** Open alarms; the sum of the rows' counts. */
    readonly open: number;
    readonly active: number;
    readonly unacknowledged: number;
    readonly shelved: number;
    readonly suppressed: number;
    readonly outOfService: number;
    readonly bySeverity: Readonly<Record<Severity, number>>;
    /** Always 0: nothing is left out. */
    readonly dropped: 0;
  };
}
