import { type Alarm, type AlarmView } from '@cofferdam/domain';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const items = ({ body }: Reply): AlarmView[] => body['items'] as AlarmView[];
const path = ({ id }: Alarm, verb: string): string => `/alarms/${id}/${verb}`;
const acknowledge = (who: string, alarm: Alarm, headers = {}, body: unknown = {}) =>
  station.post(who, path(alarm, 'acknowledge'), body, headers);
const told = async (alarm: Alarm, type: string): Promise<unknown[]> => {
  const { body } = await station.get('ada', '/journal?limit=1000');
  const events = body['items'] as { type: string; data: { id?: string } }[];
  return events.filter((event) => event.type === type && event.data.id === alarm.id);
};

describe('reading', () => {
  test('gravest and newest first, filtered, in pages, within one’s parks and the live timeline', async () => {
    const at = Date.now();
    const yellow = await station.raise({ raisedAt: at });
    const red = await station.raise({ severity: 'red', raisedAt: at - 5_000 });
    const older = await station.raise({ raisedAt: at - 9_000, outlet: 'plant' });
    const west = await station.raise({ park: 'west' });
    const drill = await station.raise({ class: 'exercise', drill: 'd1' });
    const system = await station.raise({ park: 'system', outlet: null, subject: { kind: 'system', id: 'x' } });
    const list = await station.get('pan', '/alarms?open=true');
    const ids = items(list).map(({ id }) => id);
    expect(ids.indexOf(red.id)).toBe(0);
    expect(ids.indexOf(yellow.id)).toBeLessThan(ids.indexOf(older.id));
    expect(ids).toContain(system.id);
    expect(ids).not.toContain(west.id);
    expect(ids).not.toContain(drill.id);
    expect(list.body).toMatchObject({ total: ids.length, next: null, asOf: expect.any(Number) as number });
    expect(items(await station.get('pan', '/alarms?class=exercise&drill=d1')).map(({ id }) => id)).toEqual([drill.id]);
    expect(items(await station.get('pan', '/alarms?outlet=plant')).map(({ id }) => id)).toEqual([older.id]);
    const first = await station.get('pan', '/alarms?limit=1&open=true');
    const second = await station.get('pan', `/alarms?limit=99&open=true&after=${String(first.body['next'])}`);
    expect([...items(first), ...items(second)].map(({ id }) => id)).toEqual(ids);
    expect((await station.get('pan', `/alarms/${west.id}`)).status).toBe(404);
    expect((await station.get('pan', '/alarms?park=west')).status).toBe(404);
  });

  test('one alarm has its generation as ETag, and is never "not modified"', async () => {
    const alarm = await station.raise({ generation: 4 });
    const seen = await station.get('pan', `/alarms/${alarm.id}`);
    expect(seen.headers.get('etag')).toBe('"g4"');
    expect(seen.body).toMatchObject({ id: alarm.id, state: 'UNACK', asOf: expect.any(Number) as number });
    const again = await station.call('pan', 'GET', `/api/v1/alarms/${alarm.id}`, undefined, {
      'if-none-match': '"g4"',
    });
    expect(again.status).toBe(200);
  });
});

