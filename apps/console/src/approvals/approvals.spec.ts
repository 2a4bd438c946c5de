import type { ApprovalView } from '@cofferdam/domain';
import { WORDS } from '../language/words';
import { parameterText } from './parameter-text';
import { countFor, mayAnswer, parametersOf, waitingOf } from './approvals';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();

const anApproval = (given: Partial<ApprovalView> = {}): ApprovalView => ({
  ...{ id: 'p1', class: 'actual', drill: null, park: 'demo', act: 'shelve', subject: { kind: 'alarm', id: 'a1' } },
  ...{ incident: null, enterprise: null, severity: 'yellow', toxic: false, seen: 1, body: {}, reason: 'r' },
  ...{ requestedBy: 'li', requestedAt: at(-1), needs: { roles: ['park', 'basin'], tier: 'park' }, state: 'PENDING' },
  ...{ expiresAt: at(5), answeredBy: null, answeredAt: null, note: null, review: null, generation: 1, version: 1 },
  ...given,
});
const user = (username: string, role: 'park' | 'enterprise') => ({ username, role, parks: ['demo'] });

test('whoever has least time comes first; what is over is gone', () => {
  const all = [
    anApproval({ id: 'late', expiresAt: at(9) }),
    anApproval({ id: 'soon', expiresAt: at(1) }),
    anApproval({ id: 'over', expiresAt: at(-1) }),
    anApproval({ id: 'other', park: 'other' }),
    anApproval({ id: 'done', state: 'CONFIRMED' }),
  ];
  expect(waitingOf(all, 'demo', NOW).pending.map(({ id }) => id)).toEqual(['soon', 'late']);
  expect(waitingOf(all, null, NOW).pending.map(({ id }) => id)).toEqual(['soon', 'other', 'late']);
});

test('broken glasses wait until somebody has looked, also when that is late', () => {
  const broken = { state: 'CONFIRMED', review: { dueAt: at(-60), n: 2, by: null, at: null } } as const;
  const all = [
    anApproval({ id: 'broken', ...broken }),
    anApproval({ id: 'seen', ...broken, review: { ...broken.review, by: 'wu', at: at(-5) } }),
  ];
  const { pending, toReview } = waitingOf(all, null, NOW);
  expect([pending, toReview.map(({ id }) => id)]).toEqual([[], ['broken']]);
});

test('one’s own is for somebody else; others need the role', () => {
  expect(mayAnswer(anApproval(), user('li', 'park'))).toBe('own');
  expect(mayAnswer(anApproval(), user('wu', 'park'))).toBe('answer');
  expect(mayAnswer(anApproval(), user('wu', 'enterprise'))).toBe('no');
  const waiting = { pending: [anApproval(), anApproval({ requestedBy: 'wu' })], toReview: [anApproval()] };
  expect(countFor(waiting, user('wu', 'park'))).toBe(2);
  expect(countFor(waiting, user('wu', 'enterprise'))).toBe(0);
});

test('parameters are told flat; the reason has its own place', () => {
  expect(parametersOf({ minutes: 30, kind: 'timed', reason: 'r', evidence: [{ text: 'x' }], note: '' })).toEqual([
    ['minutes', 30],
    ['kind', 'timed'],
  ]);
  expect([parametersOf(null), parametersOf('x')]).toEqual([[], []]);
});

test.each([
  ['minutes', 45, '45 minutes'],
  ['minutes', 2880, '2 days'],
  ['kind', 'one-shot', 'also ends when normal'],
  ['workOrder', 'WO 1', 'work order: WO 1'],
  ['measure', 'no-such', 'no-such'],
  ['inflow', 12, 'inflow, m³/h: 12'],
] as const)('%s %s is said as %s', (name, value, text) => {
  expect(parameterText(name, value, WORDS.en)).toBe(text);
});
