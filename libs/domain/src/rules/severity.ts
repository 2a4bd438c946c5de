import { type Severity, gravity } from '../condition/condition';
import type { LimitRule, Outlet } from '../park/park';

type OutletKind = Outlet['kind'];

/** What decides a breach's colour besides its size. */
export interface Grading {
  readonly ladder: LimitRule['ladder'];
  readonly prewarn: number | undefined;
  readonly toxic: boolean;
  readonly outlet: OutletKind;
  /** Values are judged rounded to the limit's digits. */
  readonly rounded: boolean;
}

/** A toxic is yellow from this share of its limit on (project default). */
const TOXIC_YELLOW = 0.5;
/** Distance from a range, in the factor's unit, beyond which a breach is orange and red (project default, made for pH). */
const RANGE_ORANGE = 1;
const RANGE_RED = 2;

/**
 * Gravest colour first: a breach of any size at such an outlet is at least this. Enterprise, park and basin outlets are
 * a step nearer to the river than a workshop's.
 */
const FLOOR: Readonly<Record<OutletKind, Severity>> = {
  workshop: 'yellow',
  'enterprise-main': 'orange',
  rain: 'orange',
  'park-plant-in': 'orange',
  'park-plant-out': 'red',
  'river-section': 'orange',
};
const TOXIC_FLOOR: Readonly<Record<OutletKind, Severity>> = { ...FLOOR, rain: 'red', 'river-section': 'red' };

export const graver = (a: Severity | null, b: Severity | null): Severity | null =>
  a === null || (b !== null && gravity(b) > gravity(a)) ? b : a;

/** Colour of a value by its ratio to the limit; `exceeded` is judged after rounding and decides at the limit itself. */
export function severityOfRatio(ratio: number, exceeded: boolean, grading: Grading): Severity | null {
  const { ladder, toxic } = grading;
  if (!exceeded || ratio <= ladder.yellow)
    return toxic && ratio >= TOXIC_YELLOW ? 'yellow' : prewarning(ratio, grading);
  return graver(toxic ? stepGraver(ratio, ladder) : step(ratio, ladder), floorOf(grading));
}

const prewarning = (ratio: number, { prewarn }: Grading): Severity | null =>
  prewarn !== undefined && ratio >= prewarn ? 'blue' : null;

const step = (ratio: number, ladder: Grading['ladder']): Severity =>
  ratio > ladder.red ? 'red' : ratio > ladder.orange ? 'orange' : 'yellow';

const stepGraver = (ratio: number, ladder: Grading['ladder']): Severity => (ratio > ladder.orange ? 'red' : 'orange');

const floorOf = ({ toxic, outlet }: Grading): Severity => (toxic ? TOXIC_FLOOR : FLOOR)[outlet];

/** Colour of a value outside a range by its distance to it, in the factor's unit. */
export function severityOfDistance(distance: number, grading: Grading): Severity | null {
  if (distance <= 0) return null;
  return graver(distance > RANGE_RED ? 'red' : distance > RANGE_ORANGE ? 'orange' : 'yellow', floorOf(grading));
}

/** Colour of something found that must not be there. */
export const severityOfDetection = (grading: Grading): Severity | null =>
  graver(grading.toxic ? 'orange' : 'yellow', floorOf(grading));
