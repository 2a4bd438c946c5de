import { ParkSchema } from '../park/park';
import type { Sample } from '../reading/sample';
import { LIVE } from '../timeline/timeline';
import { missedOf } from './loss';
import { rejudge } from './rejudge';

const NAME = { zh: '名', en: 'Name' };
const DAY = Date.parse('2026-01-31T00:00:00+08:00');
const MINUTE = 60_000;
const span = { from: DAY, to: DAY + 1440 * MINUTE };

const park = (max: number, rule: object = {}) =>
  ParkSchema.parse({
    ...{ id: 'p', name: NAME },
    rules: [
      { kind: 'limit', id: 'cod', factors: ['w01018'], ...rule },
      { kind: 'silence', id: 'silent' },
    ],
    outlets: ['o', 'other'].map((id) => ({
      ...{ id, name: NAME, kind: 'workshop' },
      limits: ['instant', 'hour'].map((basis) => ({ factor: 'w01018', basis, max, source: 'permit' })),
      monitors: [{ id: `m-${id}`, interval: 60, factors: { w01018: {} } }],
    })),
  });
const version = (at: number, max: number, rule: object = {}) => ({
  at,
  version: 1 + at / DAY,
  document: park(max, rule),
});
const sample = (minute: number, cod: number, flag = 'N'): Sample => ({
  ...{ ...LIVE, kind: 'sample', park: 'p', outlet: 'o', monitor: 'm-o', period: 'realtime' },
  ...{ at: DAY + minute * MINUTE, receivedAt: 0, values: { w01018: { value: cod, flag } } },
});
const judge = (samples: Sample[], versions = [version(0, 60)]) =>
  rejudge({ outlet: 'o', versions, samples }, span, span.to + 999 * MINUTE);
const minutes = (breaches: readonly { onset: number; clearedAt: number | null }[]) =>
  breaches.map(({ onset, clearedAt }) => [onset, clearedAt].map((at) => (at === null ? null : (at - DAY) / MINUTE)));

test('each breach with its onset, its worst value and its limit, whatever the order of the samples', () => {
  const samples = [sample(3, 30), sample(1, 70), sample(2, 90), sample(0, 30), sample(9, 61)];
  const found = judge(samples);
  expect(minutes(found)).toEqual([
    [1, 3],
    [9, null],
  ]);
  expect(found[0]).toMatchObject({ outlet: 'o', factor: 'w01018', rule: 'cod', value: 90, limit: 60, unit: 'mg/L' });
  expect(judge(samples.toReversed())).toEqual(found);
});

test('only what begins on the day counts, though what came before is known', () => {
  expect(minutes(judge([sample(-5, 70), sample(1, 70), sample(2, 30), sample(1440, 70)]))).toEqual([]);
});

test('a value that cannot be used is no breach', () => {
  expect(judge([sample(1, 900, 'M'), sample(2, 30)])).toEqual([]);
});

test('the on-delay is over when the samples show it', () => {
  const delayed = [version(0, 60, { onDelay: 120 })];
  expect(
    minutes(
      judge(
        [1, 2, 4, 5, 6].map((n) => sample(n, n === 3 ? 30 : 70)),
        delayed,
      ),
    ),
  ).toEqual([[1, null]]);
  expect(judge([sample(1, 70), sample(2, 70), sample(3, 30)], delayed)).toEqual([]);
});

test('each sample is judged by the register that was in force', () => {
  const versions = [version(0, 60), version(DAY + 5 * MINUTE, 80)];
  expect(minutes(judge([sample(1, 70), sample(2, 30), sample(6, 70), sample(7, 90)], versions))).toEqual([
    ...[
      [1, 2],
      [7, null],
    ],
  ]);
});

test('hourly means are judged when their hour is over', () => {
  const hourly = [version(0, 60, { basis: 'hour' })];
  const hour = Array.from({ length: 120 }, (_, n) => sample(n, n < 60 ? 70 : 30));
  expect(minutes(judge(hour, hourly))).toEqual([[0, 60]]);
});

test('a lost episode is found, and only that one', () => {
  const breaches = judge([sample(1, 70), sample(2, 30), sample(3, 70), sample(4, 30), sample(5, 70), sample(6, 30)]);
  const known = breaches.map(({ onset, clearedAt }) => ({ onset, clearedAt }));
  const key = breaches[0]?.key ?? '';
  const missing = (without: number) =>
    missedOf(breaches, new Map([[key, known.filter((_, n) => n !== without)]]), 3 * MINUTE);
  expect(missing(9)).toEqual([]);
  expect(minutes(missing(1))).toEqual([[3, 4]]);
  expect(missedOf(breaches, new Map(), 0)).toHaveLength(3);
});

test('an episode that was running covers, and one nearby only where it is nobody’s own', () => {
  const [breach] = judge([sample(5, 70), sample(6, 30)]);
  const covered = (onset: number, clearedAt: number | null) =>
    missedOf(breach ? [breach] : [], new Map([[breach?.key ?? '', [{ onset, clearedAt }]]]), MINUTE).length === 0;
  const at = (minute: number) => DAY + minute * MINUTE;
  expect([covered(at(1), null), covered(at(1), at(9)), covered(at(1), at(2))]).toEqual([true, true, false]);
  expect([covered(at(6), at(9)), covered(at(7), at(9))]).toEqual([true, false]);
});
