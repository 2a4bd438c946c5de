import { ParkSchema } from '../../park/park';
import type { LogMessage } from '../../reading/log';
import { LIVE } from '../../timeline/timeline';
import { ShardJudge } from './shard';

const T0 = Date.parse('2026-06-01T00:00:00+08:00');
const MONITORS = 200;
const ROUNDS = 200;
const factors = ['w01018', 'w21003', 'w21011', 'w01001'];

const name = { zh: '名', en: 'name' };
const document = ParkSchema.parse({
  id: 'demo',
  name,
  outlets: Array.from({ length: MONITORS }, (_, i) => ({
    id: `o${i}`,
    name,
    kind: 'workshop',
    standards: [{ id: 'GB 8978-1996', column: '1' }],
    limits: [
      ...['w01018', 'w21003', 'w21011'].map((factor) => ({ factor, max: 50, source: 'permit' })),
      { factor: 'w01001', min: 6, max: 9, source: 'permit' },
    ],
    monitors: [{ id: `M${i}`, interval: 30, factors: Object.fromEntries(factors.map((factor) => [factor, {}])) }],
  })),
  rules: [
    { kind: 'limit', id: 'now', factors, prewarn: 0.9, onDelay: 60, offDelay: 60, deadband: 0.05 },
    { kind: 'silence', id: 'silent' },
  ],
});

/** A breach now and then, and a second of the shard's clock after every thirtieth of the monitors. */
function entriesOf(round: number): LogMessage[][] {
  const at = T0 + round * 30_000;
  const samples = Array.from({ length: MONITORS }, (_, i): LogMessage => {
    const value = (i + round) % 50 === 0 ? 60 : 20 + ((i * 7 + round * 3) % 17);
    const concentrations = ['w01018', 'w21003', 'w21011'].map((factor) => [factor, { value, flag: 'N' }]);
    const values = Object.fromEntries([...concentrations, ['w01001', { value: 7, flag: 'N' }]]) as Record<
      string,
      never
    >;
    const about = { kind: 'sample', park: 'demo', outlet: `o${i}`, monitor: `M${i}`, period: 'realtime' } as const;
    return { ...LIVE, ...about, at, values, receivedAt: at + 500 };
  });
  const ticks = Array.from({ length: 30 }, (_, i): LogMessage[] => [{ kind: 'tick', at: at + i * 1000, heard: true }]);
  return [samples, ...ticks];
}

test('one core judges tens of thousands of samples a second', () => {
  const judge = new ShardJudge();
  judge.apply('0-0', [{ ...LIVE, kind: 'register', park: 'demo', version: 1, document }]);
  const log = Array.from({ length: ROUNDS }, (_, round) => entriesOf(round)).flat();
  // Our own time on a core, whatever else the machine does.
  const started = process.cpuUsage();
  let said = 0;
  log.forEach((messages, i) => (said += judge.apply(`1-${i}`, messages).length));
  const seconds = process.cpuUsage(started).user / 1e6;
  const rate = Math.round((MONITORS * ROUNDS) / seconds);
  process.stdout.write(`rules: ${rate} samples of ${factors.length} factors a second, ticks and digests included\n`);
  expect(said).toBeGreaterThan(0);
  // Far below what a quiet core does, so that a busy machine does not fail it.
  expect(rate).toBeGreaterThan(10_000);
});
