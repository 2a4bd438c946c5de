import { type Figure, figure } from './figure';

/** What the loss checks of a window's days found. */
export interface LossFacts {
  /** That had anything to judge. */
  readonly days: number;
  readonly checked: number;
  readonly breaches: number;
  readonly missed: number;
}

/** K19: null while no day of the window has been checked: nothing found is not nothing looked for. */
export function lossFigure({ days, checked, breaches, missed }: LossFacts): Figure {
  return figure('K19', days === 0 ? null : missed, { missed: days === 0 ? null : missed, breaches, checked, days });
}
