import { drillNow, elapsed } from './clock';

const START = '2026-11-24T00:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(START) + 1_000 * seconds).toISOString();
const clock = (seconds: number, running = true) => ({ at: at(seconds), startedAt: START, running });
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

test('between two readings a running clock is carried on at the drill’s speed', () => {
  const drill = { clock: clock(60), speed: 60, duration: 1_500 };
  expect(iso(drillNow(drill, 5_000, 5_000))).toBe(at(60));
  expect(iso(drillNow(drill, 5_000, 6_500))).toBe(at(150));
});

test('one that is paused stands still', () => {
  expect(iso(drillNow({ clock: clock(60, false), speed: 60, duration: 1_500 }, 5_000, 9_000))).toBe(at(60));
});

test('it invents nothing where readings fail, nor time after the end, nor before what was read', () => {
  expect(iso(drillNow({ clock: clock(60), speed: 1, duration: 1_500 }, 5_000, 95_000))).toBe(at(63));
  expect(iso(drillNow({ clock: clock(1_490), speed: 60, duration: 1_500 }, 5_000, 7_000))).toBe(at(1_500));
  expect(iso(drillNow({ clock: clock(60), speed: 60, duration: 1_500 }, 5_000, 4_000))).toBe(at(60));
});

test('a drill that was not started has no clock', () => {
  expect(drillNow({ clock: null, speed: 1, duration: 60 }, 0, 1)).toBeNull();
  expect(elapsed({ clock: null }, 1)).toBe(0);
  expect(elapsed({ clock: clock(0) }, Date.parse(at(90)))).toBe(90_000);
});
