import {
  type Alarm,
  type AlarmActContext,
  DEFAULT_POLICY,
  outOfService as takeOut,
  resetLatch,
  type Role,
  ROLES,
  shelve,
} from '@cofferdam/domain';
import { anAlarm } from '../alarms/builders';
import { LATCH_ROLES, offered, SERVICE_ROLES, SHELVE_AT_MOST, SHELVING_ROLES, shelvingTerms } from './alarm-act';

const overlay = { by: 'li', at: '2026-11-24T07:00:00Z', reason: 'r', until: '2026-11-24T09:00:00Z', approver: null };
const shelved = { ...overlay, kind: 'timed' as const };
const outOfService = { ...overlay, workOrder: 'WO 1', deputy: 'samples by hand' };

/** Whom the domain does not turn away for their role. */
function rolesOf(act: (alarm: Alarm, context: AlarmActContext) => { readonly effect: string }): Role[] {
  const alarm = { ...anAlarm(), phase: 'abnormal' } as unknown as Alarm;
  return ROLES.filter((role) => {
    const actor = { username: 'li', role, parks: ['*'] };
    const outcome = act(alarm, { actor, approver: null, now: 0, policy: DEFAULT_POLICY, tier: 'unit' });
    return !('reason' in outcome && outcome.reason === 'role-too-low');
  });
}

test('the page offers to whom the service grants', () => {
  const minutes = 10;
  expect(rolesOf((alarm, by) => shelve(alarm, { minutes, kind: 'timed', reason: 'r' }, by))).toEqual(SHELVING_ROLES);
  const out = { workOrder: 'WO 1', deputy: 'by hand', minutes, reason: 'r' };
  expect(rolesOf((alarm, by) => takeOut(alarm, out, by)).sort()).toEqual([...SERVICE_ROLES].sort());
  expect(rolesOf((alarm, by) => resetLatch(alarm, { fieldCheck: 'dry' }, by))).toEqual(LATCH_ROLES);
  expect(SHELVE_AT_MOST).toEqual(DEFAULT_POLICY.shelve);
});

test.each([
  ['unit', { most: 30, secondPerson: false }],
  ['enterprise', { most: 120, secondPerson: false }],
  ['park', { most: 480, secondPerson: true }],
  ['basin', { most: 480, secondPerson: true }],
  ['admin', { most: 480, secondPerson: true }],
  ['engineer', { forbidden: 'role' }],
  ['auditor', { forbidden: 'role' }],
] as const)('%s shelves on its terms', (role, terms) => {
  expect(shelvingTerms(anAlarm(), 'enterprise', role)).toEqual(terms);
});

test('never red, never toxic, never at the park’s own outlets or the river', () => {
  expect(shelvingTerms(anAlarm({ severity: 'red' }), 'unit', 'park')).toEqual({ forbidden: 'red' });
  expect(shelvingTerms(anAlarm({ toxic: true }), 'unit', 'park')).toEqual({ forbidden: 'toxic' });
  for (const tier of ['park', 'basin'] as const) {
    expect(shelvingTerms(anAlarm(), tier, 'park')).toEqual({ forbidden: 'park' });
  }
  expect(shelvingTerms(anAlarm(), null, 'unit', { ...SHELVE_AT_MOST, unit: 7 })).toMatchObject({ most: 7 });
});

test('only what can be done is offered', () => {
  expect(offered(anAlarm(), 'park')).toEqual(['shelve', 'takeOut']);
  expect(offered(anAlarm({ shelved, state: 'SHLVD' }), 'unit')).toEqual(['unshelve']);
  expect(offered(anAlarm({ outOfService, state: 'OOSRV' }), 'engineer')).toEqual(['putBack']);
  expect(offered(anAlarm({ latched: true }), 'park')).not.toContain('resetLatch');
  expect(offered(anAlarm({ latched: true, active: false }), 'park')).toContain('resetLatch');
  expect(offered(anAlarm({ latched: true, active: false }), 'unit')).not.toContain('resetLatch');
  expect(offered(anAlarm({ open: false, state: 'NORM', active: false }), 'admin')).toEqual([]);
  for (const role of ROLES) expect(offered(anAlarm(), role).includes('unshelve')).toBe(false);
});
