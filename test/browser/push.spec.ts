import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launch } from './browser';

const WORKER = readFileSync(join(__dirname, '../../apps/console/public/push-worker.js'));
let browser: Browser;
let server: Server;
let origin: string;
beforeAll(async () => {
  browser = await launch();
  server = createServer(({ url }, response) => {
    const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'";
    const type = url === '/push-worker.js' ? 'text/javascript' : 'text/html';
    response.setHeader('content-security-policy', policy).setHeader('content-type', type);
    response.end(url === '/push-worker.js' ? WORKER : '<!doctype html><title>console</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  server.close();
});

test('a pushed message is shown by the worker, under the headers that the console is served with', async () => {
  const context = await browser.newContext();
  await context.grantPermissions(['notifications'], { origin });
  const page = await context.newPage();
  await page.goto(origin);
  const devtools = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
      if (first !== undefined) resolve(first.registrationId);
    }),
  );
  await devtools.send('ServiceWorker.enable');
  await page.evaluate(`navigator.serviceWorker.register('/push-worker.js').then(() => navigator.serviceWorker.ready)`);
  const message = { title: '【红色】雨水排口', body: '氨氮 26 mg/L', severity: 'red', key: 'k1', link: null };
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin,
    registrationId: await registered,
    data: JSON.stringify(message),
  });
  const shown = `navigator.serviceWorker.ready
    .then((worker) => worker.getNotifications())
    .then((all) => all.map(({ title, body, tag }) => ({ title, body, tag })))`;
  await page.waitForFunction(`${shown}.then(({ length }) => length > 0)`);
  expect(await page.evaluate(shown)).toEqual([{ title: message.title, body: message.body, tag: 'k1' }]);
  await context.close();
});
