import { SampleBatch } from './sample-batch';

const AT = Date.UTC(2026, 10, 24, 6);
const sample = (n: number, outlet = 'east') => ({
  outlet,
  monitor: 'M1',
  at: AT + n * 1000,
  values: { w01018: 40 + n },
});
const receipt = (n: number, more: object = { ok: true }) =>
  Buffer.from(
    JSON.stringify({
      receipt: { monitor: 'M1', at: new Date(AT + n * 1000).toISOString(), period: 'realtime' },
      ...more,
    }),
  );
const AFTER = { again: 2_000, refused: 250 };
const times = (batch: SampleBatch, now: number) => batch.due(now, AFTER).map(({ sample: { at } }) => (at - AT) / 1000);

test('a sample says its values in the unit of its device and asks for a receipt', () => {
  const one = { ...sample(1), values: { w01018: 41, w00000: 10, w20111: 0.035, xTox: 7 } };
  const units: Record<string, string> = { w00000: 'm3/h', w20111: 'ug/L', xTox: 'furlong' };
  const [first] = new SampleBatch([one], (_, factor) => units[factor]).due(0, AFTER);
  const { values, ...rest } = JSON.parse(first?.text ?? '') as { values: Record<string, { value: number }> };
  expect(rest).toEqual({ monitor: 'M1', at: '2026-11-24T06:00:01.000Z', receipt: true });
  expect(values).toEqual({
    ...{ w01018: { value: 41, flag: 'N' }, w00000: { value: 36, flag: 'N' } },
    ...{ w20111: { value: 35, flag: 'N' }, xTox: { value: 7, flag: 'N' } },
  });
});

test('each is sent once, again without a receipt, and no more with one', () => {
  const batch = new SampleBatch([sample(1), sample(2)]);
  expect(times(batch, 0)).toEqual([1, 2]);
  expect(times(batch, 1_999)).toEqual([]);
  expect(batch.hear('east', receipt(1), 1_999)).toBe(true);
  expect(batch.hear('east', receipt(1), 1_999)).toBe(false);
  expect(times(batch, 2_000)).toEqual([2]);
  batch.hear('east', receipt(2), 2_000);
  expect(batch.done).toBe(true);
});

test('what is refused comes again soon, and is given up in the end', () => {
  const batch = new SampleBatch([sample(1), sample(2)]);
  batch.due(0, AFTER);
  expect(batch.hear('east', receipt(1, { ok: false, reason: 'drill-not-running' }), 10)).toBe(false);
  expect(times(batch, 250)).toEqual([1]);
  batch.giveUp(30_009, 30_000);
  expect(batch.givenUp).toEqual([]);
  batch.giveUp(30_010, 30_000);
  expect(batch.givenUp).toEqual(['east/M1: drill-not-running']);
  expect(times(batch, 30_010)).toEqual([2]);
});

test('what is none of its receipts says nothing', () => {
  const batch = new SampleBatch([sample(1)]);
  for (const text of ['', '{', 'null', '{"receipt":1}', '{"receipt":{"monitor":"M1"},"ok":true}']) {
    expect(batch.hear('east', Buffer.from(text), 0)).toBe(false);
  }
  batch.hear('west', receipt(1), 0);
  batch.hear('east', receipt(9), 0);
  expect(batch.done).toBe(false);
});

test('whoever waits is told by the last receipt', async () => {
  const batch = new SampleBatch([sample(1)]);
  const waiting = batch.changed(60_000);
  batch.hear('east', receipt(1), 0);
  await waiting;
  await batch.changed(60_000);
});
