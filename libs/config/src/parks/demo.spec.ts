import { join } from 'node:path';
import { limitAt, OUTLET_KINDS, outletsOf, pondDemand, TIERS, travelMinutes } from '@cofferdam/domain';
import { loadParks } from './load';

const { parks, warnings } = loadParks(join(__dirname, '../../../../parks'));
const outlets = parks.flatMap((park) => park.outlets.map((outlet) => ({ park, outlet })));
const monitors = outlets.flatMap(({ park, outlet }) => outlet.monitors.map((monitor) => ({ park, outlet, monitor })));
const NOW = Date.parse('2026-11-24T08:00:00+08:00');

test('two parks on one river, with outlets of every kind and walls of every tier', () => {
  expect(parks.map(({ id }) => id)).toEqual(['demo', 'upstream']);
  expect(new Set(parks.map(({ river }) => river?.name.en)).size).toBe(1);
  expect(new Set(outlets.map(({ outlet }) => outlet.kind))).toEqual(new Set(OUTLET_KINDS));
  expect(new Set(parks[0]?.walls.map(({ tier }) => tier))).toEqual(new Set(['unit', 'enterprise', 'park', 'basin']));
  expect(outlets.every(({ outlet }) => outlet.monitors.length > 0)).toBe(true);
});

test('few monitors, with ids as HJ 212 wants them', () => {
  expect(monitors.length).toBeLessThanOrEqual(14);
  for (const { monitor } of monitors) expect(monitor.id).toMatch(/^[0-9A-F]{24}$/);
});

test('one monitor is left to a newcomer, whose COD and ammonia are judged at once', () => {
  const free = monitors.filter(({ monitor }) => !monitor.simulated);
  expect(free.map(({ park }) => park.id)).toEqual(['demo']);
  for (const { park, outlet, monitor } of free)
    for (const factor of Object.keys(monitor.factors)) {
      const rules = park.rules.filter(
        (rule) => rule.kind === 'limit' && rule.basis === 'instant' && rule.factors.includes(factor),
      );
      const judging = rules.filter((rule) => outletsOf(park, rule).includes(outlet));
      expect(judging).toMatchObject([{ onDelay: 0 }]);
      expect(limitAt(outlet, factor, 'instant', NOW, park.timezone)).not.toBeNull();
    }
});

test('every limit rule finds a limit at every outlet that monitors its factor, or the outlet has none to find', () => {
  for (const park of parks)
    for (const rule of park.rules)
      if (rule.kind === 'limit')
        for (const factor of rule.factors) {
          const found = outletsOf(park, rule)
            .filter((outlet) => outlet.monitors.some((monitor) => factor in monitor.factors))
            .map((outlet) => limitAt(outlet, factor, rule.basis, NOW, park.timezone));
          expect([park.id, rule.id, factor, found.some((limit) => limit !== null)]).toEqual([
            park.id,
            rule.id,
            factor,
            true,
          ]);
        }
});

test('the example of the contract: COD of a petrochemical outlet', () => {
  const outlet = outlets.find(({ outlet: { id } }) => id === 'xingang-main')?.outlet;
  expect(outlet && limitAt(outlet, 'w01018', 'instant', NOW, 'Asia/Shanghai')).toMatchObject({
    max: 50,
    source: 'GB 31571-2015 T2-direct',
  });
});

test('nothing about them is odd, and every tier has a desk', () => {
  expect(warnings).toEqual([]);
  for (const { desks } of parks) expect(new Set(desks.map(({ tier }) => tier))).toEqual(new Set(TIERS));
});

test('the numbers of the desks reach nobody', () => {
  const numbers = parks.flatMap(({ desks }) =>
    desks.flatMap(({ phone, members }) => [phone, ...members.map((member) => member.phone)]),
  );
  for (const number of numbers) expect(number).toMatch(/^\+86 000 /);
});

test('every outlet of the demo park leads to the river, in a known time', () => {
  const [demo] = parks;
  for (const { id } of demo?.outlets ?? []) expect([id, demo && travelMinutes(demo, id, 'donghe-section')]).toEqual([id, expect.any(Number)]); // prettier-ignore
});

test('the worked example of the demand on a pond', () => {
  const pond = parks[0]?.walls.find(({ id }) => id === 'hengyuan-pond');
  expect(pond?.demand && pondDemand(pond.demand).total).toBe(2200);
});
