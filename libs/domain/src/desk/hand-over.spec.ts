import { type Deadline, deadlineName } from '../escalation/deadline';
import { DEFAULT_POLICY } from '../escalation/policy';
import type { Role, User } from '../user/role';
import type { DeskChange } from './change';
import { viewDeskState } from './change';
import { type DeskState, newDeskState } from './duty';
import {
  acceptDesk,
  type DeskRefused,
  deskDeadlines,
  forceDesk,
  isOfDesk,
  offerDesk,
  sayPresent,
  supervises,
} from './hand-over';
import { missedAtDesk, watchDesk } from './missed';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-24T22:00:00Z');
const user = (username: string, role: Role = 'enterprise'): User => ({ username, role, parks: ['east'] });
const [ann, bob, sue] = [user('ann'), user('bob'), user('sue', 'park')];
const desk = { id: 'night', tier: 'enterprise', members: [{ user: 'ann' }, { user: 'bob' }] } as const;
const members = { tier: desk.tier, members: [...desk.members] };
const at = {
  ...{ now: NOW, policy: DEFAULT_POLICY, enterprise: 'acme', incidents: [], tiers: ['enterprise', 'park'] as const },
};
const digest = { incidents: 0, shelved: 2, nextDueAt: null };
const fresh = newDeskState('east', desk);
const offering = { desk: members, by: ann, to: bob, note: 'quiet', digest };

function done(outcome: DeskChange | DeskRefused): DeskChange {
  if (outcome.effect === 'refused') throw new Error(outcome.reason);
  return outcome;
}
const reason = (outcome: DeskChange | DeskRefused): string =>
  outcome.effect === 'refused' ? outcome.reason : outcome.effect;
const offered = done(offerDesk(fresh, offering, at)).state;
const held: DeskState = done(acceptDesk(offered, bob, at)).state;

describe('a desk is handed over', () => {
  test('the one who offers stays on duty until it is accepted', () => {
    const change = done(offerDesk(fresh, offering, at));
    expect(change.state).toMatchObject({ holder: 'ann', generation: 1, offer: { from: 'ann', to: 'bob', digest } });
    expect(change.entries.map(({ type, actor }) => [type, actor])).toEqual([['desk.hand-over-offered', 'ann']]);
    expect(change.messages).toMatchObject([
      { kind: 'hand-over', tier: 'enterprise', enterprise: 'acme', severity: 'yellow', data: { to: 'bob' } },
    ]);
    expect(held).toMatchObject({ holder: 'bob', heldSince: NOW, offer: null, presenceAt: NOW, generation: 2 });
  });

  test.each([
    [[], 10],
    [[{ severity: 'blue', toxic: false }], 30],
    [
      [
        { severity: 'blue', toxic: false },
        { severity: 'red', toxic: true },
        { severity: 'orange', toxic: false },
      ],
      3,
    ],
  ] as const)('in the time of the gravest open incident %#', (incidents, minutes) => {
    const { state } = done(offerDesk(fresh, offering, { ...at, incidents }));
    expect(deskDeadlines(state)).toEqual([
      { kind: 'hand-over', tier: 'enterprise', name: null, generation: 1, n: 1, dueAt: NOW + minutes * MINUTE },
    ]);
    expect(viewDeskState(state).offer?.due).toBe(new Date(NOW + minutes * MINUTE).toISOString());
  });

  test('only by its people, by the holder, to another of them, once', () => {
    expect(reason(offerDesk(fresh, { ...offering, by: sue }, at))).toBe('not-a-member');
    expect(reason(offerDesk(fresh, { ...offering, to: sue }, at))).toBe('not-a-member');
    expect(reason(offerDesk(fresh, { ...offering, to: ann }, at))).toBe('same-person');
    expect(reason(offerDesk(held, offering, at))).toBe('not-the-holder');
    expect(reason(offerDesk(offered, offering, at))).toBe('already-offered');
  });

  test('accepted by the one it is offered to', () => {
    expect(reason(acceptDesk(fresh, bob, at))).toBe('nothing-offered');
    expect(reason(acceptDesk(offered, ann, at))).toBe('offered-to-another');
  });

  test('a missed offer stands, is told above, is due no more and may be replaced', () => {
    const [due] = deskDeadlines(offered) as [Deadline];
    const { state, entries, messages } = missedAtDesk(offered, due, at);
    expect(state).toMatchObject({ holder: 'ann', offer: { to: 'bob', missed: true } });
    expect(entries[0]?.type).toBe('desk.hand-over-missed');
    expect(messages).toMatchObject([{ tier: 'park', enterprise: null }]);
    expect(deskDeadlines(state)).toEqual([]);
    expect(missedAtDesk(state, due, at).state).toBe(state);
    expect(done(acceptDesk(state, bob, at)).state.holder).toBe('bob');
    expect(done(offerDesk(state, offering, at)).state.offer?.missed).toBe(false);
  });

  test('forced by a supervisor, with a reason', () => {
    const forcing = { desk: members, by: sue, to: ann, reason: 'bob was taken ill' };
    const change = done(forceDesk(held, forcing, at));
    expect(change.state).toMatchObject({ holder: 'ann', offer: null });
    expect(change.entries[0]).toMatchObject({
      ...{ type: 'desk.handed-over', actor: 'sue' },
      data: { from: 'bob', to: 'ann', forced: { by: 'sue', reason: 'bob was taken ill' } },
    });
    expect(change.messages).toHaveLength(1);
    expect(done(forceDesk(offered, forcing, at)).state).toMatchObject({ holder: 'ann', offer: null });
  });

  test('not by others, without a reason, to a stranger or to the holder', () => {
    const forcing = { desk: members, by: sue, to: ann, reason: 'ill' };
    expect(reason(forceDesk(held, { ...forcing, by: user('eng', 'engineer') }, at))).toBe('role-too-low');
    expect(reason(forceDesk(held, { ...forcing, by: user('eva') }, at))).toBe('role-too-low');
    expect(reason(forceDesk(held, { ...forcing, reason: ' ' }, at))).toBe('reason-missing');
    expect(reason(forceDesk(held, { ...forcing, to: sue }, at))).toBe('not-a-member');
    expect(reason(forceDesk(held, { ...forcing, to: bob }, at))).toBe('same-person');
  });
});

