import { Standstill } from './standstill';

const stand = (seq: number, behind: number) => ({ name: 'mqtt-alerts', seq, behind });

test('a feed with nothing to tell never stands still; the minute begins when something waits', () => {
  const seen = new Standstill(60_000);
  expect(seen.look(stand(5, 0), 0)).toBe('moving');
  expect(seen.look(stand(5, 0), 500_000)).toBe('moving');
  expect(seen.look(stand(5, 1), 505_000)).toBe('unknown');
  expect(seen.look(stand(5, 3), 560_000)).toBe('unknown');
  expect(seen.look(stand(5, 3), 560_001)).toBe('still');
  expect(seen.look(stand(6, 2), 561_000)).toBe('moving');
  expect(seen.look(stand(6, 2), 620_000)).toBe('unknown');
});

test('who has just begun to look says nothing, neither well nor ill', () => {
  const seen = new Standstill(60_000);
  expect(seen.look(stand(5, 9), 0)).toBe('unknown');
  expect(seen.look(stand(5, 9), 60_001)).toBe('still');
});
