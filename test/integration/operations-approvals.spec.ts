import type { Alarm, ApprovalView, Incident, IncidentView, JournalEvent } from '@cofferdam/domain';
import { Approvals, Deadlines, Outbox, Users } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const GATE = { measure: 'close-gate', wall: 'gate' };
const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const why = ({ status, body }: Reply): unknown[] => [status, body['reason']];
const idOf = ({ body }: Reply): string => (body['approval'] as { id: string }).id;
const items = ({ body }: Reply): ApprovalView[] => body['items'] as ApprovalView[];
const answer = (who: string, id: string, verb: string, body: object = {}, headers = {}) =>
  station.post(who, `/approvals/${id}/${verb}`, body, headers);
const act = async (who: string, { id }: Pick<Incident, 'id'>, verb: string, body: object) => {
  const { generation } = (await station.get('ada', `/incidents/${id}`)).body;
  return station.post(who, `/incidents/${id}/${verb}`, body, { 'if-match': `"g${String(generation)}"` });
};
const now = async ({ id }: Pick<Incident, 'id'>) => (await station.get('ada', `/incidents/${id}`)).body;
const told = async (id: string): Promise<JournalEvent[]> => {
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  const { body } = await station.get('ada', '/journal?limit=1000');
  return (body['items'] as JournalEvent[]).filter(({ subject }) => subject.id === id);
};
const kept = (id: string) =>
  station.records.transaction(async (tx) => ({
    deadlines: await station.app.get(Deadlines).ofOwner(tx, { kind: 'approval', id }),
    messages: await station.app.get(Outbox).of(tx, { kind: 'approval', id }),
  }));
/** The park is on duty, and its dispatcher has asked to close the gate. */
async function asked(): Promise<{ incident: Incident; id: string; reply: Reply }> {
  const incident = await station.openIncident([{ severity: 'red' }]);
  const reply = await act('pan', incident, 'start-measure', GATE);
  expect(reply.status).toBe(202);
  return { incident, id: idOf(reply), reply };
}

