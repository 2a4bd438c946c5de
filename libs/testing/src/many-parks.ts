import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Place {
  readonly park: string;
  readonly outlet: string;
  readonly monitor: string;
  /** Where its readings are published. */
  readonly topic: string;
}

export interface ManyParks {
  /** Folder of the park files. */
  readonly folder: string;
  readonly places: readonly Place[];
}

/** COD limit at every outlet of the generated parks, mg/L, instant, without delay. */
export const COD_LIMIT = 60;

/** Where they are made; an installation on them removes them at its end. */
export const MADE_PARKS = join(tmpdir(), 'cofferdam-parks-');

const TIERS = ['unit', 'enterprise', 'park', 'basin'];

/**
 * Park files for load and fault runs: every outlet one monitor of four factors, one rule without delays on COD, a desk a
 * tier. Outlets belong to a park's enterprises in turn.
 */
export function manyParks(parks: number, outletsEach: number, enterprises = 4, policy?: unknown): ManyParks {
  const folder = mkdtempSync(MADE_PARKS);
  const places: Place[] = [];
  for (let p = 0; p < parks; p++) {
    const park = `p${p}`;
    const outlets = Array.from({ length: outletsEach }, (_, o) => {
      const place = { park, outlet: `o${o}`, monitor: `MN${p}x${o}` };
      places.push({ ...place, topic: `parks/${park}/outlets/o${o}/readings` });
      return { ...outlet(place.outlet, place.monitor), enterprise: `e${o % enterprises}` };
    });
    const rules = [{ id: 'cod-instant', kind: 'limit', factors: ['w01018'] }];
    const works = Array.from({ length: enterprises }, (_, e) => ({ id: `e${e}`, name: named('企业', 'Works', e) }));
    const desks = TIERS.map((tier) => ({ id: tier, tier, name: named(tier, tier, p), members: [{ user: tier }] }));
    const file = { id: park, name: named('园区', 'Park', p), enterprises: works, desks, policy, outlets, rules };
    writeFileSync(join(folder, `${park}.yaml`), JSON.stringify(file, null, 1));
  }
  return { folder, places };
}

const named = (zh: string, en: string, n: number) => ({ zh: `${zh} ${n}`, en: `${en} ${n}` });

function outlet(id: string, monitor: string): object {
  const factors = { w01018: {}, w21003: {}, w01001: {}, w00000: {} };
  const limits = [{ factor: 'w01018', basis: 'instant', max: COD_LIMIT, source: 'test permit' }];
  const name = { zh: `排口 ${id}`, en: `Outlet ${id}` };
  return {
    id,
    name,
    kind: 'enterprise-main',
    limits,
    monitors: [{ id: monitor, interval: 60, factors, simulated: false }],
  };
}

/** A reading of the four factors; `cod` in mg/L. */
export function readingOf(place: Place, at: number, cod: number): string {
  const values = { w01018: cod, w21003: 3.1, w01001: 7.2, w00000: 12.5 };
  return JSON.stringify({ monitor: place.monitor, at: new Date(at).toISOString(), values });
}
