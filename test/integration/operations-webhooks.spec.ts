import { WebhookDeliveries } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, type Reply } from './operations-station';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

// A literal public address needs no name server; nothing is sent here.
const url = 'https://203.0.114.7:8443/events?token=hush';
const draft = { park: 'east', name: 'control room', url, types: ['incident.*'] };
const create = (who: string, more: object = {}) => station.post(who, '/webhooks', { ...draft, ...more });
const idOf = ({ body }: Reply): string => body['id'] as string;
const items = ({ body }: Reply) => body['items'] as Record<string, unknown>[];
const put = (id: string, body: object, version: number) =>
  station.call('ada', 'PUT', `/api/v1/webhooks/${id}`, body, { 'if-match': `"g${version}"` });

test('is set up by those who set parks up, and shows its secret once', async () => {
  for (const who of ['pan', 'aud', 'ent']) expect((await create(who)).status).toBe(403);
  const made = await create('eng');
  expect(made.status).toBe(201);
  expect(made.headers.get('etag')).toBe('"g1"');
  expect(made.headers.get('cache-control')).toContain('no-store');
  expect(made.body).toMatchObject({ ...draft, exercise: false, enabled: true, createdBy: 'eng', version: 1 });
  const secret = made.body['secret'] as string;
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const id = idOf(made);
  const seen = await station.get('ada', `/webhooks/${id}`);
  expect(seen.body).toMatchObject({ ...draft, pending: 0, failed: 0, failures: 0, retryAt: null });
  const listed = await station.get('ada', '/webhooks?park=east');
  expect(items(listed).map((hook) => hook['id'])).toContain(id);
  const told = async () => items(await station.get('ada', '/journal?limit=1000'));
  await waitFor(async () => (await told()).some(({ type }) => type === 'webhook.changed'), { what: 'the event' });
  const everything = JSON.stringify([seen.body, listed.body, await told()]);
  expect(everything).not.toContain(secret);
  expect(JSON.stringify(await told())).not.toContain('hush');
});

test.each([
  ['http://example.org/', 'not-https'],
  ['https://127.0.0.1/', 'private-address'],
  ['https://169.254.169.254/latest/meta-data', 'private-address'],
  ['https://[::ffff:10.0.0.1]/', 'private-address'],
  ['https://u:p@203.0.114.7/', 'credentials'],
  ['nonsense', 'no-url'],
])('%s is refused: %s', async (address, reason) => {
  const reply = await create('ada', { url: address });
  expect([reply.status, reply.body['reason']]).toEqual([400, reason]);
});

test('types that machines are not told of, and parks that nobody has, are refused', async () => {
  expect((await create('ada', { types: ['session.opened'] })).status).toBe(400);
  expect((await create('ada', { park: 'nowhere' })).status).toBe(404);
  expect((await create('ada', { park: null })).status).toBe(201);
});

test('is changed only as it was seen, checked again, and taken away', async () => {
  const id = idOf(await create('ada'));
  expect((await station.call('ada', 'PUT', `/api/v1/webhooks/${id}`, draft)).status).toBe(428);
  expect((await put(id, { ...draft, url: 'https://10.0.0.1/' }, 1)).status).toBe(400);
  const off = await put(id, { ...draft, enabled: false, exercise: true }, 1);
  expect(off.body).toMatchObject({ enabled: false, exercise: true, version: 2 });
  const stale = await put(id, draft, 1);
  expect([stale.status, stale.body['current']]).toEqual([412, expect.objectContaining({ id, version: 2 })]);
  const trial = await station.post('ada', `/webhooks/${id}/test`);
  expect([trial.status, trial.body['reason']]).toEqual([409, 'switched-off']);
  expect((await station.call('ada', 'DELETE', `/api/v1/webhooks/${id}`)).body).toEqual({ id, removed: true });
  expect((await station.get('ada', `/webhooks/${id}`)).status).toBe(404);
});

test('a new secret is shown once', async () => {
  const made = await create('ada');
  const rotated = await station.post('ada', `/webhooks/${idOf(made)}/rotate`);
  expect(rotated.body['secret']).toMatch(/^whsec_/);
  expect(rotated.body['secret']).not.toBe(made.body['secret']);
});

test('deliveries are listed with what the receiver said, and sent again', async () => {
  const id = idOf(await create('ada'));
  const trial = await station.post('eng', `/webhooks/${id}/test`);
  const delivery = trial.body['id'] as number;
  expect(trial.body).toMatchObject({ message: `msg_${id}_${delivery}`, type: 'webhook.test', state: 'PENDING' });
  const now = Date.now();
  const deliveries = station.app.get(WebhookDeliveries);
  await station.records.transaction((tx) =>
    deliveries.settle(
      tx,
      { id: delivery, hook: { id } as never },
      { outcome: 'refused', state: 'FAILED', nextAt: now, hookFailures: 1, hookRetryAt: null },
      { at: now, outcome: 'refused', status: 422, detail: 'no such tag' },
    ),
  );
  await station.post('eng', `/webhooks/${id}/test`);
  const page = await station.get('ada', `/webhooks/${id}/deliveries?limit=1`);
  expect(page.body).toMatchObject({ total: 2, next: String(delivery + 1) });
  const failed = items(await station.get('ada', `/webhooks/${id}/deliveries?state=FAILED`));
  expect(failed).toMatchObject([{ id: delivery, attempts: 1, last: { status: 422, detail: 'no such tag' } }]);
  const again = await station.post('ada', `/webhooks/${id}/deliveries/${delivery}/resend`);
  expect(again.body).toMatchObject({ id: delivery, state: 'PENDING', message: `msg_${id}_${delivery}` });
  expect((await station.post('ada', `/webhooks/${id}/deliveries/999999/resend`)).status).toBe(404);
  expect((await station.get('pan', `/webhooks/${id}/deliveries`)).status).toBe(403);
});
