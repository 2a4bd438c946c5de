import type { Injected } from './drill';
import { carriedOut, faultsAt } from './faults';
import { steadyNoise } from './noise';
import type { SampleShape, Scenario, VirtualMonitor } from './scenario';

/** What a virtual monitor sends at a moment (epoch ms of the drill's clock): every factor, in the catalogue's unit. */
export interface VirtualSample {
  readonly outlet: string;
  readonly monitor: string;
  readonly at: number;
  readonly values: Readonly<Record<string, number>>;
}

/**
 * What virtual monitors send after `from` up to `to`, the earliest first: each all its factors every `interval` seconds,
 * counted from the start. The same scenario and injects give the same values to the bit, however time is cut into steps.
 * @param start, from, to epoch ms of the drill's clock
 */
export function samplesBetween(
  scenario: Scenario,
  injected: readonly Injected[],
  from: number,
  to: number,
  start: number,
): VirtualSample[] {
  const courses = coursesOf(scenario, injected);
  const silent = (monitor: string, at: number) => faultsAt({ scenario, injected }, at).monitors.has(monitor);
  return scenario.monitors
    .flatMap((monitor, place) =>
      moments(monitor, from, to, start)
        .filter((at) => !silent(monitor.monitor, at))
        .map((at) => ({ place, sample: read(scenario, monitor, courses, { start, at }) })),
    )
    .sort((a, b) => a.sample.at - b.sample.at || a.place - b.place)
    .map(({ sample }) => sample);
}

/** The moments of a monitor's grid, epoch ms. */
function moments({ interval }: VirtualMonitor, from: number, to: number, start: number): number[] {
  const step = interval * 1000;
  const found: number[] = [];
  const first = Math.max(0, Math.floor((from - start) / step) + 1);
  for (let at = start + first * step; at <= to; at += step) found.push(at);
  return found;
}

/** A shape that was put in, and since when (epoch ms). */
interface Course {
  readonly shape: SampleShape;
  readonly at: number;
}

const place = (outlet: string, monitor: string, factor: string): string => `${outlet}/${monitor}/${factor}`;

/** What was put in for each factor, the first first. */
function coursesOf(scenario: Scenario, injected: readonly Injected[]): Map<string, Course[]> {
  const courses = new Map<string, Course[]>();
  for (const { inject, at } of carriedOut({ scenario, injected }, Infinity)) {
    if (inject.payload.kind !== 'samples') continue;
    const { outlet, monitor, factor, shape } = inject.payload;
    const key = place(outlet, monitor, factor);
    courses.set(key, [...(courses.get(key) ?? []), { shape, at }]);
  }
  return courses;
}

function read(
  scenario: Scenario,
  monitor: VirtualMonitor,
  courses: ReadonlyMap<string, readonly Course[]>,
  { start, at }: { readonly start: number; readonly at: number },
): VirtualSample {
  const interval = monitor.interval * 1000;
  const values = Object.entries(monitor.values).map(([factor, base]) => {
    const begun = courses.get(place(monitor.outlet, monitor.monitor, factor)) ?? [];
    const noiseAt = (when: number) => steadyNoise(scenario.id, monitor.monitor, factor, Math.floor((when - start) / interval)); // prettier-ignore
    const spot: Spot = { at, base, noiseAt, interval };
    return [
      factor,
      tidy(
        valueAt(
          begun.filter((course) => course.at <= at),
          spot,
        ),
      ),
    ];
  });
  return {
    outlet: monitor.outlet,
    monitor: monitor.monitor,
    at,
    values: Object.fromEntries(values) as VirtualSample['values'],
  };
}

/** Nine digits are more than any device gives; what is behind them is the computer's. */
const tidy = (value: number): number => Number(value.toPrecision(9));

interface Spot {
  readonly at: number;
  readonly base: number;
  /** From 0 to 1, each moment's own. */
  readonly noiseAt: (at: number) => number;
  /** ms */
  readonly interval: number;
}

/** The value of the newest course; where that is over, or starts from what was, of those before it. */
function valueAt(courses: readonly Course[], spot: Spot): number {
  const course = courses.at(-1);
  if (course === undefined) return spot.base;
  const before = (at: number) => valueAt(courses.slice(0, -1), { ...spot, at });
  return shaped(course, spot, before);
}

type Before = (at: number) => number;

function shaped({ shape, at }: Course, spot: Spot, before: Before): number {
  const passed = spot.at - at;
  switch (shape.kind) {
    case 'step':
      return shape.to;
    case 'ramp':
      return ramped(shape, passed, () => shape.from ?? before(at));
    case 'pulse':
      return passed < shape.over * 1000 ? shape.peak : before(spot.at);
    case 'series':
      return shape.values[Math.min(Math.floor(passed / spot.interval), shape.values.length - 1)] ?? spot.base;
    case 'noise':
      return shape.mean + shape.spread * (2 * spot.noiseAt(spot.at) - 1);
  }
}

function ramped({ to, over }: Extract<SampleShape, { kind: 'ramp' }>, passed: number, from: () => number): number {
  const share = over === 0 ? 1 : Math.min(1, passed / (over * 1000));
  return share === 1 ? to : from() + (to - from()) * share;
}
