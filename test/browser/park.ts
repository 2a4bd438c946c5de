import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = 'test permit';
const name = (zh: string, en: string) => ({ zh, en });
const COD = { factor: 'w01018', basis: 'instant', max: 50, source };
const AMMONIA = { factor: 'w21003', basis: 'instant', max: 8, source };

const outlet = (id: string, kind: string, called: { zh: string; en: string }, enterprise?: string) => ({
  ...{ id, kind, name: called, limits: [COD, AMMONIA] },
  ...(enterprise === undefined ? {} : { enterprise }),
  monitors: [{ id: `MN-${id}`, interval: 60, factors: { w01018: {}, w21003: {}, w01001: {} } }],
});

/** A small park without delays: a reading over the limit is an alarm, one below it ends the alarm. */
const river = {
  id: 'riverside',
  name: name('滨江园区', 'Riverside'),
  timezone: 'Asia/Shanghai',
  river: { name: name('东河', 'East River') },
  enterprises: [{ id: 'hongyuan', name: name('宏源化工', 'Hongyuan Chemical') }],
  walls: [
    { id: 'pond', name: name('公共事故池', 'Common pond'), kind: 'pond', tier: 'park', volume: 8400, distance: 400 },
    { id: 'gate', name: name('东河闸', 'East River gate'), kind: 'gate', tier: 'park', distance: 1200 },
  ],
  outlets: [
    outlet('main', 'enterprise-main', name('总排口', 'Main outlet'), 'hongyuan'),
    outlet('rain', 'rain', name('三号雨水口', 'Rain outlet 3'), 'hongyuan'),
    outlet('plant', 'park-plant-in', name('污水厂进口', 'Plant inlet')),
    outlet('section', 'river-section', name('三号断面', 'Section 3')),
  ],
  rules: [{ id: 'instant', kind: 'limit', factors: ['w01018', 'w21003'] }],
};

/** Rules of the storm park; each of its outlets raises two alarms a rule with one reading. */
const STORM_RULES = 250;
const STORM_OUTLETS = 20;
export const STORM_ALARMS = 2 * STORM_RULES * STORM_OUTLETS;
export const stormOutlets = Array.from({ length: STORM_OUTLETS }, (_, n) => `storm-${n}`);

const storm = {
  id: 'storm',
  name: name('风暴园区', 'Storm park'),
  outlets: stormOutlets.map((id, n) => outlet(id, 'enterprise-main', name(`风暴口 ${n}`, `Storm outlet ${n}`))),
  rules: Array.from({ length: STORM_RULES }, (_, n) => ({
    id: `instant-${n}`,
    kind: 'limit',
    factors: ['w01018', 'w21003'],
  })),
};

const PARKS = { riverside: river, storm };
export type ParkId = keyof typeof PARKS;

/** A folder with these parks' files. JSON is YAML. */
export function parkFolder(ids: readonly ParkId[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-parks-'));
  for (const id of ids) writeFileSync(join(folder, `${id}.yaml`), JSON.stringify(PARKS[id], null, 1));
  return folder;
}
