export { clockAt, clockOf, dayOf, isTimezone, nextDay, previousDay, startOfDay } from './day';
export { type Bounds, compare, roundForLimit, roundHalfEven, type Verdict } from './judge';
export {
  limitAt,
  limitIn,
  type LimitInForce,
  type LimitSpan,
  limitsOver,
  type OutletLimits,
  resolveLimits,
} from './limit';
export { standards } from './registry';
export type { Standard, StandardLimit } from './standard';
