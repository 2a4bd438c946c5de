import type { Tier } from '../tier/tier';
import { acknowledge } from './acknowledge';
import { type Alarm, alarmState } from './alarm';
import { anAlarm, by, normal, OUT, seen, SHELVE, user } from './axes.fixture';
import { done, type Exercise, type Exercises, MIN, out, shelved, types } from './exercise.fixture';
import { judgeFalse } from './judge-false';
import { resetLatch } from './latch';
import { T0 } from './merge.fixture';
import { outOfService, returnToService } from './out-of-service';
import { shelve, unshelve } from './shelve';

const shelving = (kind: 'timed' | 'one-shot'): Exercise => {
  const request = { ...SHELVE, kind };
  const refused = (more: Partial<Alarm>, tier: Tier = 'enterprise') =>
    shelve(anAlarm(more), request, by('unit', { tier }));
  return {
    done: () => {
      const outcome = shelve(anAlarm(), request, by('unit'));
      expect(types(outcome)).toEqual(['alarm.shelved']);
      const overlay = { by: 'unit', at: T0, until: T0 + 20 * MIN, reason: SHELVE.reason, approver: null, kind };
      expect(done(outcome)).toMatchObject({ shelved: overlay, acknowledged: null, generation: 2, version: 2 });
      expect(alarmState(done(outcome))).toBe('SHLVD');
      const again = shelve(done(outcome), request, by('enterprise'));
      expect(again).toEqual({ effect: 'none', by: 'unit', at: T0 });
      const asked = shelve(anAlarm(), { ...request, minutes: 480 }, by('park'));
      expect(asked).toEqual({ effect: 'approval', needs: { roles: ['park', 'basin', 'admin'], tier: 'park' } });
      const both = by('admin', { approver: user('basin') });
      expect(done(shelve(anAlarm(), { ...request, minutes: 480 }, both)).shelved).toMatchObject({ approver: 'basin' });
    },
    refused: {
      'role-too-low': () => shelve(anAlarm(), request, by('auditor')),
      'not-open': () => refused(normal),
      toxic: () => refused({ toxic: true }),
      'too-grave': () => refused({ severity: 'red' }),
      'tier-too-high': () => refused({}, 'park'),
      'no-duration': () => shelve(anAlarm(), { ...request, minutes: 0 }, by('unit')),
      'too-long': () => shelve(anAlarm(), { ...request, minutes: 121 }, by('enterprise')),
      'reason-missing': () => shelve(anAlarm(), { ...request, reason: ' ' }, by('unit')),
      'same-person': () => shelve(anAlarm(), request, by('park', { approver: user('park') })),
      ...(kind === 'one-shot' && { 'not-active': () => refused({ ...normal, acknowledged: null }) }),
    },
  };
};