describe('a measure that takes two persons', () => {
  test('waits for the second: kept with its deadline, its event and its page; nothing is done yet', async () => {
    const before = Date.now();
    const { incident, id, reply } = await asked();
    const { needs, expires } = reply.body['approval'] as { needs: object; expires: string };
    expect(needs).toEqual({ tier: 'park', roles: ['park', 'basin', 'admin'] });
    expect(Math.abs(Date.parse(expires) - before - 300_000)).toBeLessThan(5_000);
    expect(await now(incident)).toMatchObject({ state: 'OPEN', generation: incident.generation, measures: [] });
    const { deadlines, messages } = await kept(id);
    expect(deadlines).toMatchObject([{ kind: 'approve', tier: 'park', state: 'PENDING', dueAt: Date.parse(expires) }]);
    expect(messages).toMatchObject([{ state: 'PENDING', message: { kind: 'approve', tier: 'park', severity: 'red' } }]);
    expect(await told(id)).toMatchObject([{ type: 'approval.requested' }, { type: 'deadline.set' }]);
    const { body } = await station.get('pia', `/approvals/${id}`);
    expect(body).toMatchObject({
      state: 'PENDING',
      requestedBy: 'pan',
      incident: incident.id,
      seen: incident.generation,
    });
  });

  test('is done when a second person of the roles confirms, in the name of the first', async () => {
    const { incident, id } = await asked();
    expect(why(await answer('pan', id, 'confirm'))).toEqual([403, 'same-person']);
    expect(why(await answer('ent', id, 'confirm'))).toEqual([403, 'role-too-low']);
    expect((await answer('wei', id, 'confirm')).status).toBe(404);
    const done = await answer('pia', id, 'confirm');
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({
      approval: { state: 'CONFIRMED', answeredBy: 'pia' },
      incident: { state: 'CONTAINING', measures: [{ wall: 'gate', startedBy: 'pan', approver: 'pia' }] },
      alarm: null,
    });
    expect(why(await answer('bas', id, 'confirm'))).toEqual([409, 'wrong-state']);
    expect((await now(incident))['generation']).toBe(incident.generation + 1);
    const { deadlines, messages } = await kept(id);
    expect(deadlines).toMatchObject([{ state: 'CANCELLED', why: 'confirmed' }]);
    expect(messages).toMatchObject([{ state: 'CANCELLED' }]);
    expect((await told(id)).map(({ type }) => type)).toContain('approval.confirmed');
  });

  test('two second persons at once: it is done once', async () => {
    const { incident, id } = await asked();
    const replies = await Promise.all([answer('pia', id, 'confirm'), answer('bas', id, 'confirm')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await now(incident))['measures']).toHaveLength(1);
  });

  test('the same wish is asked once; about what has grown it is another', async () => {
    const { incident, id } = await asked();
    expect(idOf(await act('pia', incident, 'start-measure', GATE))).toBe(id);
    await act('pan', incident, 'note', { text: 'the gate sticks' });
    expect(idOf(await act('pan', incident, 'start-measure', GATE))).not.toBe(id);
  });

  test('is not done to what has grown since, and stays pending', async () => {
    const { incident, id } = await asked();
    await act('ent', incident, 'note', { text: 'it turns brown' });
    const reply = await answer('pia', id, 'confirm');
    expect([reply.status, kind(reply)]).toEqual([409, 'changed-since']);
    expect(reply.body['current']).toMatchObject({ id: incident.id, generation: incident.generation + 1 });
    expect((await station.get('pia', `/approvals/${id}`)).body).toMatchObject({ state: 'PENDING', version: 1 });
    expect((await now(incident))['measures']).toEqual([]);
  });

  test('is refused by the second, or taken back by the first', async () => {
    for (const who of ['bas', 'pan']) {
      const { incident, id } = await asked();
      expect(why(await answer('ent', id, 'refuse', { reason: 'no' }))).toEqual([403, 'role-too-low']);
      const refused = await answer(who, id, 'refuse', { reason: 'the works would flood' });
      const expected = { state: 'REFUSED', answeredBy: who, note: 'the works would flood' };
      expect(refused.body).toMatchObject({ approval: expected });
      expect(why(await answer('pia', id, 'confirm'))).toEqual([409, 'wrong-state']);
      expect((await now(incident))['measures']).toEqual([]);
      expect(await kept(id)).toMatchObject({ deadlines: [{ state: 'CANCELLED', why: 'refused' }] });
    }
  });

  test('comes too late when its time is over, also before anybody has noticed', async () => {
    const { id } = await asked();
    await station.records.transaction(async (tx) => {
      const [approval] = await station.app.get(Approvals).lock(tx, [id]);
      if (approval) await station.app.get(Approvals).save(tx, [{ ...approval, expiresAt: Date.now() - 1 }]);
    });
    expect(why(await answer('pia', id, 'confirm'))).toEqual([409, 'too-late']);
  });

  test('is not done for somebody who may not sign in any more', async () => {
    const { id } = await asked();
    const disable = (disabled: boolean) =>
      station.records.transaction((tx) => station.app.get(Users).change(tx, 'pan', { disabled }));
    await disable(true);
    expect(why(await answer('pia', id, 'confirm'))).toEqual([409, 'role-too-low']);
    await disable(false);
    await station.signIn('pan');
  });

  test('sent again gets the first answer', async () => {
    const { id } = await asked();
    const send = () => answer('pia', id, 'confirm', {}, { 'idempotency-key': 'confirm-once' });
    const replies = await Promise.all([send(), send()]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(replies[1]?.body).toEqual(replies[0]?.body);
  });
});

describe('a broken glass', () => {
  test('is done at once, and looked at by nine on the next day', async () => {
    const incident = await station.openIncident([{ severity: 'red' }]);
    const reply = await act('pan', incident, 'start-measure', { ...GATE, breakGlass: 'nobody answers, it runs' });
    expect(reply.status).toBe(200);
    expect(reply.body['incident']).toMatchObject({
      measures: [{ wall: 'gate', brokenGlass: 'nobody answers, it runs' }],
    });
    const found = items(await station.get('pan', `/approvals?incident=${incident.id}&unreviewed=true`));
    expect(found).toMatchObject([{ state: 'CONFIRMED', answeredBy: null, reason: 'nobody answers, it runs' }]);
    const [{ id, review }] = found as [ApprovalView];
    expect(new Date(Date.parse(String(review?.dueAt)) + 8 * 3_600_000).toISOString()).toMatch(/T09:00:00/);
    const { deadlines, messages } = await kept(id);
    expect(deadlines).toMatchObject([{ kind: 'review', state: 'PENDING', n: 1 }]);
    expect(messages).toMatchObject([{ message: { kind: 'review', tier: 'park' } }]);
    expect((await told(id)).map(({ type }) => type)).toContain('approval.glass-broken');
    expect(why(await answer('pan', id, 'review', { note: 'fine' }))).toEqual([403, 'same-person']);
    expect(why(await answer('pia', id, 'confirm'))).toEqual([409, 'wrong-state']);
    const seen = await answer('bas', id, 'review', { note: 'right so; the second phone was dead' });
    expect(seen.body).toMatchObject({
      approval: { review: { by: 'bas' }, note: 'right so; the second phone was dead' },
    });
    expect(why(await answer('pia', id, 'review', { note: 'too' }))).toEqual([409, 'wrong-state']);
    expect(await kept(id)).toMatchObject({ deadlines: [{ state: 'CANCELLED', why: 'reviewed' }] });
    expect(items(await station.get('pan', `/approvals?incident=${incident.id}&unreviewed=true`))).toEqual([]);
  });

  test('is none where one person is enough', async () => {
    const incident = await station.openIncident();
    const body = { measure: 'close-valve', wall: 'valve', breakGlass: 'hurry' };
    expect((await act('ent', incident, 'start-measure', body)).status).toBe(200);
    expect(items(await station.get('pan', `/approvals?incident=${incident.id}`))).toEqual([]);
  });
});

test('a false alarm takes two, and judges its alarms', async () => {
  const incident = await station.openIncident([{ latched: true }, { acknowledged: { by: 'ent', at: 1, note: null } }]);
  expect(why(await act('uli', incident, 'mark-false', { reason: 'r', evidence: 'e' }))).toEqual([403, 'role-too-low']);
  const reply = await act('ent', incident, 'mark-false', { reason: 'probe dry', evidence: 'grab sample 12 mg/L' });
  expect([reply.status, (await now(incident))['state']]).toEqual([202, 'OPEN']);
  const done = await answer('eva', idOf(reply), 'confirm');
  const falseAlarm = { by: 'ent', approver: 'eva', reason: 'probe dry' };
  expect(done.body['incident']).toMatchObject({ state: 'FALSE_ALARM', falseAlarm, deadlines: [] });
  const alarms = (await station.get('pan', `/alarms?incident=${incident.id}`)).body['items'];
  expect(alarms).toMatchObject([{ falseEpisode: 1, latched: false }, { falseEpisode: 1 }]);
});

test('the park’s shelving and a toxic’s out of service take two', async () => {
  const shelve = { minutes: 240, reason: 'calibration' };
  const alarm = await station.raise();
  const waiting = await station.post('pan', `/alarms/${alarm.id}/shelve`, shelve, { 'if-match': '"g1"' });
  expect(waiting.status).toBe(202);
  const done = await answer('bas', idOf(waiting), 'confirm');
  expect(done.body).toMatchObject({
    incident: null,
    alarm: { state: 'SHLVD', shelved: { by: 'pan', approver: 'bas' } },
  });

  const toxic = await station.raise({ toxic: true });
  const order = { workOrder: 'WO-1', deputy: 'grab samples', minutes: 60, reason: 'new lamp' };
  const out = await station.post('eng', `/alarms/${toxic.id}/out-of-service`, order, { 'if-match': '"g1"' });
  expect(out.status).toBe(202);
  await station.post('uli', `/alarms/${toxic.id}/note`, { note: 'still brown' });
  expect(kind(await answer('ent', idOf(out), 'confirm'))).toBe('changed-since');
  const fresh = await station.post('eng', `/alarms/${toxic.id}/out-of-service`, order, { 'if-match': '"g2"' });
  const taken = await answer('ent', idOf(fresh), 'confirm');
  expect(taken.body['alarm'] as Partial<Alarm>).toMatchObject({ outOfService: { by: 'eng', approver: 'ent' } });
});

test('lists: newest first, filtered, in pages, within one’s parks', async () => {
  const { incident, id } = await asked();
  const all = await station.get('pan', '/approvals');
  expect(items(all)[0]?.id).toBe(id);
  expect(all.body).toMatchObject({ total: items(all).length, next: null, asOf: expect.any(Number) as number });
  const pending = items(await station.get('pan', '/approvals?state=PENDING'));
  expect(new Set(pending.map(({ state }) => state))).toEqual(new Set(['PENDING']));
  expect(items(await station.get('pan', `/approvals?incident=${incident.id}`)).map((one) => one.id)).toEqual([id]);
  const first = await station.get('pan', '/approvals?limit=2');
  const rest = await station.get('pan', `/approvals?after=${String(first.body['next'])}`);
  expect([...items(first), ...items(rest)]).toEqual(items(all));
  expect((await station.get('pan', '/approvals?after=none')).status).toBe(400);
  expect(items(await station.get('wei', '/approvals'))).toEqual([]);
  expect((await station.get('wei', `/approvals/${id}`)).status).toBe(404);
  expect((await station.get('pan', '/approvals/none')).status).toBe(404);
  const { body } = await station.get('pan', `/incidents/${incident.id}/timeline`);
  expect((body['items'] as JournalEvent[]).map(({ type }) => type)).toContain('approval.requested');
  expect((await now(incident)) as Partial<IncidentView>).toMatchObject({ measures: [] });
});
