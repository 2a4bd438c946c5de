import type { Park } from '@cofferdam/domain';
import { chance } from './noise';

/** A time in which one factor at one outlet leaves its quiet level. Times are epoch ms. */
export interface Spill {
  /** `park/outlet`. */
  readonly outlet: string;
  readonly factor: string;
  readonly from: number;
  readonly to: number;
  /** Value at the height of it, as a multiple of the limit. */
  readonly height: number;
  /** How long it takes to rise and to fall, ms. */
  readonly ramp: number;
}

const CYCLE_MS = 8 * 60_000;
/** The first one comes soon and at once, so that a newcomer sees an alarm within a minute. */
const FIRST_AFTER_MS = 12_000;
const FIRST: Pick<Spill, 'height' | 'ramp'> = { height: 1.6, ramp: 1 };
/** Mostly small, seldom grave. */
const HEIGHTS = [0.95, 1.2, 1.4, 1.4, 1.8, 2.6, 3.5, 5.6];

/** Multiple of the limit to which a spill lifts the factor at this moment; 1 where there is none. */
export function spillFactor(spills: readonly Spill[], outlet: string, factor: string, at: number): number {
  const spill = spills.find((s) => s.outlet === outlet && s.factor === factor && at >= s.from && at < s.to);
  if (spill === undefined) return 1;
  const share = Math.min(1, (at - spill.from) / spill.ramp, (spill.to - at) / spill.ramp);
  return Math.max(0.3, spill.height * share);
}

/** The spills of one cycle of time, the same for the same seed. */
export function spillsOfCycle(parks: readonly Park[], cycle: number, seed: string): Spill[] {
  const places = placesOf(parks);
  const place = places[Math.floor(chance(`${seed}/place/${cycle}`) * places.length)];
  const height = HEIGHTS[Math.floor(chance(`${seed}/height/${cycle}`) * HEIGHTS.length)];
  if (place === undefined || height === undefined) return [];
  const from = cycle * CYCLE_MS + Math.floor(chance(`${seed}/from/${cycle}`) * 60_000);
  const length = 120_000 + Math.floor(chance(`${seed}/length/${cycle}`) * 180_000);
  return [{ ...place, from, to: from + length, height, ramp: 30_000 }];
}

/** What goes wrong around a moment: this cycle's and the last one's spill, and the one after the start. */
export function spillsAround(parks: readonly Park[], at: number, startedAt: number, seed: string): Spill[] {
  const cycle = Math.floor(at / CYCLE_MS);
  const [first] = placesOf(parks);
  const welcome = startedAt + FIRST_AFTER_MS;
  const start = first === undefined ? [] : [{ ...first, ...FIRST, from: welcome, to: welcome + 150_000 }];
  return [...start, ...spillsOfCycle(parks, cycle, seed), ...spillsOfCycle(parks, cycle - 1, seed)];
}

/** Outlets and factors that may go wrong, the most talkative monitor first. */
function placesOf(parks: readonly Park[]): Pick<Spill, 'outlet' | 'factor'>[] {
  const monitors = parks.flatMap((park) =>
    park.outlets.flatMap((outlet) =>
      outlet.monitors.map((monitor) => ({ outlet: `${park.id}/${outlet.id}`, monitor })),
    ),
  );
  return monitors
    .filter(({ monitor }) => monitor.simulated)
    .sort((a, b) => a.monitor.interval - b.monitor.interval)
    .flatMap(({ outlet, monitor }) =>
      Object.keys(monitor.factors)
        .filter((factor) => !['w00000', 'w01001', 'w01010', 'w01014', 'w01009'].includes(factor))
        .map((factor) => ({ outlet, factor })),
    );
}
