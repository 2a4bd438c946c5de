import { checkDeskChannels, type KnownChannel, warnChannels } from './desk-channels';

const all: readonly KnownChannel[] = [
  { id: 'group', park: null, collective: true },
  { id: 'east-group', park: 'east', collective: true },
  { id: 'mail', park: null, collective: false },
];
const check = (park: string, ...channels: string[]) =>
  checkDeskChannels(park, { channels }, all).map(({ path, message }) => [path.join('.'), message]);

test('robots of every park and of the desk’s own park are taken', () => {
  expect(check('east', 'group', 'east-group')).toEqual([]);
  expect(checkDeskChannels('east', {}, [])).toEqual([]);
});

test.each([
  ['east', ['grup'], 'channels.0', /unknown channel "grup"; known are group, /],
  ['east', ['mail'], 'channels.0', /"mail" reaches single persons/],
  ['west', ['group', 'east-group'], 'channels.1', /"east-group" is not of park "west"; known are group$/],
  ['east', ['group', 'group'], 'channels.1', /already/],
] as const)('at %s %j is told with its place', (park, channels, at, why) => {
  expect(check(park, ...channels)).toEqual([[at, expect.stringMatching(why)]]);
});

test('of a park file it is a warning with the desk’s place', () => {
  const desk = { id: 'd', name: { zh: '台', en: 'Desk' }, tier: 'park', members: [], shifts: [] } as const;
  const desks = [{ ...desk }, { ...desk, channels: ['none'] }];
  const told = warnChannels({ id: 'east', desks: desks.map((one) => ({ ...one, members: [], shifts: [] })) }, all);
  expect(told.map(({ path }) => path)).toEqual([['desks', 1, 'channels', 0]]);
});
