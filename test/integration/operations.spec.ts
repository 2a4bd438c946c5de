import { z } from 'zod';
import { describeApi, routes } from '@cofferdam/operations';
import { QuarantineStore, Sessions } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { OperationsStation, PASSWORD, type Reply } from './operations-station';
import { drillOf, saveDrill } from './running-drill';

let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const kind = ({ body }: Reply): string => String(body['type']).replace('urn:cofferdam:problem:', '');
const ids = ({ body }: Reply): string[] => (body['items'] as { id: string }[]).map(({ id }) => id);
const signIn = (username: string, password: string) => station.post(null, '/session', { username, password });
const eventsOf = async (type: string): Promise<{ type: string; subject: { id: string }; actor: string }[]> => {
  const { body } = await station.get('ada', '/journal?limit=1000');
  return (body['items'] as { type: string; subject: { id: string }; actor: string }[]).filter((e) => e.type === type);
};

describe('the door', () => {
  test('nobody reads anything but health', async () => {
    for (const route of routes.filter(({ path }) => !path.startsWith('/health'))) {
      if (route.method === 'POST' && route.path === '/api/v1/session') continue;
      const reply = await station.call(null, route.method, route.path.replaceAll(/\{\w+\}/g, 'x'));
      expect([route.path, reply.status, kind(reply)]).toEqual([route.path, 401, 'unauthenticated']);
    }
    expect((await station.call(null, 'GET', '/health/live')).body).toEqual({ live: true });
    expect((await station.call(null, 'GET', '/health/ready')).status).toBe(200);
  });

  test('a session gives a token and a strict cookie, says who it is, and ends', async () => {
    const opened = await signIn('pan', PASSWORD);
    expect(opened.body).toMatchObject({ user: { username: 'pan', role: 'park', parks: ['east'] } });
    const cookie = opened.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict; Path=\/; Max-Age=43200$/);
    const asPage = { cookie: cookie.split(';')[0] ?? '' };
    const seen = await station.call(null, 'GET', '/api/v1/session', undefined, asPage);
    expect(seen.body).toEqual({ user: opened.body['user'], expiresAt: opened.body['expiresAt'] });
    expect(kind(await station.call(null, 'DELETE', '/api/v1/session', undefined, asPage))).toBe('cross-site');
    const header = { ...asPage, 'x-requested-with': 'cofferdam' };
    expect((await station.call(null, 'DELETE', '/api/v1/session', undefined, header)).status).toBe(204);
    expect((await station.call(null, 'GET', '/api/v1/session', undefined, asPage)).status).toBe(401);
    await waitFor(async () => (await eventsOf('session.closed')).some(({ actor }) => actor === 'pan'), {
      what: 'closed',
    });
  });

  test('behind https the cookie is secure', async () => {
    const reply = await station.post(
      null,
      '/session',
      { username: 'pan', password: PASSWORD },
      { 'x-forwarded-proto': 'https' },
    );
    expect(reply.headers.get('set-cookie')).toContain('; Secure');
  });

  test('an expired token is nobody', async () => {
    const { token } = await station.app.get(Sessions).open({ username: 'ada', role: 'admin', parks: ['*'] }, 0.0001);
    await waitFor(async () => (await station.get(token, '/parks')).status === 401, { what: 'the session to end' });
  });

  test('a burst of wrong passwords is stopped, told, and does not stop others', async () => {
    const replies = await Promise.all(Array.from({ length: 25 }, () => signIn('uli', 'wrong')));
    const refused = replies.filter(({ status }) => status === 429);
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(refused).toHaveLength(15);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn('uli', PASSWORD)).status).toBe(429);
    expect((await signIn('pan', PASSWORD)).status).toBe(200);
    const told = () => eventsOf('session.refused');
    await waitFor(async () => (await told()).filter(({ subject }) => subject.id === 'uli').length === 10, {
      what: 'refusals',
    });
  });

  test('metrics are for keepers, by Basic as well', async () => {
    const basic = (name: string) => ({
      authorization: `Basic ${Buffer.from(`${name}:${PASSWORD}`).toString('base64')}`,
    });
    const scrape = await station.call(null, 'GET', '/metrics', undefined, basic('eng'));
    expect(scrape.body['text']).toContain('cofferdam_feeds');
    expect((await station.call(null, 'GET', '/metrics', undefined, basic('pan'))).status).toBe(403);
    expect((await station.call(null, 'GET', '/api/v1/parks', undefined, basic('eng'))).status).toBe(401);
  });
});