describe('acknowledging', () => {
  test('takes a note, moves the generation, is told once', async () => {
    const alarm = await station.raise();
    const done = await acknowledge('pan', alarm, { 'if-match': '"g1"' }, { note: 'seen at the gate' });
    expect([done.status, done.headers.get('etag')]).toEqual([200, '"g2"']);
    expect(done.body).toMatchObject({ effect: 'acknowledged', by: 'pan', alarm: { state: 'ACKED', generation: 2 } });
    await waitFor(async () => (await told(alarm, 'alarm.acknowledged')).length === 1, { what: 'the event' });
    const { body } = await station.get('uli', `/alarms/${alarm.id}`);
    expect(body['acknowledged']).toMatchObject({ by: 'pan', note: 'seen at the gate' });
  });

  test('of two at the same moment one is first, and the other learns who', async () => {
    const alarm = await station.raise();
    const replies = await Promise.all(
      ['pan', 'uli', 'ada'].map((who) => acknowledge(who, alarm, { 'if-match': '"g1"' })),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    const first = replies.filter(({ body }) => body['effect'] === 'acknowledged');
    expect(first).toHaveLength(1);
    expect(new Set(replies.map(({ body }) => body['by']))).toEqual(new Set([first[0]?.body['by']]));
    await waitFor(async () => (await told(alarm, 'alarm.acknowledged')).length === 1, { what: 'the event' });
  });

  test('an alarm that has grown is not acknowledged; the answer says what is new', async () => {
    const alarm = await station.raise();
    await station.change({ ...alarm, severity: 'orange', generation: 2, version: 2 });
    const reply = await acknowledge('pan', alarm, { 'if-match': '"g1"' });
    expect([reply.status, kind(reply), reply.headers.get('etag')]).toEqual([409, 'changed-since', '"g2"']);
    expect(reply.body['current']).toMatchObject({ severity: 'orange', generation: 2, state: 'UNACK' });
    expect((await acknowledge('pan', alarm, { 'if-match': 'rubbish' })).status).toBe(400);
    expect((await acknowledge('pan', alarm, { 'if-match': '"g2"' })).status).toBe(200);
  });

  test('is for duty desks of the park', async () => {
    const alarm = await station.raise();
    expect((await acknowledge('eng', alarm)).status).toBe(403);
    expect((await acknowledge('aud', alarm)).status).toBe(403);
    expect((await acknowledge('wei', alarm)).status).toBe(404);
  });

  test('a note moves the generation and stands in the journal', async () => {
    const alarm = await station.raise();
    const reply = await station.post('uli', path(alarm, 'note'), { note: 'valve checked' });
    expect(reply.body).toMatchObject({
      note: { by: 'uli', text: 'valve checked' },
      alarm: { generation: 2, state: 'UNACK' },
    });
    const [event] = await waitFor(
      async () => {
        const events = await told(alarm, 'alarm.changed');
        return events.length > 0 && events;
      },
      { what: 'the note' },
    );
    expect(event).toMatchObject({ actor: 'uli', data: { id: alarm.id, note: { text: 'valve checked' } } });
    expect((await station.post('uli', path(alarm, 'note'), { note: ' ' })).status).toBe(400);
  });

  test('a group: the members shown, nothing newer; red, toxic and park-tier only singly', async () => {
    const [plain, taken, grown, red, toxic, plant, west] = [
      await station.raise(),
      await station.raise(),
      await station.raise({ generation: 2 }),
      await station.raise({ severity: 'red' }),
      await station.raise({ toxic: true }),
      await station.raise({ outlet: 'plant' }),
      await station.raise({ park: 'west' }),
    ];
    await acknowledge('uli', taken);
    const shown = [plain, taken, grown, red, toxic, plant, west].map(({ id }) => ({ id, generation: 1 }));
    const { status, body } = await station.post('pan', '/alarms/acknowledge', { items: shown });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      acknowledged: [{ id: plain.id, generation: 2 }],
      alreadyBy: [{ id: taken.id, by: 'uli' }],
      changedSince: [{ id: grown.id, alarm: { generation: 2 } }],
      refused: [
        { id: red.id, reason: 'red' },
        { id: toxic.id, reason: 'toxic' },
        { id: plant.id, reason: 'park-tier' },
        { id: west.id, reason: 'not-found' },
      ],
    });
    expect((await station.get('pan', `/alarms/${red.id}`)).body['state']).toBe('UNACK');
    const many = Array.from({ length: 501 }, (_, n) => ({ id: `x${n}`, generation: 1 }));
    expect((await station.post('pan', '/alarms/acknowledge', { items: many })).status).toBe(400);
  });
});

describe('a write', () => {
  const keyed = (key: string) => ({ 'idempotency-key': key });

  test('needs a key of at most 64 characters', async () => {
    const alarm = await station.raise();
    for (const key of ['', 'x'.repeat(65)]) {
      const reply = await acknowledge('pan', alarm, keyed(key));
      expect([reply.status, kind(reply)]).toEqual([400, 'idempotency-key']);
    }
  });

  test('sent again gets the first answer, also when they overlap; with another body it is refused', async () => {
    const alarm = await station.raise();
    const send = (note: string) => station.post('pan', path(alarm, 'note'), { note }, keyed('again'));
    const replies = await Promise.all([send('once'), send('once'), send('once')]);
    for (const { status, body, headers } of replies) {
      expect([status, headers.get('etag')]).toEqual([200, '"g2"']);
      expect(body).toEqual(replies[0]?.body);
    }
    expect((await station.get('pan', `/alarms/${alarm.id}`)).body['generation']).toBe(2);
    const other = await send('twice');
    expect([other.status, kind(other)]).toEqual([422, 'key-reused']);
    const elsewhere = await acknowledge('pan', alarm, keyed('again'), { note: 'once' });
    expect(elsewhere.status).toBe(422);
    const somebodyElse = await station.post('uli', path(alarm, 'note'), { note: 'once' }, keyed('again'));
    expect(somebodyElse.body).toMatchObject({ note: { by: 'uli' } });
  });

  test('that was refused is refused again, whatever has happened since', async () => {
    const alarm = await station.raise({ generation: 3 });
    const send = () => acknowledge('pan', alarm, { ...keyed('refused'), 'if-match': '"g2"' });
    const first = await send();
    await station.change({ ...alarm, generation: 2, version: 9 });
    const second = await send();
    expect([first.status, second.status]).toEqual([409, 409]);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('content-type')).toContain('application/problem+json');
  });
});
