import { isIndicative } from './window';
import { keyFigures, type KpiFacts } from './key-figures';
import { kpi, KPI_IDS, targetText, withinTarget } from './registry';

const NOTHING: KpiFacts = {
  ...{ slots: new Map(), sources: [], raised: 0, stale: { became: 0, standing: 0 }, overlays: [], acks: [] },
  ...{ contained: [], escalations: [], topTier: { reached: 0, silent: [] }, timers: { lateness: [], gaps: 0 } },
  ...{ told: { took: [], sent: [] }, loss: { days: 0, checked: 0, breaches: 0, missed: 0 }, handOvers: [] },
  ...{ corrections: { took: [], open: 0 }, monitors: [] },
};
const window = { from: 0, to: 86_400_000, timezone: 'Asia/Shanghai' };

test('every figure of the registry is computed, in its order', () => {
  expect(keyFigures(NOTHING, window, window.to).map(({ id }) => id)).toEqual(KPI_IDS);
});

test('where nothing happened no figure is NaN, and no share is 0 %', () => {
  for (const { id, value, values } of keyFigures(NOTHING, window, window.to)) {
    for (const each of [value, ...Object.values(values)]) expect(each === null || Number.isFinite(each)).toBe(true);
    if (kpi(id).unit === '%' && id !== 'K5') expect(value).toBeNull();
  }
  expect(isIndicative(window)).toBe(true);
});

test('a day that nobody has looked at is not a day without a miss', () => {
  const loss = keyFigures(NOTHING, window, 0).find(({ id }) => id === 'K19');
  expect(loss?.value).toBeNull();
  const looked = { ...NOTHING, loss: { days: 1, checked: 10, breaches: 2, missed: 0 } };
  expect(keyFigures(looked, window, 0).find(({ id }) => id === 'K19')?.value).toBe(0);
});

test('targets', () => {
  expect([withinTarget('K5', 0.9), withinTarget('K5', 1), withinTarget('K12', 95), withinTarget('K19', 1)]).toEqual([
    ...[true, false, true, false],
  ]);
  expect([withinTarget('K13', 5), withinTarget('K16', null)]).toEqual([null, null]);
  expect([targetText('K16'), targetText('K19'), targetText('K13')]).toEqual(['< 15 s', '≤ 0', '–']);
});

test('metrics are named once, and in Prometheus’ letters', () => {
  const names = KPI_IDS.map((id) => kpi(id).metric);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z][a-z_]*$/.test(name))).toEqual([]);
});
