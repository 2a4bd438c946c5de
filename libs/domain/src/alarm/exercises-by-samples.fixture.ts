import { type Alarm, alarmState } from './alarm';
import { anAlarm, by, normal, RULE, seen, SHELVE } from './axes.fixture';
import { back, done, type Exercises, hear, MIN, out, red, shelved, suppressed, types } from './exercise.fixture';
import { judgeFalse } from './judge-false';
import { condition, deliver, order, T0 } from './merge.fixture';
import { endOverlay, liftUnknown } from './overlay';
import { shelve } from './shelve';
import { suppress, unsuppress } from './suppress';

/** What words of the engine, rules of the park and the clock do. */
export const BY_SAMPLES_AND_TIME: Exercises = {
  raise: {
    done: () => {
      const [plain, toxic, own] = [{}, { latching: true }, { latching: true, ruleKind: 'system' }].map(
        (more) => deliver([condition(more)]).known.alarm,
      );
      expect(alarmState(plain as Alarm)).toBe('UNACK');
      expect([plain, toxic, own].map((alarm) => alarm?.latched)).toEqual([false, true, false]);
    },
  },
  'return unacknowledged': {
    done: () => {
      const { alarm, told } = hear(anAlarm(), back);
      expect([alarmState(alarm), told]).toEqual(['RTNUN', ['alarm.returned']]);
    },
  },
  'return acknowledged': {
    done: () => expect(alarmState(hear(anAlarm({ acknowledged: seen }), back).alarm)).toBe('NORM'),
  },
  'return latched': {
    done: () => {
      expect(alarmState(hear(anAlarm({ latched: true, acknowledged: seen }), back).alarm)).toBe('ACKED');
      expect(alarmState(hear(anAlarm({ latched: true }), back).alarm)).toBe('UNACK');
    },
  },
  'severity rises': {
    done: () => {
      const { alarm, told } = hear(anAlarm({ acknowledged: seen }), red);
      expect(alarm).toMatchObject({ acknowledged: null, generation: 2 });
      expect(told).toEqual(['alarm.changed']);
      // Heard of only when it is over: nobody has seen that it was red.
      expect(alarmState(hear(anAlarm({ acknowledged: seen }), { ...back, severityMax: 'red' }).alarm)).toBe('RTNUN');
    },
  },
  'breach again': {
    done: () => {
      const returned = hear(anAlarm(), back).alarm;
      const { alarm } = hear(returned, { episode: 2, order: order(3) });
      expect(alarm).toMatchObject({ id: returned.id, occurrences: 2, acknowledged: null, phase: 'abnormal' });
    },
  },
  'breach while judged false': {
    done: () => {
      const judged = done(
        judgeFalse(anAlarm({ severityMax: 'orange' }), { by: 'li', approver: 'wu', reason: 'r' }, T0),
      );
      const orange = { severity: 'orange', severityMax: 'orange' } as const;
      expect(alarmState(hear(judged, { ...orange, latching: true }).alarm)).toBe('ACKED');
      expect(alarmState(hear(judged, back).alarm)).toBe('NORM');
      expect(alarmState(hear(judged, { ...red, latching: true }).alarm)).toBe('UNACK');
      expect(hear(judged, { ...red, latching: true }).alarm).toMatchObject({ falseEpisode: null, latched: true });
      expect(alarmState(hear(judged, { episode: 2 }).alarm)).toBe('UNACK');
    },
  },
  'one-shot ends': {
    done: () => {
      const once = done(shelve(anAlarm(), { ...SHELVE, kind: 'one-shot' }, by('unit')));
      const { alarm, told } = hear(once, back);
      expect(told).toEqual(['alarm.returned', 'alarm.unshelved']);
      expect(alarmState(alarm)).toBe('RTNUN');
      expect(alarmState(hear(shelved(), back).alarm)).toBe('SHLVD');
    },
  },
  'turns red': {
    done: () => {
      expect(hear(shelved(), red)).toMatchObject({
        told: ['alarm.changed', 'alarm.unshelved'],
        alarm: { shelved: null },
      });
      expect(alarmState(hear(suppressed(), red).alarm)).toBe('UNACK');
      expect(alarmState(hear(out(), red).alarm)).toBe('OOSRV');
    },
  },
  suppress: {
    done: () => {
      const outcome = suppress(anAlarm(), RULE, T0);
      expect(outcome).toMatchObject({ entries: [{ type: 'alarm.suppressed', actor: 'system' }] });
      expect(done(outcome).suppressed).toMatchObject({ rule: 'follows', by: 'wu', until: T0 + 480 * MIN });
      expect(alarmState(done(outcome))).toBe('DSUPR');
      expect(suppress(done(outcome), RULE, T0 + 1)).toEqual({ effect: 'none', by: 'wu', at: T0 });
    },
    refused: {
      'not-approved': () => suppress(anAlarm(), { ...RULE, approver: 'chen' }, T0),
      'not-listed': () => suppress(anAlarm({ rule: 'other' }), RULE, T0),
      'not-open': () => suppress(anAlarm(normal), RULE, T0),
      toxic: () => suppress(anAlarm({ toxic: true }), RULE, T0),
      'too-grave': () => suppress(anAlarm({ severity: 'red' }), RULE, T0),
    },
  },
  unsuppress: {
    done: () => {
      const outcome = unsuppress(suppressed(), T0);
      expect(types(outcome)).toEqual(['alarm.unsuppressed']);
      expect(alarmState(done(outcome))).toBe('UNACK');
      expect(unsuppress(anAlarm(), T0).effect).toBe('none');
    },
  },
  'overlay ends': {
    done: () => {
      const alarm = { ...shelved(), acknowledged: seen };
      expect(endOverlay(alarm, 'shelved', T0 + 20 * MIN - 1).effect).toBe('none');
      const outcome = endOverlay(alarm, 'shelved', T0 + 20 * MIN);
      expect(outcome).toMatchObject({ entries: [{ type: 'alarm.unshelved', actor: 'system', data: { why: 'time' } }] });
      expect(alarmState(done(outcome))).toBe('UNACK');
      expect(endOverlay(alarm, 'outOfService', T0 + 1e12).effect).toBe('none');
      expect(alarmState(done(endOverlay(suppressed(), 'suppressed', T0 + 1e12)))).toBe('UNACK');
    },
  },
  'overlay unknown': {
    done: () => {
      const unreadable = { ...shelved().shelved, until: null } as unknown as Alarm['shelved'];
      const alarm = { ...out(), shelved: unreadable };
      const outcome = liftUnknown(alarm, T0);
      expect(types(outcome)).toEqual(['alarm.unshelved']);
      expect(alarmState(done(outcome))).toBe('OOSRV');
      expect(types(liftUnknown(alarm, T0 + 1e12))).toEqual(['alarm.unshelved', 'alarm.returned-to-service']);
      expect(done(liftUnknown(alarm, T0 + 1e12))).toMatchObject({
        version: alarm.version + 2,
        shelved: null,
        outOfService: null,
      });
      expect(liftUnknown(out(), T0).effect).toBe('none');
      // Words of the engine still go through while it has not been lifted.
      expect(hear(alarm, red).alarm.severity).toBe('red');
    },
  },
};
