import { hrefTo, ROOMS, routeOf } from './route';

test.each(ROOMS)('the address of %s leads there and back', (room) => {
  expect(routeOf(hrefTo(room))).toEqual({ room, id: null });
  expect(routeOf(hrefTo(room, 'a/b c'))).toEqual({ room, id: 'a/b c' });
});

test.each(['', '#', '#/', '#alarms', '#/nowhere', '#/live/a/b', '#/Live'])('%p leads to the live page', (hash) => {
  expect(routeOf(hash)).toEqual({ room: 'live', id: null });
});

test('an id that cannot be read is none', () => {
  expect(routeOf('#/incidents/%E0%A4%A')).toEqual({ room: 'incidents', id: null });
});
