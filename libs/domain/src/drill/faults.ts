import type { Drill } from './drill';

/** What does not work at a drill's virtual plant: monitors as `{outlet}/{monitor}`, channels and people by their ids. */
export interface DrillFaults {
  readonly monitors: Set<string>;
  readonly channels: Set<string>;
  readonly people: Set<string>;
}

/**
 * Faults that have been injected and are not over.
 * @param now epoch ms of the drill's clock
 */
export function faultsAt({ scenario, injected }: Pick<Drill, 'scenario' | 'injected'>, now: number): DrillFaults {
  const faults: DrillFaults = { monitors: new Set(), channels: new Set(), people: new Set() };
  for (const { inject, at } of injected) {
    const payload = scenario.injects.find(({ id }) => id === inject)?.payload;
    if (payload?.kind !== 'fault' || now < at) continue;
    if (payload.for !== undefined && now >= at + payload.for * 1000) continue;
    const { fault } = payload;
    if (fault.of === 'monitor') faults.monitors.add(`${fault.outlet}/${fault.monitor}`);
    else if (fault.of === 'channel') faults.channels.add(fault.channel);
    else faults.people.add(fault.user);
  }
  return faults;
}
