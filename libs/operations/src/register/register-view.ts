import { baseUnit, limitAt, type Outlet, type Park, pollutant } from '@cofferdam/domain';
import type { RegisteredPark } from '@cofferdam/records';

const BASES = ['instant', 'hour', 'day'] as const;

/** A park in a list. */
export function summarise({ park, version, document }: RegisteredPark) {
  const { name, timezone, river, outlets } = document;
  const monitors = outlets.reduce((count, outlet) => count + outlet.monitors.length, 0);
  return { id: park, version, name, timezone, river: river ?? null, outlets: outlets.length, monitors };
}

/** A park with its people and walls; its outlets are a list of their own. */
export function viewPark({ park, version, document }: RegisteredPark) {
  const { name, timezone, river, enterprises, walls, rules, outlets } = document;
  return {
    ...{ id: park, version, name, timezone, river: river ?? null, enterprises, walls, rules },
    outlets: outlets.map(({ id }) => id),
  };
}

/** An outlet with what it measures and the limits in force at `now` (epoch ms). */
export function viewOutlet(park: Park, outlet: Outlet, now: number) {
  const { id, name, kind, enterprise, unit, position, monitors } = outlet;
  const codes = [...new Set(monitors.flatMap((monitor) => Object.keys(monitor.factors)))].sort();
  return {
    ...{ id, park: park.id, name, kind, timezone: park.timezone },
    ...{ enterprise: enterprise ?? null, unit: unit ?? null, position: position ?? null },
    monitors: monitors.map((monitor) => ({
      id: monitor.id,
      interval: monitor.interval,
      factors: Object.keys(monitor.factors),
    })),
    factors: codes.map(viewFactor),
    limits: codes.flatMap((factor) => limitsNow(outlet, factor, now, park.timezone)),
  };
}

function viewFactor(code: string) {
  const row = pollutant(code);
  return { code, zh: row?.zh ?? code, en: row?.en ?? code, unit: baseUnit(code), decimals: row?.decimals ?? 2 };
}

function limitsNow(outlet: Outlet, factor: string, now: number, timezone: string) {
  return BASES.flatMap((basis) => {
    const limit = limitAt(outlet, factor, basis, now, timezone);
    return limit === null ? [] : [{ factor, basis, ...limit }];
  });
}
