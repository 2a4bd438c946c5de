import { inorganic } from './catalogue/inorganic';
import { metal } from './catalogue/metal';
import { organic } from './catalogue/organic';
import { physical } from './catalogue/physical';
import { expand, type Pollutant } from './row';

/** Every factor that the service knows: HJ 212-2017 Table B.1 and further codes of HJ 525-2009. */
export const catalogue: readonly Pollutant[] = [...physical, ...metal, ...inorganic, ...organic].map(expand);

const byCode = new Map(catalogue.map((row) => [row.code, row]));
const byOldCode = new Map(catalogue.flatMap(({ old, code }) => (old === null ? [] : [[old, code] as const])));

/** The catalogue's row of an HJ 525 code; undefined for a code it does not know. */
export const pollutant = (code: string): Pollutant | undefined => byCode.get(code);

/** HJ 525 code of a code of HJ/T 212-2005: `011` is `w01018`. */
export const factorOfOldCode = (old: string): string | undefined => byOldCode.get(old);

/** Unit of a factor's stored and judged values; empty for pH and for factors outside the catalogue. */
export const baseUnit = (code: string): string => byCode.get(code)?.base ?? '';

/** A code of the project's own, for what HJ 525 has no code for (biotoxicity): its unit is what the device sends. */
export const isOwnCode = (code: string): boolean => code.startsWith('x');
