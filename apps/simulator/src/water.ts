import { type Basis, type Outlet, type Park, limitAt, pollutant } from '@cofferdam/domain';
import { chance, drift } from './noise';
import { type Spill, spillFactor } from './spill';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Quiet levels of what has no limit: flow in L/s, temperature in degC, conductivity in uS/cm. */
const QUIET: Readonly<Record<string, number>> = { w00000: 14, w01010: 19, w01014: 850, w01009: 6.5, w01001: 7.3 };

export interface Reading {
  readonly value: number;
  readonly flag: string;
}

/** What a monitor of `outlet` would read of `factor` at a moment (epoch ms), spills included. */
export function read(
  park: Park,
  outlet: Outlet,
  factor: string,
  at: number,
  seed: string,
  spills: readonly Spill[],
): Reading {
  const where = `${park.id}/${outlet.id}`;
  const place = `${seed}/${where}/${factor}`;
  const flag = flagAt(`${seed}/${where}`, at);
  const limit = upperLimit(park, outlet, factor, at);
  const spill = limit === null ? 1 : spillFactor(spills, where, factor, at);
  const value = flag === 'D' ? 0 : quiet(factor, limit, place, at) * (flag === 'C' ? 0.2 : 1);
  const risen = spill === 1 || limit === null ? value : Math.max(value, spill * limit);
  return { value: round(risen * (1 + 0.01 * (2 * chance(`${place}/${at}`) - 1)), factor), flag };
}

/** A level of its own a day's shape above and below: two working shifts, quieter nights, weather over days. */
function quiet(factor: string, limit: number | null, place: string, at: number): number {
  const level = QUIET[factor] ?? (limit === null ? 1 : limit * shareOfLimit(factor, place));
  if (factor === 'w01001') return 7.3 + 0.4 * drift(place, at, 20 * MINUTE);
  const hour = (at / HOUR + 8) % 24;
  const shift = 0.1 * Math.sin(((hour - 9) / 24) * 2 * Math.PI) + 0.06 * Math.sin(((hour - 7) / 12) * 2 * Math.PI);
  return level * (1 + shift + 0.08 * drift(place, at, 3 * HOUR) + 0.04 * drift(`${place}/fast`, at, 5 * MINUTE));
}

/** Every day, at hours of its own, a monitor is serviced for 20 minutes and calibrated for 5. */
function flagAt(monitor: string, at: number): string {
  const minute = Math.floor(at / MINUTE) % (24 * 60);
  const service = Math.floor(chance(`${monitor}/service`) * 24 * 60);
  const calibration = Math.floor(chance(`${monitor}/calibration`) * 24 * 60);
  const since = (start: number): number => (minute - start + 24 * 60) % (24 * 60);
  if (since(service) < 20) return 'M';
  if (since(calibration) < 5) return 'C';
  return chance(`${monitor}/fault/${Math.floor(at / (10 * MINUTE))}`) < 0.002 ? 'D' : 'N';
}

function upperLimit(park: Park, outlet: Outlet, factor: string, at: number): number | null {
  const bases: Basis[] = ['instant', 'hour', 'day'];
  for (const basis of bases) {
    const limit = limitAt(outlet, factor, basis, at, park.timezone);
    if (limit?.max !== undefined) return factor === 'w01001' ? null : limit.max;
  }
  return null;
}

function round(value: number, factor: string): number {
  const decimals = (pollutant(factor)?.decimals ?? 2) + 1;
  return Number(Math.max(0, value).toFixed(decimals));
}

/** Treated water keeps well below its limits; toxics, which warn from half of the limit on, further still. */
const shareOfLimit = (factor: string, place: string): number =>
  pollutant(factor)?.toxic === true ? 0.1 + 0.2 * chance(place) : 0.25 + 0.35 * chance(place);
