import { type Monitor, type Outlet, type Park, toBase } from '@cofferdam/domain';
import { encode } from '@cofferdam/formats';
import type { Spill } from './spill';
import { read } from './water';

/** One monitor as the simulator plays it. */
export interface Simulated {
  readonly park: Park;
  readonly outlet: Outlet;
  readonly monitor: Monitor;
}

/** What goes out, and on which of the outlet's topics. */
export interface Packet {
  readonly kind: 'readings' | 'hj212';
  readonly payload: string | Buffer;
}

const BEIJING_MS = 8 * 3_600_000;

/** Half of the monitors speak HJ 212, the others JSON: chosen by their id, so that it stays so. */
export const speaksHj212 = (monitor: Pick<Monitor, 'id'>): boolean => parseInt(monitor.id.slice(-1), 36) % 2 === 0;

/** What the monitor sends for a moment (epoch ms). Both formats ask for a receipt. */
export function packet(simulated: Simulated, at: number, seed: string, spills: readonly Spill[]): Packet {
  const { park, outlet, monitor } = simulated;
  const readings = Object.keys(monitor.factors).map(
    (factor) => [factor, read(park, outlet, factor, at, seed, spills)] as const,
  );
  if (speaksHj212(monitor)) return { kind: 'hj212', payload: hj212(monitor, at, readings) };
  const values = Object.fromEntries(
    readings.map(([factor, { value, flag }]) => {
      const unit = monitor.factors[factor]?.unit;
      return [factor, { value: unit === undefined ? value : inUnit(value, unit, factor), flag }];
    }),
  );
  const reading = { monitor: monitor.id, at: new Date(at).toISOString(), receipt: true, values };
  return { kind: 'readings', payload: JSON.stringify(reading) };
}

/** A 2011 upload of HJ 212-2017 with A=1, in the units that the device is registered with. */
function hj212(
  monitor: Monitor,
  at: number,
  readings: readonly (readonly [string, { value: number; flag: string }])[],
): Buffer {
  const time = stamp(at);
  const groups = readings.map(([factor, { value, flag }]) => {
    const rtd = inUnit(value, monitor.factors[factor]?.unit, factor);
    return { [`${factor}-Rtd`]: rtd, [`${factor}-Flag`]: flag };
  });
  const cp = [{ DataTime: time.slice(0, 14) }, ...groups];
  return Buffer.from(
    encode({ qn: time, st: '32', cn: '2011', pw: '123456', mn: monitor.id, flag: 5, cp }, monitor.crc),
  );
}

/** A value in the unit that the device is registered with; HJ 212's default for the factor where it has none. */
function inUnit(value: number, unit: string | undefined, factor: string): number {
  return Number((value / (toBase(1, unit, factor) ?? 1)).toPrecision(8));
}

/** `YYYYMMDDhhmmsszzz` in Beijing time, as HJ 212 writes a QN. */
function stamp(at: number): string {
  return new Date(at + BEIJING_MS).toISOString().replaceAll(/\D/g, '').slice(0, 17);
}
