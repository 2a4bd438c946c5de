import type { Park, Scenario } from '@cofferdam/domain';
import type { UnitOf } from './sample-batch';

/**
 * The park as a drill is judged by it: the live document, so that the same rules and suppressions hold, but for how often
 * its virtual monitors send.
 */
export function registerOf(park: Park, { monitors }: Pick<Scenario, 'monitors'>): Park {
  const intervals = new Map(monitors.map(({ monitor, interval }) => [monitor, interval]));
  return {
    ...park,
    outlets: park.outlets.map((outlet) => ({
      ...outlet,
      monitors: outlet.monitors.map((one) => ({ ...one, interval: intervals.get(one.id) ?? one.interval })),
    })),
  };
}

/** Units that a park's register sets for its devices. */
export function unitsOf({ outlets }: Park): UnitOf {
  const monitors = outlets.flatMap((outlet) => outlet.monitors);
  const factors = new Map(monitors.map((one) => [one.id, one.factors]));
  return (monitor, factor) => factors.get(monitor)?.[factor]?.unit;
}
