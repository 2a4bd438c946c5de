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

/** The demo's users of a tier, on duty at all hours. */
const desk = (tier: string, called: { zh: string; en: string }, users: readonly string[]) => ({
  ...{ id: `${tier}-desk`, name: called, tier, phone: '+86 000 0000' },
  members: users.map((user) => ({ user, phone: '+86 000 0001' })),
});
const desks = [
  desk('enterprise', name('企业值班台', 'Enterprise desk'), ['enterprise-desk', 'enterprise-night']),
  desk('park', name('园区值班台', 'Park desk'), ['park-desk', 'park-night']),
  desk('basin', name('流域值班台', 'Basin desk'), ['basin-desk', 'supervisor']),
];

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
  desks,
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

/** Offset of a zone where it is two o'clock in the morning now, hours; zones that far from Greenwich have no name of their own. */
const hoursToNight = (now: Date): number => {
  const hours = (26 - now.getUTCHours()) % 24;
  return hours > 12 ? hours - 24 : hours;
};
/** The sign of these zones is the other way round: `Etc/GMT-8` is eight hours ahead. */
const nightZone = (ahead: number): string => `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;

/** A park with people: a desk of two, one above it, and one where somebody is alone at night and is asked soon. */
const harbour = {
  id: 'harbour',
  name: name('港口园区', 'Harbour'),
  timezone: nightZone(hoursToNight(new Date())),
  enterprises: [{ id: 'hongyuan', name: name('宏源化工', 'Hongyuan Chemical') }],
  outlets: [
    outlet('main', 'enterprise-main', name('总排口', 'Main outlet'), 'hongyuan'),
    outlet('spare', 'enterprise-main', name('备用排口', 'Spare outlet'), 'hongyuan'),
    outlet('rain', 'rain', name('三号雨水口', 'Rain outlet 3'), 'hongyuan'),
  ],
  rules: [{ id: 'instant', kind: 'limit', factors: ['w01018', 'w21003'] }],
  desks: [
    {
      ...{ id: 'watch', name: name('装置夜班', 'Unit night watch'), tier: 'unit' },
      members: [{ user: 'unit-night' }],
    },
    {
      ...{ id: 'room', name: name('园区值班室', 'Park duty room'), tier: 'park', phone: '0512-66120119' },
      members: [{ user: 'park-desk', phone: '139 1234 5678', substitute: 'park-night' }, { user: 'park-night' }],
    },
    {
      id: 'basin',
      name: name('流域值班', 'Basin desk'),
      tier: 'basin',
      members: [{ user: 'supervisor' }, { user: 'basin-desk' }],
    },
  ],
  policy: { presence: 0.05, presenceAnswer: 2 },
};

const PARKS = { riverside: river, storm, harbour };
export type ParkId = keyof typeof PARKS;

/** A folder with these parks' files. JSON is YAML. */
export function parkFolder(ids: readonly ParkId[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-parks-'));
  for (const id of ids) writeFileSync(join(folder, `${id}.yaml`), JSON.stringify(PARKS[id], null, 1));
  return folder;
}
