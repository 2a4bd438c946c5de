import { type Counted, ROW_BUDGET } from './overview';
import { rollUp } from './roll-up';

const T0 = Date.UTC(2026, 0, 1);
const COLOURS = ['blue', 'yellow', 'orange'] as const;

/** In no order, with few different onsets. */
const alarm = (i: number, about: Partial<Counted>): Counted => ({
  id: `a${(i * 7919) % 10_000}`,
  park: 'demo',
  enterprise: about.enterprise ?? 'acme',
  unit: about.unit ?? 'u1',
  outlet: about.outlet ?? 'o1',
  factor: 'w01018',
  tier: 'unit',
  severity: about.severity ?? COLOURS[i % 3] ?? 'blue',
  toxic: false,
  state: 'UNACK',
  active: true,
  unacknowledged: i % 5 > 0,
  onset: T0 + ((i * 31) % 977),
  generation: 1,
});

/** Our own time on a core, ms, once the code is warm. */
function timeOf(alarms: readonly Counted[]): number {
  for (let i = 0; i < 8; i++) rollUp(alarms);
  const times = Array.from({ length: 9 }, () => {
    const started = process.cpuUsage();
    rollUp(alarms);
    return process.cpuUsage(started).user / 1000;
  });
  return times.sort((a, b) => a - b)[4] ?? Infinity;
}

test.each([
  ['over 40 enterprises', (i: number) => ({ enterprise: `e${i % 40}`, unit: `u${i % 7}`, outlet: `o${i % 200}` })],
  ['all in one unit', () => ({})],
  ['over 1,000 enterprises', (i: number) => ({ enterprise: `e${i % 1000}`, outlet: `o${i % 3000}` })],
  ['each at an outlet of its own', (i: number) => ({ outlet: `o${i}` })],
  ['all red', (i: number) => ({ severity: 'red' as const, enterprise: `e${i % 1000}` })],
])('ten thousand %s are rolled up at once', (name, about) => {
  const alarms = Array.from({ length: 10_000 }, (_, i) => alarm(i, about(i)));
  const { rows, totals } = rollUp(alarms);
  expect([rows.length, totals.open]).toEqual([ROW_BUDGET, 10_000]);
  const ms = timeOf(alarms);
  process.stdout.write(`overview: 10,000 alarms ${name} in ${ms.toFixed(1)} ms\n`);
  // Far above what a quiet core needs, so that a busy machine does not fail it.
  expect(ms).toBeLessThan(100);
});
