import fc from 'fast-check';
import type { Deadline } from '../escalation/deadline';
import { LIVE } from '../timeline/timeline';
import type { User } from '../user/role';
import {
  type AnswerOutcome,
  type Approval,
  approvalDeadlines,
  type ApprovalRequest,
  breakGlass,
  confirmApproval,
  expire,
  refuseApproval,
  requestApproval,
  reviewApproval,
  reviewDue,
  viewApproval,
} from './index';

const NOW = Date.parse('2026-11-24T20:30:00+08:00');
const EXPIRES = NOW + 300_000;
const user = (username: string, role: User['role'], parks = ['east']): User => ({ username, role, parks });
const pan = user('pan', 'park');
const bas = user('bas', 'basin');
const request: ApprovalRequest = {
  ...{ id: 'a1', ...LIVE, park: 'east', act: 'start-measure', subject: { kind: 'incident', id: 'i1' }, incident: 'i1' },
  ...{ enterprise: null, severity: 'orange', toxic: false, seen: 3, body: { measure: 'close-gate' }, reason: 'spill' },
  ...{ requestedBy: 'pan', needs: { roles: ['park', 'basin'], tier: 'park' } },
};
const pending = requestApproval(request, NOW, EXPIRES).approval;
const broken = breakGlass(request, NOW, 'Asia/Shanghai').approval;

const reasonOf = (outcome: AnswerOutcome): string => (outcome.effect === 'refused' ? outcome.reason : outcome.effect);
const done = (outcome: AnswerOutcome): Approval => {
  if (outcome.effect === 'refused') throw new Error(outcome.reason);
  return outcome.approval;
};

const reviewOf = (approval: Approval): Deadline => {
  const [due] = approvalDeadlines(approval);
  if (due?.kind !== 'review') throw new Error('no review is due');
  return due;
};

test('asking pages the tier that has to answer, once, and sets the time', () => {
  const { approval, entries, messages } = requestApproval(request, NOW, EXPIRES);
  expect(entries).toMatchObject([{ type: 'approval.requested', actor: 'pan', data: viewApproval(approval) }]);
  expect(messages).toMatchObject([{ kind: 'approve', tier: 'park', owner: { kind: 'approval', id: 'a1' }, n: 1 }]);
  expect(approvalDeadlines(approval)).toEqual([
    { kind: 'approve', tier: 'park', name: null, generation: 1, n: 1, dueAt: EXPIRES },
  ]);
});

test.each([
  ['another of the roles', bas, NOW, 'done'],
  ['the one who asked', pan, NOW, 'same-person'],
  ['another role', user('uli', 'unit'), NOW, 'role-too-low'],
  ['the role in another park', user('wei', 'park', ['west']), NOW, 'role-too-low'],
  ['the role in all parks', user('all', 'park', ['*']), NOW, 'done'],
  ['somebody too late', bas, EXPIRES, 'too-late'],
])('confirmed by %s', (_, by, at, result) => {
  expect(reasonOf(confirmApproval(pending, by, at))).toBe(result);
});

test('refused by a second person, or taken back by the one who asked', () => {
  for (const by of [bas, pan]) {
    const outcome = refuseApproval(pending, by, 'wrong gate', NOW + 1);
    expect(outcome).toMatchObject({
      approval: { state: 'REFUSED', answeredBy: by.username, note: 'wrong gate', generation: 2, version: 2 },
      entries: [{ type: 'approval.refused' }],
    });
  }
  expect(reasonOf(refuseApproval(pending, user('uli', 'unit'), 'no', NOW))).toBe('role-too-low');
});

test('over is over: answered, refused and expired ones take no answer and have no deadline', () => {
  const over = [done(confirmApproval(pending, bas, NOW)), done(refuseApproval(pending, bas, 'no', NOW))];
  for (const approval of [...over, expire(pending, EXPIRES).approval]) {
    expect(reasonOf(confirmApproval(approval, bas, NOW))).toBe('wrong-state');
    expect(reasonOf(refuseApproval(approval, bas, 'no', NOW))).toBe('wrong-state');
    expect(reasonOf(reviewApproval(approval, bas, 'seen', NOW))).toBe('wrong-state');
    expect(approvalDeadlines(approval)).toEqual([]);
  }
});

test('expiring is told to those who were paged', () => {
  const { approval, entries, messages } = expire(pending, EXPIRES);
  expect(approval.state).toBe('EXPIRED');
  expect(entries).toMatchObject([{ type: 'approval.expired', actor: 'system' }]);
  expect(messages).toMatchObject([{ kind: 'end', tier: 'park' }]);
});

describe('a broken glass', () => {
  test('is looked at by nine on the next day, park time', () => {
    expect(approvalDeadlines(broken)).toMatchObject([
      { kind: 'review', n: 1, dueAt: Date.parse('2026-11-25T09:00+08:00') },
    ]);
    expect(breakGlass(request, NOW, 'Asia/Shanghai').entries).toMatchObject([{ type: 'approval.glass-broken' }]);
  });

  test('not by the one who broke it', () => {
    expect(reasonOf(reviewApproval(broken, pan, 'fine', NOW))).toBe('same-person');
    const seen = done(reviewApproval(broken, bas, 'right so', NOW + 5));
    expect(seen).toMatchObject({ review: { by: 'bas', at: NOW + 5 }, note: 'right so', state: 'CONFIRMED' });
    expect(approvalDeadlines(seen)).toEqual([]);
    expect(reasonOf(reviewApproval(seen, bas, 'again', NOW + 6))).toBe('wrong-state');
    expect(reviewDue(seen, NOW + 6)).toMatchObject({ approval: seen, entries: [], messages: [] });
  });

  test('comes back every day until somebody has, without days that were missed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400_000_000 }), { maxLength: 20 }), (delays) => {
        let approval = broken;
        for (const delay of delays) {
          const before = reviewOf(approval);
          approval = reviewDue(approval, before.dueAt + delay).approval;
          const after = reviewOf(approval);
          expect(after.dueAt).toBeGreaterThan(before.dueAt + delay);
          expect((after.dueAt - before.dueAt) % 86_400_000).toBe(0);
          expect(after.n).toBe(before.n + 1);
        }
      }),
    );
  });
});
