import { aChannel } from './builders';
import { draftOf, moved, personal, pointsOf, replaced, samePoints, without, withPoint } from './contact-draft';

const points = ['a', 'b', 'c'].map((channel) => ({ channel, to: `${channel}@example` }));
const order = (draft: readonly { readonly channel: string }[]) => draft.map(({ channel }) => channel).join('');
const [first, second, last] = draftOf(points) as [never, never, never];

test.each([
  [first, 1, 'bac'],
  [last, -1, 'acb'],
  [second, -1, 'bac'],
  [first, -1, 'abc'],
  [last, 1, 'abc'],
] as const)('a point is moved by one place and stays at the ends', (row, by, expected) => {
  expect(order(moved(draftOf(points), row, by))).toBe(expected);
});

test('points come, change and go; those without an address are none', () => {
  const draft = withPoint(without(draftOf(points), second), 'd');
  expect(pointsOf(draft)).toEqual([points[0], points[2]]);
  const [, , added] = draft;
  expect(added?.key).toBe(3);
  const filled = replaced(draft, { channel: 'd', key: 3, to: ' d@example ' });
  expect(pointsOf(filled)).toEqual([points[0], points[2], { channel: 'd', to: 'd@example' }]);
  expect(samePoints(pointsOf(draftOf(points)), points)).toBe(true);
  expect(samePoints(pointsOf(filled), points)).toBe(false);
});

test('a person has channels of their parks that reach persons', () => {
  const channels = [
    aChannel(),
    aChannel({ id: 'east', park: 'east' }),
    aChannel({ id: 'west', park: 'west' }),
    aChannel({ id: 'group', collective: true }),
  ];
  const ids = (...parks: string[]) => personal(channels, parks).map(({ id }) => id);
  expect(ids('east')).toEqual(['mail', 'east']);
  expect(ids('*')).toEqual(['mail', 'east', 'west']);
});
