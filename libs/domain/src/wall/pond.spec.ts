import fc from 'fast-check';
import { PondDemand } from '../park/pond-demand';
import { fullAt, pondDemand } from './pond';

test('the worked example of the guide: 2,200 m3', () => {
  const demand = PondDemand.parse({
    units: [
      { id: 'A', spill: 1000, fireWater: [{ flow: 200, hours: 6 }], moved: 400 },
      { id: 'B', spill: 500, fireWater: [{ flow: 150, hours: 6 }], moved: 100 },
    ],
    wasteWater: 100,
    rain: { annual: 1200, days: 120, catchment: 3 },
  });
  expect(pondDemand(demand)).toEqual({
    total: 2200,
    units: [
      { id: 'A', fireWater: 1200, volume: 1800 },
      { id: 'B', fireWater: 900, volume: 1300 },
    ],
    wasteWater: 100,
    rain: 300,
  });
});

test('a unit that can move more than it spills counts as nothing', () => {
  expect(pondDemand(PondDemand.parse({ units: [{ id: 'A', spill: 10, moved: 50 }] })).total).toBe(0);
});

const NOW = 1_700_000_000_000;

test.each([
  [{ volume: 2200, level: 200, inflow: 1000 }, NOW + 7_200_000],
  [{ volume: 2200, level: 2200, inflow: 1000 }, NOW],
  [{ volume: 2200, level: 2300, inflow: 0 }, NOW],
  [{ volume: 2200, level: 0, inflow: 0 }, null],
  [{ volume: 2200, level: 0, inflow: -5 }, null],
  [{ volume: 2200, level: 0, inflow: Number.NaN }, null],
])('%j is full at %s', (pond, full) => expect(fullAt(pond, NOW)).toBe(full));

test('a pond that is never full before now, nor later with more running in', () => {
  const volume = fc.double({ min: 1, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(volume, volume, volume, fc.double({ min: 1, max: 2, noNaN: true }), (space, level, inflow, more) => {
      const full = fullAt({ volume: space, level, inflow }, NOW) ?? 0;
      expect(full).toBeGreaterThanOrEqual(NOW);
      expect(fullAt({ volume: space, level, inflow: inflow * more }, NOW)).toBeLessThanOrEqual(full);
    }),
  );
});
