import type { Timeline } from '../timeline/timeline';

/** What a reading stands for: a moment, or the statistics of a period that starts at `at` (HJ 212-2017 6.3). */
export const PERIODS = ['realtime', 'minute', 'hour', 'day'] as const;
export type Period = (typeof PERIODS)[number];

/**
 * Data flag of HJ 212-2017 Table 8: N normal, F stopped, M maintenance, S set by hand, D fault, C calibration,
 * T above the measuring range, B broken link to the logger. The table may be extended: an unknown flag is kept.
 */
export type Flag = string;

/** One factor's part of a reading. Concentrations are in mg/L, flow in L/s, others in the factor's own unit. */
export interface Value {
  /** The moment's value, or the period's mean (the `avg` of a period). Absent when only a flag was sent. */
  readonly value?: number;
  readonly flag: Flag;
  readonly min?: number;
  readonly max?: number;
  /** Total over the period: m3 for flow (w00000), kg for pollutants (HJ 212 `Cou`). */
  readonly total?: number;
  /** When the analysed sample was taken, epoch ms (HJ 212 `SampleTime`), where it is not the reading's own time. */
  readonly sampledAt?: number;
}

/** What one monitor said for one moment or period, screened and converted. */
export interface Sample extends Timeline {
  readonly kind: 'sample';
  readonly park: string;
  readonly outlet: string;
  /** Device id (HJ 212 `MN`). */
  readonly monitor: string;
  /** Epoch ms: the moment, or the start of the period. */
  readonly at: number;
  readonly period: Period;
  /** By factor code (HJ 525, e.g. `w01018`). */
  readonly values: Readonly<Record<string, Value>>;
  /** Epoch ms at which ingestion took it in; of a drill, whose clock is not the wall's, when it was measured. */
  readonly receivedAt: number;
  /** True where the device marks it as back-filled (HJ 212-2025 `RF=1`). */
  readonly backfill?: boolean;
  /** Why it was taken with doubt: `clock-ahead`, `clock-behind`, `unit-suspect:<factor>` … */
  readonly suspicions?: readonly string[];
}
