import 'reflect-metadata';
import type { Settings } from '@cofferdam/config';
import type { Sample } from '@cofferdam/domain';
import { History } from '@cofferdam/history';
import { type Services, startServices, waitFor } from '@cofferdam/testing';

let services: Services;
let history: History;

beforeAll(async () => {
  services = await startServices(['influx']);
}, 60_000);
beforeEach(async () => {
  history = new History({ influxUrl: await services.freshInflux(), namespace: 'x' } as Settings);
});
afterAll(() => services?.stop());

const AT = Date.parse('2026-01-31T00:00:00Z');
const sample = (at: number, values: Sample['values'], over: Partial<Sample> = {}): Sample => ({
  kind: 'sample',
  class: 'actual',
  drill: null,
  park: 'p',
  outlet: 'o',
  monitor: 'm',
  period: 'realtime',
  receivedAt: at,
  at,
  values,
  ...over,
});
const query = {
  class: 'actual' as const,
  drill: null,
  park: 'p',
  outlet: 'o',
  period: 'realtime' as const,
  factor: 'w01018',
  from: AT,
  to: AT + 60_000,
  limit: 1000,
};

test('a series comes back with flags, in order, and writing it again changes nothing', async () => {
  const samples = [
    sample(AT + 2, { w01018: { flag: 'M' }, w21003: { value: 1, flag: 'N' } }),
    sample(AT + 1, { w01018: { value: 41.5, flag: 'N', min: 40, max: 43, total: 7 } }),
  ];
  await history.write(samples);
  await history.write(samples);
  expect(await history.range(query)).toEqual([
    { at: AT + 1, monitor: 'm', value: 41.5, flag: 'N', min: 40, max: 43, total: 7 },
    { at: AT + 2, monitor: 'm', flag: 'M' },
  ]);
});

test('the readings of a drill are dropped, and no others', async () => {
  const drills = ['d', 'e', 'f'] as const;
  const told = (value: number) => [
    sample(AT, { w01018: { value, flag: 'N' } }),
    ...drills.map((drill) => sample(AT, { w01018: { value, flag: 'N' } }, { class: 'exercise', drill })),
  ];
  await history.write(told(1));
  for (const corrected of told(2)) await history.keepRevision(corrected, '1-0');
  expect(await history.drills()).toEqual([...drills].sort());
  await history.dropDrill('f');
  await history.dropDrill('d');
  await history.dropDrill('d');
  expect(await history.drills()).toEqual(['e']);
  const of = (drill: string) => ({ ...query, class: 'exercise' as const, drill });
  expect(await history.range(of('d'))).toEqual([]);
  expect(await history.revisions(of('d'))).toEqual([]);
  expect(await history.range(of('e'))).toHaveLength(1);
  expect(await history.range(query)).toHaveLength(1);
  expect(await history.revisions(query)).toHaveLength(1);
});

test('classes never meet', async () => {
  const values = { w01018: { value: 1, flag: 'N' } };
  await history.write([sample(AT, values), sample(AT, values, { class: 'exercise', drill: 'd' })]);
  expect(await history.range(query)).toHaveLength(1);
  expect(await history.range({ ...query, class: 'exercise', drill: 'd' })).toHaveLength(1);
  expect(await history.range({ ...query, class: 'exercise' })).toHaveLength(0);
});

test('of a refused batch only the bad sample stays out', async () => {
  const good = Array.from({ length: 9 }, (_, n) => sample(AT + n, { w01018: { value: n, flag: 'N' } }));
  const bad = sample(AT + 100, { w01018: { value: 1, flag: 'N' } }, { monitor: 'x'.repeat(70_000) });
  const refused = await history.write([...good.slice(0, 4), bad, ...good.slice(4)]);
  expect(refused.map(({ sample: { at } }) => at)).toEqual([AT + 100]);
  expect(await history.range(query)).toHaveLength(9);
});

test('a correction keeps what it overwrites, once', async () => {
  await history.write([sample(AT, { w01018: { value: 90, flag: 'N' } })]);
  const correction = sample(AT, { w01018: { value: 19, flag: 'N' } });
  await history.keepRevision(correction, '5-1');
  await history.write([correction]);
  await history.keepRevision(correction, '5-1');
  expect((await history.range(query)).map(({ value }) => value)).toEqual([19]);
  expect((await history.revisions(query)).map(({ value }) => value)).toEqual([90]);
});

test('while InfluxDB is away a write throws; the same write works afterwards', async () => {
  const values = [sample(AT, { w01018: { value: 1, flag: 'N' } })];
  await history.write(values);
  await services.kill('influx');
  await expect(history.write(values)).rejects.toThrow();
  await expect(history.ping()).rejects.toThrow();
  await services.start('influx');
  await waitFor(() => history.write(values).then(() => true), { what: 'InfluxDB to be back' });
  expect(await history.range(query)).toHaveLength(1);
}, 60_000);
