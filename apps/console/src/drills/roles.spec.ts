import type { Role } from '@cofferdam/domain';
import { aDrill } from './builders';
import { actsFor, mayEnterDrills, mayObserve, takesPart } from './roles';

const user = (username: string, role: Role) => ({ username, role, parks: ['*'] });
const planned = aDrill({ state: 'planned', approvals: [] });

test('two persons approve, neither has planned it, and nobody does it twice', () => {
  expect(actsFor(planned, user('park-night', 'park'))).toEqual(['approve']);
  expect(actsFor(planned, user('director-desk', 'director'))).not.toContain('approve');
  const once = aDrill({ state: 'planned', approvals: [{ by: 'park-night', at: '' }] });
  expect(actsFor(once, user('park-night', 'park'))).toEqual([]);
  expect(actsFor(once, user('supervisor', 'basin'))).toEqual(['approve']);
  expect(actsFor(planned, user('enterprise-desk', 'enterprise'))).toEqual([]);
});

test.each([
  ['approved', 'arm'],
  ['armed', 'start'],
  ['running', 'correct'],
  ['paused', 'resume'],
  ['ended', 'evaluate'],
  ['evaluated', 'report'],
] as const)('a drill that is %s is offered to a director to %s', (state, act) => {
  expect(actsFor(aDrill({ state }), user('somebody', 'director'))[0]).toBe(act);
  expect(actsFor(aDrill({ state }), user('park-desk', 'park'))).toEqual([]);
});

test('a controller drives what a director has started; evaluators finish', () => {
  const drill = aDrill({ controllers: ['park-night'] });
  expect(actsFor(drill, user('park-night', 'park'))).toContain('correct');
  expect(actsFor({ ...drill, state: 'approved' }, user('park-night', 'park'))).toEqual(['abort']);
  expect(actsFor({ ...drill, state: 'ended' }, user('auditor-desk', 'auditor'))).toEqual(['evaluate', 'note']);
  expect(actsFor(drill, user('auditor-desk', 'auditor'))).toEqual(['note']);
});

test('whoever takes part has a door, and so has whoever approves or reads the records', () => {
  const [drill] = [aDrill()];
  expect([takesPart(drill, 'park-desk'), takesPart(drill, 'auditor-desk'), takesPart(drill, 'pan')]).toEqual([
    ...[true, true, false],
  ]);
  expect(mayEnterDrills('enterprise', [drill], 'enterprise-desk')).toBe(true);
  expect(mayEnterDrills('enterprise', [drill], 'enterprise-night')).toBe(false);
  expect(mayEnterDrills('auditor', [], 'auditor-desk')).toBe(true);
  expect(mayObserve(drill, user('auditor-desk', 'auditor'))).toBe(true);
  expect(mayObserve(drill, user('park-desk', 'park'))).toBe(false);
});
