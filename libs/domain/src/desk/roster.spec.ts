import { DEFAULT_POLICY } from '../escalation/policy';
import type { User } from '../user/role';
import { newDeskState } from './duty';
import { offerDesk } from './hand-over';
import { fitToRoster } from './roster';

const user = (username: string): User => ({ username, role: 'unit', parks: ['east'] });
const members = [{ user: 'ann' }, { user: 'bob' }, { user: 'cat' }];
const desk = { id: 'd', tier: 'unit', members } as const;
const at = { now: 1_000, policy: DEFAULT_POLICY, enterprise: null, incidents: [] };
const offering = {
  ...{ desk: { ...desk, members }, by: user('ann'), to: user('bob'), note: null },
  digest: { incidents: 0, shelved: 0, nextDueAt: null },
};
const change = offerDesk(newDeskState('east', desk), offering, at);
if (change.effect === 'refused') throw new Error(change.detail);
const offered = change.state;
const without = (...gone: string[]) => ({ ...desk, members: members.filter(({ user }) => !gone.includes(user)) });

test('a roster that keeps the holder and the next one changes nothing', () => {
  expect(fitToRoster(offered, without('cat'))).toBeNull();
  expect(fitToRoster(offered, { tier: 'unit', members: [] })).toBeNull();
});

test('who is no member holds nothing, and nothing is offered to them', () => {
  expect(fitToRoster(offered, without('bob'))).toMatchObject({ holder: 'ann', offer: null, generation: 2, version: 2 });
  expect(fitToRoster(offered, without('ann'))).toMatchObject({ holder: null, heldSince: null, offer: null });
});

test('the tier follows', () => {
  expect(fitToRoster(offered, { ...without(), tier: 'enterprise' })).toMatchObject({
    ...{ tier: 'enterprise', holder: 'ann', offer: { to: 'bob' } },
  });
});
