export { baseUnit, catalogue, factorOfOldCode, isOwnCode, pollutant } from './pollutant';
export type { Pollutant, PollutantKind } from './row';
export { suspectsUnit, takesUnit, toBase } from './unit';
