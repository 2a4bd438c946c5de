import { counted } from '@cofferdam/domain';
import { anAlarm } from './alarms.fixture';
import { Undo } from './undo';

const a = counted(anAlarm('a'));
const MINUTE = 60_000;

test('goes back to the oldest that is kept, and no further', () => {
  const undo = new Undo(10, 2);
  undo.add(11, 'a', null);
  undo.add(12, 'a', a);
  undo.add(13, 'b', null);
  expect(undo.back(new Map(), 10)).toBeNull();
  expect([...(undo.back(new Map([['b', a]]), 11)?.keys() ?? [])]).toEqual(['a']);
});

test('keeps some minutes', () => {
  const undo = new Undo(10);
  undo.add(11, 'a', null, 0);
  undo.add(12, 'b', null, 4 * MINUTE);
  expect(undo.back(new Map(), 10)).not.toBeNull();
  undo.add(13, 'c', null, 6 * MINUTE);
  expect([undo.back(new Map(), 10), undo.back(new Map(), 11)?.size]).toEqual([null, 0]);
});

test('forgets in bounded memory', () => {
  const undo = new Undo(0, 100);
  for (let seq = 1; seq <= 5_000; seq += 1) undo.add(seq, `a${seq}`, a);
  expect(undo.back(new Map(), 4_900)?.size).toBe(100);
  expect(undo.back(new Map(), 4_899)).toBeNull();
});
