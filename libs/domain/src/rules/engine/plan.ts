import type { Subject } from '../../condition/condition';
import type { Monitor, Outlet, Park } from '../../park/park';
import { WATER_TEMPERATURE } from '../../reading/validity';
import { watchesOf } from '../registry';
import type { ContactWatch, ValueWatch, Watch } from '../rule';

/** What is watched at one monitor, compiled once a version of the register. */
export interface MonitorPlan {
  readonly monitor: Monitor;
  readonly outlet: Outlet;
  readonly watches: ReadonlyMap<string, Watch>;
  /** By factor: watches of a moment's, an hour's and a day's value. */
  readonly instant: ReadonlyMap<string, readonly ValueWatch[]>;
  readonly hour: readonly ValueWatch[];
  readonly day: readonly ValueWatch[];
  readonly contact: readonly ContactWatch[];
  /** Factors whose means are judged, and those that their judgement needs. */
  readonly averaged: ReadonlySet<string>;
}

/** A park as the engine works with it. */
export interface ParkPlan {
  readonly park: string;
  readonly version: number;
  readonly timezone: string;
  readonly document: Park;
  /** Outlets with at least one monitor. */
  readonly outlets: readonly string[];
  readonly monitors: ReadonlyMap<string, MonitorPlan>;
}

export function compile(document: Park, version: number): ParkPlan {
  const monitors = new Map<string, MonitorPlan>();
  for (const outlet of document.outlets) {
    const measured = new Set<string>();
    for (const monitor of outlet.monitors) {
      monitors.set(monitor.id, compileMonitor(document, outlet, monitor, new Set(measured)));
      for (const factor of Object.keys(monitor.factors)) measured.add(factor);
    }
  }
  const outlets = document.outlets.filter((outlet) => outlet.monitors.length > 0).map((outlet) => outlet.id);
  return { park: document.id, version, timezone: document.timezone, document, outlets, monitors };
}

/** `taken`: factors that an earlier monitor of the outlet measures; theirs is the outlet's condition. */
function compileMonitor(park: Park, outlet: Outlet, monitor: Monitor, taken: ReadonlySet<string>): MonitorPlan {
  const subjectOf = (factor: string): Subject =>
    taken.has(factor) ? { kind: 'monitor', id: monitor.id } : { kind: 'outlet', id: outlet.id };
  const place = { outlet, monitor, timezone: park.timezone, subjectOf };
  const watches = park.rules.flatMap((rule) => watchesOf(rule, place));
  const values = watches.filter((watch) => watch.on === 'value');
  const means = values.filter((watch) => watch.basis !== 'instant');
  const averaged = new Set(means.map((watch) => watch.factor));
  if (averaged.size > 0 && WATER_TEMPERATURE in monitor.factors) averaged.add(WATER_TEMPERATURE);
  return {
    monitor,
    outlet,
    watches: new Map(watches.map((watch) => [watch.id, watch])),
    instant: byFactor(values.filter((watch) => watch.basis === 'instant')),
    hour: means.filter((watch) => watch.basis === 'hour'),
    day: means.filter((watch) => watch.basis === 'day'),
    contact: watches.filter((watch) => watch.on === 'contact'),
    averaged,
  };
}

function byFactor(watches: readonly ValueWatch[]): ReadonlyMap<string, readonly ValueWatch[]> {
  const groups = new Map<string, ValueWatch[]>();
  for (const watch of watches) groups.set(watch.factor, [...(groups.get(watch.factor) ?? []), watch]);
  return groups;
}
