import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

const SOURCE = readFileSync(join(__dirname, '../../../../apps/console/public/push-worker.js'), 'utf8');

interface Notice {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly requireInteraction: boolean;
  readonly data: { readonly address: string };
}

/** The worker as a browser runs it, with what it was made to show and open. */
function started(open: { focus(): Promise<void>; postMessage(said: unknown): void }[] = []) {
  const hear = new Map<string, (event: object) => void>();
  const shown: Notice[] = [];
  const opened: string[] = [];
  const self = {
    location: { origin: 'https://console.example' },
    addEventListener: (name: string, listener: (event: object) => void) => hear.set(name, listener),
    registration: {
      showNotification: async (title: string, rest: Omit<Notice, 'title'>) => void shown.push({ title, ...rest }),
    },
    clients: { matchAll: async () => open, openWindow: async (url: string) => void opened.push(url) },
  };
  runInNewContext(SOURCE, { self, URL });
  const tell = async (name: string, event: object): Promise<void> => {
    let work: unknown;
    hear.get(name)?.({ ...event, waitUntil: (what: unknown) => (work = what) });
    await work;
  };
  const push = (payload: unknown): Promise<void> =>
    tell('push', { data: { json: () => JSON.parse(JSON.stringify(payload)) as unknown } });
  const click = (notice: Notice | undefined): Promise<void> =>
    tell('notificationclick', { notification: { close: () => undefined, data: notice?.data } });
  return { shown, opened, push, click, tell };
}

const message = {
  title: '【红色】雨水排口',
  body: '氨氮 26 mg/L',
  severity: 'red',
  key: 'k1',
  link: 'https://other.example/incidents/17?x=1',
};

test('a message is shown; the grave ones stay until somebody touches them', async () => {
  const worker = started();
  await worker.push(message);
  await worker.push({ ...message, severity: 'blue' });
  expect(worker.shown[0]).toMatchObject({
    title: message.title,
    body: message.body,
    tag: 'k1',
    requireInteraction: true,
  });
  expect(worker.shown[1]).toMatchObject({ requireInteraction: false });
});

test('what cannot be read is shown all the same', async () => {
  const worker = started();
  await worker.tell('push', { data: null });
  await worker.push({ title: 7 });
  expect(worker.shown.map(({ title }) => title)).toEqual(['Cofferdam 围堰', 'Cofferdam 围堰']);
});

test('a click opens the place in the console, never another site', async () => {
  const worker = started();
  await worker.push(message);
  await worker.push({ ...message, link: 'https://other.example//evil.example/' });
  await worker.push({ ...message, link: null });
  for (const notice of worker.shown) await worker.click(notice);
  expect(worker.opened).toEqual([
    'https://console.example/incidents/17?x=1',
    'https://console.example/',
    'https://console.example/',
  ]);
});

test('a console that is open comes to the front and goes there', async () => {
  const said: unknown[] = [];
  const worker = started([{ focus: async () => undefined, postMessage: (what) => void said.push(what) }]);
  await worker.push(message);
  await worker.click(worker.shown[0]);
  expect([worker.opened, said]).toEqual([[], [{ go: 'https://console.example/incidents/17?x=1' }]]);
});
