import { join } from 'node:path';
import { loadParks } from '@cofferdam/config';
import { ROLES } from '@cofferdam/domain';
import { DEMO_USERS } from './demo-users';

const { parks } = loadParks(join(__dirname, '../../../parks'));
const roles = new Map(DEMO_USERS.map(({ username, role }) => [username, role]));

test('one of each role comes first, and every name once', () => {
  expect(DEMO_USERS.slice(0, ROLES.length).map(({ role }) => role)).toEqual([...ROLES]);
  expect(roles.size).toBe(DEMO_USERS.length);
});

test('the desks of the demo parks are staffed by users of their tier', () => {
  for (const { id, desks } of parks)
    for (const desk of desks)
      for (const { user } of desk.members) expect([id, desk.id, user, roles.get(user)]).toEqual([id, desk.id, user, desk.tier]); // prettier-ignore
});

test('suppressions are written and approved by users', () => {
  const people = parks.flatMap(({ suppressions }) =>
    suppressions.flatMap(({ author, approver }) => [author, approver]),
  );
  expect(people.length).toBeGreaterThan(0);
  for (const user of people) expect(roles.has(user ?? '')).toBe(true);
});

test('somebody of each role is told in Chinese, the supervisor alone in English', () => {
  const english = DEMO_USERS.filter(({ language }) => language === 'en').map(({ username }) => username);
  expect(english).toEqual(['supervisor']);
});