/** What people do. */
export const BY_PEOPLE: Exercises = {
  acknowledge: {
    done: () => {
      const outcome = acknowledge(shelved(), { by: 'li', at: T0, note: null });
      expect(outcome).toMatchObject({ effect: 'acknowledged', alarm: { acknowledged: { by: 'li' } } });
      expect(outcome.effect === 'acknowledged' && alarmState(outcome.alarm)).toBe('SHLVD');
    },
    refused: { 'changed-since': () => acknowledge(anAlarm(), { by: 'li', at: T0, note: null, generation: 0 }) },
  },
  'acknowledge again': {
    done: () => {
      const outcome = acknowledge(anAlarm(normal), { by: 'wu', at: T0 + 9, note: null });
      expect(outcome).toEqual({ effect: 'none', by: 'li', at: T0 });
    },
  },
  shelve: shelving('timed'),
  'shelve one-shot': shelving('one-shot'),
  unshelve: {
    done: () => {
      const acked = { ...shelved(), acknowledged: seen };
      const outcome = unshelve(acked, by('enterprise'));
      expect(types(outcome)).toEqual(['alarm.unshelved']);
      expect(alarmState(done(outcome))).toBe('UNACK');
      expect(alarmState(done(unshelve({ ...acked, ...normal }, by('unit'))))).toBe('NORM');
      expect(unshelve(anAlarm(), by('unit'))).toEqual({ effect: 'none', by: null, at: null });
      // Removing one overlay never removes another.
      expect(alarmState(done(unshelve({ ...out(), shelved: acked.shelved }, by('unit'))))).toBe('OOSRV');
    },
    refused: { 'role-too-low': () => unshelve(shelved(), by('engineer')) },
  },
  'out of service': {
    done: () => {
      const outcome = outOfService(anAlarm(), OUT, by('engineer'));
      expect(types(outcome)).toEqual(['alarm.out-of-service']);
      expect(done(outcome).outOfService).toMatchObject({
        workOrder: 'WO-7',
        deputy: OUT.deputy,
        until: T0 + 600 * MIN,
      });
      expect(alarmState(done(outcome))).toBe('OOSRV');
      expect(outOfService(done(outcome), OUT, by('park'))).toMatchObject({ effect: 'none', by: 'engineer' });
      const toxic = anAlarm({ toxic: true });
      expect(outOfService(toxic, OUT, by('engineer'))).toMatchObject({
        effect: 'approval',
        needs: { tier: 'enterprise' },
      });
      const park = by('enterprise', { tier: 'park' });
      expect(outOfService(anAlarm(), OUT, park)).toMatchObject({ effect: 'approval', needs: { tier: 'park' } });
      expect(outOfService(anAlarm(), OUT, { ...park, approver: user('unit') })).toMatchObject({
        reason: 'role-too-low',
      });
      expect(done(outOfService(anAlarm(), OUT, { ...park, approver: user('park') })).outOfService?.approver).toBe(
        'park',
      );
    },
    refused: {
      'role-too-low': () => outOfService(anAlarm(), OUT, by('unit')),
      'not-open': () => outOfService(anAlarm(normal), OUT, by('engineer')),
      'work-order-missing': () => outOfService(anAlarm(), { ...OUT, workOrder: '' }, by('engineer')),
      'deputy-missing': () => outOfService(anAlarm(), { ...OUT, deputy: '' }, by('engineer')),
      'reason-missing': () => outOfService(anAlarm(), { ...OUT, reason: '' }, by('engineer')),
      'no-duration': () => outOfService(anAlarm(), { ...OUT, minutes: Number.NaN }, by('engineer')),
      'too-long': () => outOfService(anAlarm(), { ...OUT, minutes: 10_081 }, by('engineer')),
      'same-person': () => outOfService(anAlarm({ toxic: true }), OUT, by('park', { approver: user('park') })),
    },
  },
  'return to service': {
    done: () => {
      const outcome = returnToService(out(), by('engineer'));
      expect(types(outcome)).toEqual(['alarm.returned-to-service']);
      expect(alarmState(done(outcome))).toBe('UNACK');
      expect(returnToService(anAlarm(), by('park')).effect).toBe('none');
    },
    refused: { 'role-too-low': () => returnToService(out(), by('unit')) },
  },
  'reset latch': {
    done: () => {
      const outcome = resetLatch(anAlarm({ ...normal, latched: true }), { fieldCheck: 'dry' }, by('enterprise'));
      expect(outcome).toMatchObject({ entries: [{ type: 'alarm.latch-reset', data: { fieldCheck: 'dry' } }] });
      expect(alarmState(done(outcome))).toBe('NORM');
      const unseen = anAlarm({ ...normal, acknowledged: null, latched: true });
      expect(alarmState(done(resetLatch(unseen, { fieldCheck: 'dry' }, by('park'))))).toBe('RTNUN');
      expect(resetLatch(anAlarm(normal), { fieldCheck: 'dry' }, by('park')).effect).toBe('none');
    },
    refused: {
      'role-too-low': () => resetLatch(anAlarm({ ...normal, latched: true }), { fieldCheck: 'dry' }, by('unit')),
      'still-active': () => resetLatch(anAlarm({ latched: true }), { fieldCheck: 'dry' }, by('park')),
      'field-check-missing': () => resetLatch(anAlarm({ ...normal, latched: true }), { fieldCheck: '' }, by('park')),
    },
  },
  'judge false': {
    done: () => {
      const outcome = judgeFalse(anAlarm({ latched: true }), { by: 'li', approver: 'wu', reason: 'probe' }, T0);
      expect(outcome).toMatchObject({
        entries: [{ type: 'alarm.judged-false', data: { approver: 'wu', reason: 'probe' } }],
      });
      expect(done(outcome)).toMatchObject({
        falseEpisode: 1,
        latched: false,
        acknowledged: { by: 'li', note: 'probe' },
      });
      expect(judgeFalse(done(outcome), { by: 'x', approver: 'y', reason: 'z' }, T0)).toMatchObject({
        effect: 'none',
        by: 'li',
      });
      const hidden = { ...done(outcome), shelved: shelved().shelved };
      expect(done(unshelve(hidden, by('unit'))).acknowledged).not.toBeNull();
    },
    refused: {
      'same-person': () => judgeFalse(anAlarm(), { by: 'li', approver: 'li', reason: 'probe' }, T0),
      'reason-missing': () => judgeFalse(anAlarm(), { by: 'li', approver: 'wu', reason: '' }, T0),
    },
  },
};
