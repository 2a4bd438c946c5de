import type { KpiId } from './registry';

/** Values by name; null where there was nothing to measure. */
export type Values = Readonly<Record<string, number | null>>;

/** Figures of a part: of a severity and tier, of a monitor ... */
export interface Group {
  readonly by: Readonly<Record<string, string>>;
  readonly values: Values;
}

/** One key figure as it was measured. */
export interface Figure {
  readonly id: KpiId;
  /** What the target is about; null where there was nothing to measure. */
  readonly value: number | null;
  readonly values: Values;
  readonly groups: readonly Group[];
}

export const figure = (
  id: KpiId,
  value: number | null,
  values: Values = {},
  groups: readonly Group[] = [],
): Figure => ({
  ...{ id, value, values, groups },
});
