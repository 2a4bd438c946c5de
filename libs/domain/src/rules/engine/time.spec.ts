import type { Condition } from '../../condition/condition';
import { LIVE } from '../../timeline/timeline';
import { COD, H, Log, MIN, S, SILENCE, T0, brief, limit } from './shard-log.fixture';

test('silence: after three intervals, told from the first missed packet, ended by any packet', () => {
  const log = new Log();
  log.register([COD, SILENCE]);
  log.tick(T0);
  log.sample(T0, { w01018: 80 });
  expect(log.ticks(T0 + S, T0 + 179 * S)).toEqual([]);
  const said = log.tick(T0 + 180 * S);
  expect(brief(said)).toEqual(['silent abnormal yellow e1', 'cod abnormal yellow e1']);
  expect(said[0]).toMatchObject({ onset: T0 + MIN, key: { subject: { kind: 'monitor', id: 'M1' }, factor: null } });
  expect(said[1]?.quality).toBe('stale');
  const back = log.sample(T0 + 185 * S, { w01018: { flag: 'D' } });
  expect(brief(back)).toEqual(['silent normal yellow e1', 'cod abnormal yellow e1']);
});

test('silence waits while nobody listens, while the shard had no owner, and for who was never heard', () => {
  const log = new Log();
  log.register([SILENCE]);
  expect(log.ticks(T0, T0 + 300 * S)).toEqual([]);
  log.sample(T0 + 300 * S, { w01018: 1 });
  for (let i = 301; i < 600; i++) expect(log.tick(T0 + i * S, false)).toEqual([]);
  expect(log.ticks(T0 + 600 * S, T0 + 778 * S)).toEqual([]);
  expect(log.tick(T0 + 2000 * S)).toEqual([]);
  expect(log.ticks(T0 + 2001 * S, T0 + 2179 * S)).toEqual([]);
  expect(log.tick(T0 + 2180 * S)).toHaveLength(1);
});

test('refused is not silent, but it does not last for ever', () => {
  const log = new Log();
  log.register([SILENCE]);
  log.tick(T0);
  log.sample(T0, { w01018: 1 });
  const said: Condition[] = [];
  for (let i = 1; i <= 720; i++) {
    if (i % 60 === 0) {
      const refusal = { kind: 'refusal', reason: 'crc-mismatch', receivedAt: T0 + i * S } as const;
      log.write({ ...LIVE, ...refusal, park: 'demo', outlet: 'o1', monitor: 'M1' });
    }
    said.push(...log.tick(T0 + i * S));
    if (i < 720) expect(said).toEqual([]);
  }
  expect(said[0]?.explain).toContain('refused (crc-mismatch)');
});

test('no discharge is no silence', () => {
  const log = new Log();
  log.register([COD, SILENCE]);
  for (let i = 0; i < 600; i++) {
    log.tick(T0 + i * S);
    if (i % 60 === 0) log.sample(T0 + i * S, { w00000: 0, w01018: 99 });
  }
  expect(log.said).toEqual([]);
});

test('hour and day means are judged when they close, and again when late readings come', () => {
  const log = new Log();
  const rules = ['hour', 'day'].map((basis) => ({ ...COD, id: basis, basis }));
  const limits = [limit('w01018', 50, 'hour'), limit('w01018', 50, 'day')];
  log.register(rules, 1, LIVE, undefined, limits);
  for (let minute = 0; minute < 24 * 60; minute++) {
    log.tick(T0 + minute * MIN);
    if (minute % 97 === 0) log.handOver();
    const hour = Math.floor(minute / 60);
    // The fifth hour is missed; the tenth is in breach.
    if (hour !== 5) log.sample(T0 + minute * MIN, { w01018: hour === 10 ? 600 : 20 });
  }
  expect(brief(log.said)).toEqual(['hour abnormal red e1', 'hour normal red e1']);
  expect(log.said[0]).toMatchObject({ onset: T0 + 10 * H, value: 600 });
  log.handOver();
  for (let minute = 0; minute < 60; minute++) log.sample(T0 + 5 * H + minute * MIN, { w01018: 900 });
  log.handOver();
  for (let minute = 1; minute < 30; minute++) log.tick(T0 + 24 * H + minute * MIN);
  expect(log.said.slice(2)).toMatchObject([
    { key: { rule: 'hour' }, late: true, episode: 2, onset: T0 + 5 * H, clearedAt: T0 + 6 * H, peak: 900 },
    { key: { rule: 'day' }, late: false, episode: 1, onset: T0, value: (22 * 20 + 600 + 900) / 24 },
  ]);
});

test("the device's own hour value wins over the recomputed one", () => {
  const log = new Log();
  log.register([{ ...COD, id: 'hour', basis: 'hour' }], 1, LIVE, undefined, [limit('w01018', 50, 'hour')]);
  for (let minute = 0; minute <= 69; minute++) {
    log.tick(T0 + minute * MIN);
    if (minute < 60) log.sample(T0 + minute * MIN, { w01018: 60 });
  }
  expect(brief(log.tick(T0 + 70 * MIN))).toEqual(['hour abnormal yellow e1']);
  expect(brief(log.sample(T0, { w01018: 45 }, { period: 'hour' }))).toEqual(['hour normal yellow e1']);
  expect(brief(log.sample(T0 + H, { w01018: 120 }, { period: 'hour' }))).toEqual(['hour abnormal orange e2']);
});

test('minute values are judged only where realtime ones are missing', () => {
  const log = new Log();
  log.register([COD]);
  log.sample(T0, { w01018: 10 });
  expect(log.sample(T0, { w01018: 90 }, { period: 'minute' })).toEqual([]);
  expect(brief(log.sample(T0 + 10 * MIN, { w01018: 90 }, { period: 'minute' }))).toEqual(['cod abnormal yellow e1']);
});