test('a desk without members is its tier’s', () => {
  const open = { tier: 'enterprise', members: [] } as const;
  expect([ann, sue].map((one) => isOfDesk({ ...open, members: [] }, one))).toEqual([true, false]);
  expect(isOfDesk(members, user('zoe'))).toBe(false);
  expect(
    [sue, user('adm', 'admin'), user('eva'), user('eng', 'engineer')].map((one) => supervises(one, 'enterprise')),
  ).toEqual([true, true, false, false]);
});

describe('somebody alone by night is asked whether they are there', () => {
  const watched = watchDesk(held, true, at) ?? held;

  test('after the interval, again after each answer, and no more by day', () => {
    const [ask] = deskDeadlines(watched) as [Deadline];
    expect([deadlineName(ask), ask.dueAt - NOW]).toEqual(['presence/enterprise/ask/g1/1', 20 * MINUTE]);
    const asked = missedAtDesk(watched, ask, { ...at, now: ask.dueAt });
    expect(asked.messages).toMatchObject([{ kind: 'presence', tier: 'enterprise', enterprise: 'acme' }]);
    expect(asked.state.generation).toBe(watched.generation);
    const [answer] = deskDeadlines(asked.state) as [Deadline];
    expect([deadlineName(answer), answer.dueAt - ask.dueAt]).toEqual(['presence/enterprise/answer/g1/1', 3 * MINUTE]);
    const there = sayPresent(asked.state, bob, { ...at, now: ask.dueAt + MINUTE });
    expect(there.entries[0]).toMatchObject({ type: 'desk.presence-confirmed', actor: 'bob' });
    expect(there.state).toMatchObject({ presence: null, presenceAt: ask.dueAt + MINUTE });
    expect(deskDeadlines(there.state).map(deadlineName)).toEqual(['presence/enterprise/ask/g1/2']);
    expect(watchDesk(there.state, true, at)).toBeNull();
    const day = watchDesk(there.state, false, at) ?? held;
    expect(deskDeadlines(day)).toEqual([]);
    expect(deskDeadlines(watchDesk(day, true, at) ?? day).map(deadlineName)).toEqual(['presence/enterprise/ask/g1/3']);
  });

  test('no answer is told to the tier above, and they are asked again', () => {
    const asked = missedAtDesk(watched, deskDeadlines(watched)[0] as Deadline, at).state;
    const missed = missedAtDesk(asked, deskDeadlines(asked)[0] as Deadline, at);
    expect(missed.entries[0]?.type).toBe('desk.presence-missed');
    expect(missed.messages).toMatchObject([{ kind: 'presence', tier: 'park', enterprise: null }]);
    expect(deskDeadlines(missed.state).map(deadlineName)).toEqual(['presence/enterprise/ask/g1/2']);
    const top = missedAtDesk(asked, deskDeadlines(asked)[0] as Deadline, { ...at, tiers: ['enterprise'] });
    expect(top.messages).toMatchObject([{ tier: 'enterprise', generation: asked.generation + 1 }]);
  });

  test('what is no longer due does nothing', () => {
    const [ask] = deskDeadlines(watched) as [Deadline];
    expect(missedAtDesk(held, ask, at).entries).toEqual([]);
    expect(missedAtDesk(held, { ...ask, name: 'answer' }, at).entries).toEqual([]);
    expect(sayPresent(held, bob, at).state.askAt).toBeNull();
  });
});
