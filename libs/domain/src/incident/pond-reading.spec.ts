import { nextDeadlines } from '../escalation/next-deadlines';
import type { PondUse } from './incident';
import { MINUTE, opened, T0 } from './incident.fixture';
import { readPond } from './pond-reading';

const HOUR = 60 * MINUTE;
const pond: PondUse = {
  ...{ wall: 'pond', volume: 1000, level: 200, inflow: 400, at: T0, fullAt: T0 + 2 * HOUR },
  ...{ generation: 1, n: 1, missed: false },
};
const filling = { ...opened('main').incident, pond };
const reading = { wall: 'pond', level: null, inflow: null, by: 'pan' };

test('its clock goes on from what was read, and the deadline with it', () => {
  const change = readPond(filling, { ...reading, level: 600 }, T0 + HOUR);
  expect(change?.incident).toMatchObject({
    pond: { level: 600, inflow: 400, at: T0 + HOUR, fullAt: T0 + 2 * HOUR, n: 2 },
    ...{ generation: filling.generation, version: filling.version + 1 },
  });
  expect(change?.entries).toMatchObject([{ type: 'incident.changed', actor: 'pan' }]);
  const faster = readPond({ ...filling, pond: { ...pond, missed: true } }, { ...reading, inflow: 800 }, T0);
  const due = faster && nextDeadlines(faster.incident).find(({ kind }) => kind === 'pond');
  expect(due).toMatchObject({ name: 'pond', n: 2, dueAt: T0 + HOUR });
});

test.each([
  ['another pond', filling, { ...reading, wall: 'hole', level: 1 }],
  ['no pond in use', opened('main').incident, { ...reading, level: 1 }],
  ['an incident that is over', { ...filling, state: 'CLOSED' as const }, { ...reading, level: 1 }],
  ['nothing read', filling, reading],
])('%s changes nothing', (_, incident, read) => {
  expect(readPond(incident, read, T0)).toBeNull();
});
