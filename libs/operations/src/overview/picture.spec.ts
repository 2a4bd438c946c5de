import { type AlarmView, LIVE } from '@cofferdam/domain';
import fc from 'fast-check';
import { anAlarm, told } from './alarms.fixture';
import { Picture } from './picture';

const all = (): boolean => true;
const ids = (picture: Picture): string[] => picture.of(all).map(({ id }) => id);
const taken = (asOf: number, ...open: AlarmView[]): Picture => new Picture(LIVE, [], open, asOf);

test('a snapshot, and what the journal says after it', () => {
  const picture = taken(10, anAlarm('a'), anAlarm('b'));
  picture.hear([told(11, anAlarm('c')), told(12, anAlarm('a', { open: false, version: 2 }))]);
  expect([ids(picture), picture.position]).toEqual([['b', 'c'], 12]);
});

test('a row that was read after its event was written is newer than it', () => {
  const picture = taken(10, anAlarm('a', { version: 5, severity: 'red' }));
  picture.hear([told(11, anAlarm('a', { version: 4 })), told(12, anAlarm('a', { version: 4, open: false }))]);
  expect(picture.of(all)).toMatchObject([{ severity: 'red' }]);
  expect(picture.stamp(all)).toBe(0);
});

test('what is heard twice, of another timeline, or no alarm changes nothing', () => {
  const picture = taken(10, anAlarm('a'));
  picture.hear([told(9, anAlarm('x')), told(11, anAlarm('y', { class: 'exercise', drill: 'd1' }))]);
  picture.hear([
    { ...told(12, anAlarm('z')), data: { n: 1 } },
    { ...told(13, anAlarm('z')), type: 'incident.opened' },
  ]);
  picture.hear([told(14, anAlarm('gone', { open: false, version: 9 }))]);
  expect([ids(picture), picture.stamp(all), picture.position]).toEqual([['a'], 0, 14]);
});

test('stamps move for those who see the park', () => {
  const picture = taken(0);
  const west = (park: string): boolean => park === 'west';
  picture.hear([told(1, anAlarm('a')), told(2, anAlarm('b', { park: 'west' }))]);
  expect([picture.stamp(all), picture.stamp(west), picture.of(west).length]).toEqual([2, 1, 1]);
});

test('it can be had again as it stood at every number that was shown, whatever happened since', () => {
  const change = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    open: fc.boolean(),
    severity: fc.constantFrom('blue' as const, 'red' as const),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const picture = taken(100, anAlarm('a'));
      const stood = new Map([[100, picture.of(all)]]);
      changes.forEach(({ id, ...more }, n) => {
        picture.hear([told(101 + n, anAlarm(id, { ...more, version: n + 2 }))]);
        stood.set(101 + n, picture.of(all));
      });
      const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
      for (const [asOf, then] of stood) expect(picture.asOf(all, asOf)?.sort(byId)).toEqual(then.sort(byId));
      expect(picture.asOf(all, 99)).toBeNull();
      expect(picture.asOf(all, picture.position + 1)).toBeNull();
    }),
  );
});
