import type { Alarm, AlarmView } from '@cofferdam/domain';
import { Deadlines } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const MINUTE = 60_000;
const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const why = ({ status, body }: Reply): unknown[] => [status, body['reason']];
const alarmOf = ({ body }: Reply): AlarmView => body['alarm'] as AlarmView;
const tag = (generation: number) => ({ 'if-match': `"g${generation}"` });
const act = (who: string, { id, generation }: Pick<Alarm, 'id' | 'generation'>, verb: string, body: object = {}) =>
  station.post(who, `/alarms/${id}/${verb}`, body, tag(generation));
/** Not at the park's own outlet, so that it may be shelved. */
const SHELVE = { minutes: 20, reason: 'probe is being cleaned' };
const SERVICE = { workOrder: 'WO-7', deputy: 'grab sample every hour', minutes: 600, reason: 'new pump' };
const pendingOf = async ({ id }: Pick<Alarm, 'id'>) =>
  station.records.transaction((tx) => station.app.get(Deadlines).pendingOf(tx, { kind: 'alarm', id }));
const told = async ({ id }: Pick<Alarm, 'id'>): Promise<string[]> => {
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  const { body } = await station.get('ada', '/journal?limit=1000');
  const events = body['items'] as { type: string; data: { id?: string } }[];
  return events.filter(({ data }) => data.id === id).map(({ type }) => type);
};

describe('shelving', () => {
  test('hides it for a time with an owner, a reason and an end, and takes it off again', async () => {
    const alarm = await station.raise({ acknowledged: { by: 'uli', at: 1, note: null } });
    const before = Date.now();
    const shelved = await act('uli', alarm, 'shelve', SHELVE);
    expect([shelved.status, shelved.headers.get('etag')]).toEqual([200, '"g2"']);
    expect(shelved.body).toMatchObject({ effect: 'done', by: 'uli' });
    expect(alarmOf(shelved)).toMatchObject({
      ...{ state: 'SHLVD', open: true, active: true },
      shelved: { by: 'uli', reason: SHELVE.reason, kind: 'timed', approver: null },
    });
    const [deadline] = await pendingOf(alarm);
    expect(deadline).toMatchObject({ kind: 'overlay', name: 'shelved', state: 'PENDING' });
    expect(Math.abs((deadline?.dueAt ?? 0) - before - 20 * MINUTE)).toBeLessThan(5_000);
    const again = await act('ent', alarmOf(shelved), 'shelve', SHELVE);
    expect(again.body).toMatchObject({ effect: 'none', by: 'uli' });
    const off = await station.post('ent', `/alarms/${alarm.id}/unshelve`);
    expect(alarmOf(off)).toMatchObject({ state: 'UNACK', shelved: null, acknowledged: null });
    expect(await pendingOf(alarm)).toEqual([]);
    expect((await station.post('ent', `/alarms/${alarm.id}/unshelve`)).body).toMatchObject({
      effect: 'none',
      by: null,
    });
    expect(await told(alarm)).toEqual(['alarm.raised', 'alarm.shelved', 'alarm.unshelved']);
  });

  test.each([
    ['red', { severity: 'red' } as const, 'uli', SHELVE, 409, 'too-grave'],
    ['toxic', { toxic: true }, 'uli', SHELVE, 409, 'toxic'],
    ['at the park’s own outlet', { outlet: 'plant' }, 'uli', SHELVE, 409, 'tier-too-high'],
    ['longer than the role may', {}, 'uli', { ...SHELVE, minutes: 31 }, 409, 'too-long'],
    ['by a role without a desk', {}, 'eng', SHELVE, 403, undefined],
  ])('not %s', async (_, more, who, body, status, reason) => {
    const alarm = await station.raise(more);
    expect(why(await act(who, alarm, 'shelve', body))).toEqual([status, reason]);
    expect((await station.get('ada', `/alarms/${alarm.id}`)).body).toMatchObject({ shelved: null, version: 1 });
  });

  test('is listed: what nobody is paged for', async () => {
    const alarm = await station.raise();
    await act('uli', alarm, 'shelve', SHELVE);
    const out = await station.raise();
    await act('eng', out, 'out-of-service', SERVICE);
    const ids = async (overlay: string) => {
      const { body } = await station.get('pan', `/alarms?overlay=${overlay}`);
      return (body['items'] as AlarmView[]).map(({ id }) => id);
    };
    expect(await ids('shelved')).toContain(alarm.id);
    expect(await ids('shelved')).not.toContain(out.id);
    expect(await ids('out-of-service')).toEqual([out.id]);
    expect(await ids('suppressed')).toEqual([]);
    expect((await station.get('pan', '/alarms?overlay=other')).status).toBe(400);
  });
});

