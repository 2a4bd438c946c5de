import { drillIdStem, drillStart } from './start';

const SHANGHAI = 'Asia/Shanghai';
const NOW = Date.parse('2026-11-26T17:30:00Z'); // 01:30 of the 27th in Shanghai

test.each([
  ['its hour has passed', '00:15', '2026-11-26T16:15:00Z'],
  ['its hour is to come', '22:00', '2026-11-27T14:00:00Z'],
  ['midnight', '00:00', '2026-11-26T16:00:00Z'],
])('a drill starts on the day that the park’s clock shows: %s', (_, startsAt, at) => {
  expect(new Date(drillStart({ startsAt }, SHANGHAI, NOW)).toISOString()).toBe(new Date(at).toISOString());
});

test('without an hour it starts now', () => {
  expect(drillStart({ startsAt: undefined }, SHANGHAI, NOW)).toBe(NOW);
});

test('a drill is called by its scenario and the park’s day', () => {
  expect(drillIdStem({ id: 'rain-outlet' }, SHANGHAI, NOW)).toBe('rain-outlet-20261127');
  expect(drillIdStem({ id: 'rain-outlet' }, 'UTC', NOW)).toBe('rain-outlet-20261126');
});
