import type { Drill } from './drill';
import type { Inject } from './scenario';

/** What does not work at a moment of a drill: monitor ids, channel ids, user names. */
export interface DrillFaults {
  readonly monitors: Set<string>;
  readonly channels: Set<string>;
  readonly people: Set<string>;
}

/** What has been injected of a drill. */
export type Injections = Pick<Drill, 'scenario' | 'injected'>;

/** Injects that have been carried out by a moment (epoch ms of the drill's clock), the first first. */
export function carriedOut({ scenario, injected }: Injections, by: number): { inject: Inject; at: number }[] {
  const byId = new Map(scenario.injects.map((inject, place) => [inject.id, { inject, place }]));
  return injected
    .flatMap(({ inject: id, at }) => {
      const found = byId.get(id);
      return found === undefined || at > by ? [] : [{ ...found, at }];
    })
    .sort((a, b) => a.at - b.at || a.place - b.place);
}

/**
 * Faults that last at a moment. A monitor whose outlet's logger has gone offline sends nothing either.
 * @param now epoch ms of the drill's clock
 */
export function faultsAt(drill: Injections, now: number): DrillFaults {
  const faults: DrillFaults = { monitors: new Set(), channels: new Set(), people: new Set() };
  const offline = new Set<string>();
  for (const { inject, at } of carriedOut(drill, now)) {
    const { payload } = inject;
    if (payload.kind === 'fault' && now < at + (payload.for ?? Infinity) * 1000) add(faults, payload.fault);
    if (payload.kind !== 'event' || payload.outlet === undefined) continue;
    if (payload.online === false) offline.add(payload.outlet);
    else offline.delete(payload.outlet);
  }
  for (const { outlet, monitor } of drill.scenario.monitors) if (offline.has(outlet)) faults.monitors.add(monitor);
  return faults;
}

function add(faults: DrillFaults, fault: Extract<Inject['payload'], { kind: 'fault' }>['fault']): void {
  if (fault.of === 'monitor') faults.monitors.add(fault.monitor);
  else if (fault.of === 'channel') faults.channels.add(fault.channel);
  else faults.people.add(fault.user);
}