describe('out of service', () => {
  test('under a work order, and back', async () => {
    const alarm = await station.raise();
    const out = await act('eng', alarm, 'out-of-service', SERVICE);
    expect(alarmOf(out)).toMatchObject({
      state: 'OOSRV',
      outOfService: { by: 'eng', workOrder: 'WO-7', approver: null },
    });
    expect(await pendingOf(alarm)).toMatchObject([{ kind: 'overlay', name: 'outOfService' }]);
    expect(why(await station.post('uli', `/alarms/${alarm.id}/return-to-service`))).toEqual([403, 'role-too-low']);
    const back = await station.post('eng', `/alarms/${alarm.id}/return-to-service`);
    expect(alarmOf(back)).toMatchObject({ state: 'UNACK', outOfService: null });
    expect(await told(alarm)).toEqual(['alarm.raised', 'alarm.out-of-service', 'alarm.returned-to-service']);
  });

  test('not by everybody, and no longer than a week', async () => {
    const alarm = await station.raise();
    expect(why(await act('uli', alarm, 'out-of-service', SERVICE))).toEqual([403, 'role-too-low']);
    expect(why(await act('aud', alarm, 'out-of-service', SERVICE))).toEqual([403, 'role-too-low']);
    expect((await act('eng', alarm, 'out-of-service', { ...SERVICE, minutes: 10_081 })).status).toBe(400);
    expect((await act('eng', alarm, 'out-of-service', { ...SERVICE, workOrder: ' ' })).status).toBe(400);
  });
});

test('a latch is released once the water is good and somebody has looked, not by the unit itself', async () => {
  const running = await station.raise({ latched: true });
  expect(why(await act('ent', running, 'reset-latch', { fieldCheck: 'looked' }))).toEqual([409, 'still-active']);
  const acknowledged = { by: 'uli', at: 1, note: null };
  const alarm = await station.raise({ latched: true, phase: 'normal', clearedAt: Date.now(), acknowledged });
  expect(why(await act('uli', alarm, 'reset-latch', { fieldCheck: 'looked' }))).toEqual([403, 'role-too-low']);
  const reset = await act('ent', alarm, 'reset-latch', { fieldCheck: 'no oil on the water' });
  expect(alarmOf(reset)).toMatchObject({ latched: false, state: 'NORM' });
});

describe('what was seen', () => {
  test.each([
    ['shelve', 'uli', SHELVE],
    ['out-of-service', 'eng', SERVICE],
  ])('%s needs it', async (verb, who, body) => {
    const alarm = await station.raise();
    const missing = await station.post(who, `/alarms/${alarm.id}/${verb}`, body);
    expect([missing.status, kind(missing)]).toEqual([428, 'precondition-required']);
    const stale = await act(who, { ...alarm, generation: 7 }, verb, body);
    expect([stale.status, kind(stale), stale.headers.get('etag')]).toEqual([412, 'precondition-failed', '"g1"']);
    expect(stale.body['current']).toMatchObject({ id: alarm.id, generation: 1 });
  });

  test.each([
    ['unshelve', {}],
    ['return-to-service', {}],
    ['reset-latch', { fieldCheck: 'looked' }],
  ])('%s takes it or leaves it', async (verb, body) => {
    const alarm = await station.raise();
    const stale = await act('ent', { ...alarm, generation: 7 }, verb, body);
    expect([stale.status, kind(stale)]).toEqual([409, 'changed-since']);
    expect((await station.post('ent', `/alarms/${alarm.id}/${verb}`, body)).body).toMatchObject({ effect: 'none' });
  });

  test('of another park nobody learns that it exists', async () => {
    const alarm = await station.raise();
    for (const [verb, body] of [
      ['shelve', SHELVE],
      ['unshelve', {}],
      ['out-of-service', SERVICE],
      ['return-to-service', {}],
      ['reset-latch', { fieldCheck: 'looked' }],
    ] as const) {
      expect([verb, (await act('wei', alarm, verb, body)).status]).toEqual([verb, 404]);
    }
  });

  test('an act sent again is done once', async () => {
    const alarm = await station.raise();
    const send = () =>
      station.post('uli', `/alarms/${alarm.id}/shelve`, SHELVE, { ...tag(1), 'idempotency-key': 'shelve-once' });
    const replies = await Promise.all([send(), send(), send()]);
    for (const { status, body } of replies) expect([status, body]).toEqual([200, replies[0]?.body]);
    expect(await told(alarm)).toEqual(['alarm.raised', 'alarm.shelved']);
  });
});
