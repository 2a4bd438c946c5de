import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { taken } from './answer';
import { calm, faultIn } from './outgoing.fixture';
import { post } from './post';

const SECRET = 'secret-0123456789';
let server: Server;
let url: string;
const followed: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === '/silent') return;
    if (path === '/cut') return void response.destroy();
    if (path === '/endless') return void pour();
    if (path === '/followed') followed.push(path);
    const status = Number(path.slice(1)) || 200;
    response.writeHead(status, { location: '/followed', 'retry-after': '5' }).end(`{"said":"${request.url}"}`);
    function pour(): void {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
      if (!response.destroyed) response.once('drain', pour);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const send = (path: string, signal = calm(), patienceMs?: number) =>
  post(
    { url: `${url}${path}?key=${SECRET}`, body: '{}', secrets: [SECRET] },
    signal,
    ({ words }) => taken(words),
    patienceMs,
  );

test('hands on what a 2xx says, without secrets', async () => {
  expect(await send('/200')).toEqual({ ok: true, answer: 'HTTP 200 {"said":"/200?key=***"}' });
});

test('follows no redirect', async () => {
  expect(faultIn(await send('/302'))).toBe('refused');
  expect(followed).toEqual([]);
});

test('reads how long to wait', async () => {
  expect(await send('/429')).toMatchObject({ fault: 'throttled', retryAfterMs: 5_000 });
});

test('an endless answer is read up to a bound', async () => {
  const result = await send('/endless');
  expect(result).toMatchObject({ ok: true });
  expect(result.answer).toHaveLength(2_000);
});

test('silence, a cut line and a closed port are "unreachable", and say why without the address', async () => {
  expect(await send('/silent', calm(), 50)).toMatchObject({ fault: 'unreachable', answer: 'no answer in time' });
  expect(await send('/silent', AbortSignal.timeout(50))).toMatchObject({ fault: 'unreachable' });
  expect(await send('/silent', AbortSignal.abort())).toMatchObject({ answer: 'given up before it answered' });
  const cut = await send('/cut');
  expect(cut).toMatchObject({ fault: 'unreachable' });
  expect(cut.answer).not.toContain(SECRET);
  const nobody = await post({ url: `http://127.0.0.1:1/${SECRET}`, body: '', secrets: [SECRET] }, calm(), () =>
    taken(''),
  );
  expect(faultIn(nobody)).toBe('unreachable');
  expect(nobody.answer).not.toContain(SECRET);
});
