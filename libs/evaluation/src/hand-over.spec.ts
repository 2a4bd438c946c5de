import type { LogMessage } from '@cofferdam/domain';
import { HandOver } from './hand-over';

const tick: LogMessage = { kind: 'tick', at: 0, heard: true };
const entry = (id: string, messages = 1) => ({ id, messages: Array.from({ length: messages }, () => tick) });
const ids = (entries: { id: string }[] | undefined) => entries?.map(({ id }) => id);

test('gives what comes right after a place, once', () => {
  const over = new HandOver();
  over.give('5-0', [entry('6-0'), entry('6-1')]);
  over.give('6-1', [entry('7-0')]);
  expect(ids(over.take('5-0'))).toEqual(['6-0', '6-1', '7-0']);
  expect(over.take('7-0')).toBeUndefined();
  over.give('7-0', [entry('8-0')]);
  expect(ids(over.take('7-0'))).toEqual(['8-0']);
});

test('who stands elsewhere reads the log, and may join later', () => {
  const over = new HandOver();
  over.give('5-0', [entry('6-0')]);
  expect(over.take('3-0')).toBeUndefined();
  over.give('6-0', [entry('7-0')]);
  expect(ids(over.take('6-0'))).toEqual(['7-0']);
});

test('is bounded, and never leaves out what it let go', () => {
  const over = new HandOver();
  over.give('5-0', [entry('6-0', 4_000)]);
  over.give('6-0', [entry('7-0', 4_000)]);
  expect(over.take('5-0')).toBeUndefined();
  over.give('5-0', [entry('6-0', 4_000)]);
  over.give('6-0', [entry('7-0', 4_000)]);
  over.give('7-0', [entry('8-0')]);
  expect(over.take('5-0')).toBeUndefined();
});