describe('problems', () => {
  test.each([
    ['GET', '/api/v1/nowhere', undefined, 404, 'not-found'],
    ['GET', '/api/v1/alarms/none', undefined, 404, 'not-found'],
    ['GET', '/api/v1/alarms?limit=0', undefined, 400, 'bad-request'],
    ['GET', '/api/v1/alarms?after=rubbish', undefined, 400, 'bad-request'],
    ['GET', '/api/v1/alarms?class=exercise', undefined, 400, 'bad-request'],
    ['GET', '/api/v1/alarms/%E0%A4%A', undefined, 400, 'bad-request'],
    ['POST', '/api/v1/alarms/acknowledge', { items: [] }, 400, 'bad-request'],
    ['POST', '/api/v1/alarms/acknowledge', { pad: 'x'.repeat(200_000) }, 413, 'too-large'],
  ] as const)('%s %s', async (method, path, body, status, problem) => {
    const reply = await station.call('ada', method, path, body);
    expect([reply.status, kind(reply)]).toEqual([status, problem]);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.body).toMatchObject({ status, title: expect.any(String) as string });
    expect(JSON.stringify(reply.body)).not.toMatch(/\.ts|node_modules/);
  });

  test('an unknown query parameter is named, with those that are known', async () => {
    const reply = await station.get('ada', '/alarms?colour=red');
    expect([reply.status, kind(reply)]).toEqual([400, 'unknown-parameter']);
    expect(reply.body['known']).toEqual(expect.arrayContaining(['park', 'severity', 'after', 'limit']));
  });

  test('a body must be JSON', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect((await station.call('ada', 'POST', '/api/v1/alarms/x/note', { note: 'n' }, headers)).status).toBe(415);
  });
});

describe('the register', () => {
  test('is seen within one’s parks', async () => {
    expect(ids(await station.get('ada', '/parks'))).toEqual(['east', 'west']);
    expect(ids(await station.get('pan', '/parks'))).toEqual(['east']);
    expect((await station.get('pan', '/parks/east')).body).toMatchObject({ id: 'east', outlets: ['main', 'plant'] });
    for (const path of [
      '/parks/west',
      '/parks/west/outlets',
      '/outlets/west.main',
      '/outlets/rain',
      '/journal?park=west',
    ]) {
      expect([path, (await station.get('pan', path)).status]).toEqual([path, 404]);
    }
  });

  test('an outlet by its own id where that is enough, by its full one always', async () => {
    expect((await station.get('pan', '/outlets/main')).body).toMatchObject({ park: 'east', id: 'main' });
    const ambiguous = await station.get('ada', '/outlets/main');
    expect([ambiguous.status, ambiguous.body['known']]).toEqual([409, ['east.main', 'west.main']]);
    expect((await station.get('ada', '/outlets/west.main')).body).toMatchObject({ park: 'west' });
    expect((await station.get('ada', '/outlets/rain')).body).toMatchObject({ park: 'west' });
  });

  test('pages', async () => {
    const first = await station.get('ada', '/parks?limit=1');
    expect(first.body).toMatchObject({ next: 'east', total: 2, asOf: expect.any(Number) as number });
    expect(ids(await station.get('ada', `/parks?limit=1&after=${String(first.body['next'])}`))).toEqual(['west']);
  });
});

test('readings come with flags, gaps and the limits over the range', async () => {
  const start = Date.parse('2026-03-31T15:55:00Z'); // five minutes before April in Shanghai
  const minutes = [0, 1, 2, 6, 7, 8];
  const common = {
    kind: 'sample',
    class: 'actual',
    drill: null,
    park: 'east',
    outlet: 'main',
    period: 'realtime',
  } as const;
  await station.history.write(
    minutes.map((m) => {
      const at = start + m * 60_000;
      const values = { w01018: m === 2 ? { flag: 'D' } : { value: 40 + m, flag: 'N' } };
      return { ...common, monitor: 'MN-east-main', at, receivedAt: at, values };
    }),
  );
  const range = 'from=2026-03-31T23:55:00+08:00&to=2026-04-01T00:04:00%2B08:00';
  const { body } = await station.get('pan', `/outlets/main/readings?factor=w01018&${range}`);
  expect(body).toMatchObject({ park: 'east', outlet: 'main', unit: 'mg/L', total: 6, next: null });
  const items = body['items'] as { value: number | null; flag: string }[];
  expect(items.map(({ value, flag }) => [value, flag]).slice(1, 4)).toEqual([
    [41, 'N'],
    [null, 'D'],
    [46, 'N'],
  ]);
  expect(body['gaps']).toEqual([
    { monitor: 'MN-east-main', from: '2026-03-31T15:57:00.000Z', to: '2026-03-31T16:01:00.000Z' },
  ]);
  const limits = body['limits'] as { from: string; limit: { max: number } }[];
  expect(limits.map(({ limit }) => limit.max)).toEqual([60, 50]);
  expect(limits[1]?.from).toBe('2026-03-31T16:00:00.000Z');
  const page = await station.get('pan', `/outlets/main/readings?factor=w01018&${range}&limit=4`);
  const rest = await station.get(
    'pan',
    `/outlets/main/readings?factor=w01018&${range}&limit=4&after=${String(page.body['next'])}`,
  );
  expect([...(page.body['items'] as object[]), ...(rest.body['items'] as object[])]).toEqual(items);
  expect(rest.body['gaps']).toEqual([]);
});

test('readings of a drill go as far as its clock', async () => {
  const clock = Date.parse('2031-03-31T15:55:00Z');
  await saveDrill(station.records, drillOf('d1', { park: 'east' }), clock);
  const about = { kind: 'sample', class: 'exercise', drill: 'd1', park: 'east', outlet: 'main' } as const;
  await station.history.write(
    [clock - 60_000, clock + 60_000].map((at) => ({
      ...{ ...about, monitor: 'MN-east-main', period: 'realtime', at, receivedAt: at },
      values: { w01018: { value: 90, flag: 'N' } },
    })),
  );
  const { body } = await station.get('pan', '/outlets/main/readings?factor=w01018&class=exercise&drill=d1');
  expect(body).toMatchObject({ total: 1, items: [{ at: '2031-03-31T15:54:00.000Z', value: 90 }] });
});

test('the quarantine shows what was refused, within one’s parks', async () => {
  const row = {
    at: Date.now(),
    reason: 'crc-mismatch',
    class: 'actual',
    outlet: 'main',
    monitor: null,
    detail: null,
  } as const;
  await station.app.get(QuarantineStore).add([
    { ...row, park: 'east', topic: 'parks/east', payload: Buffer.from('##0010') },
    { ...row, park: 'west', topic: 'parks/west', payload: Buffer.from([0, 255]) },
  ]);
  const mine = await station.get('pan', '/quarantine?reason=crc-mismatch');
  expect(mine.body).toMatchObject({ total: 1, counts: null, items: [{ park: 'east', text: '##0010' }] });
  const all = await station.get('ada', '/quarantine');
  expect(all.body).toMatchObject({
    total: 2,
    counts: { 'crc-mismatch': 2 },
    items: [{ text: null, payload: 'AP8=' }, {}],
  });
});

test('the page: strict policy, lasting assets, every address of its own, no page for a missing script', async () => {
  const page = await station.call(null, 'GET', '/alarms/7');
  expect(page.body['text']).toContain('<title>page');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none';script-src 'self'");
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const script = await station.call(null, 'GET', '/assets/main-abc.js');
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect(script.headers.get('content-encoding')).toBe('gzip');
  for (const path of ['/assets/gone.js', '/../package.json', '/api/v1', '/api/v1/x.js']) {
    expect([path, (await station.call(null, 'GET', path)).status]).toEqual([path, 404]);
  }
});

describe('the OpenAPI document', () => {
  interface Layer {
    readonly route?: { readonly path: string; readonly methods: Record<string, boolean> };
  }

  test('has the routes that the service has, and no other', () => {
    const { router } = station.app.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
    const running = router.stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`) : [],
    );
    const { paths } = describeApi(routes) as { paths: Record<string, Record<string, unknown>> };
    const told = Object.entries(paths).flatMap(([path, calls]) =>
      Object.keys(calls).map((method) => `${method} ${path}`),
    );
    expect(told.sort()).toEqual(running.sort());
  });

  test('is served, refers only to what it has, and the answers keep to it', async () => {
    const { body } = await station.call('pan', 'GET', '/openapi.json');
    expect(body['openapi']).toBe('3.1.0');
    const { schemas } = body['components'] as { schemas: Record<string, unknown> };
    const references = JSON.stringify(body).match(/#\/components\/schemas\/\w+/g) ?? [];
    expect(
      [...new Set(references)].map((r) => r.split('/').at(-1)).filter((name) => !(String(name) in schemas)),
    ).toEqual([]);
    await station.raise();
    for (const { path, answer } of routes.filter(({ method, params }) => method === 'GET' && !params)) {
      if (!(answer instanceof z.ZodType)) continue;
      const reply = await station.call('ada', 'GET', path);
      expect([path, answer.safeParse(reply.body).error]).toEqual([path, undefined]);
    }
  });
});
