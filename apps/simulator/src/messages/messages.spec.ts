import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailSettings, emailChannel, type Outgoing, pushChannel, PushSettings } from '@cofferdam/channels';
import { HttpProvider, type ProviderAnswer, type TakenMessage } from '@cofferdam/providers';
import { type MessagesFile, readMessagesFile, writeMessagesFile } from './file';
import { list, MOST_SHOWN, trim } from './page';
import { play } from './play';
import { choosePorts } from './ports';
import { portsIn, provide } from './provide';
import { MessagesServer } from './server';
import { plainly, type Source } from './source';

const message: Outgoing = {
  key: 'k1',
  language: 'zh-CN',
  title: '【红色】<script>alert(1)</script>',
  body: '氨氮 26 mg/L & "more"',
  severity: 'red',
  link: null,
  to: 'park-desk@demo.example',
};
const signal = new AbortController().signal;

/** A provider that takes everything. */
class Anything extends HttpProvider {
  protected answer(): ProviderAnswer {
    return { status: 200, body: '{}', taken: true };
  }
}

test('what is sent to the played providers is shown, escaped, with who it was for', async () => {
  const file = provide(await choosePorts({}), ['park-desk'], null);
  const end = await play(file);
  const { hostname: host, port } = new URL(file.urls.email);
  const email = EmailSettings.parse({ host, port: Number(port), from: 'cofferdam@demo.example' });
  const push = PushSettings.parse({ ...file.secrets.push, subject: 'mailto:a@demo.example', services: ['127.0.0.1'] });
  expect(await emailChannel.send(email, message, signal)).toMatchObject({ ok: true });
  const to = JSON.stringify(file.browsers[0]?.subscription);
  expect(await pushChannel.send(push, { ...message, to, title: '推送' }, signal)).toMatchObject({ ok: true });
  const answer = await fetch(file.page);
  const html = await answer.text();
  await end();
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(html).toContain('<b>park-desk@demo.example</b>');
  expect(html).toContain('【红色】&lt;script&gt;alert(1)&lt;/script&gt;\n氨氮 26 mg/L &amp; &quot;more&quot;</pre>');
  expect(html).not.toContain('<script>alert');
  expect(html).toMatch(/<b>park-desk<\/b><\/p>\n<pre>推送/);
});

test('any provider’s messages are shown: its texts and its receiver, never the query of its address', async () => {
  const provider = new Anything();
  const url = await provider.listen();
  const post = (path: string, body: object | string) =>
    fetch(url + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });
  await post('/robot/send?access_token=TOP-SECRET', { msgtype: 'text', text: { content: '第一条' } });
  await post('/', { key: 'k', to: '+8600000003001', text: '第二条' });
  await post('/', 'not JSON');
  const html = list([{ name: { zh: '任意', en: 'Any' }, provider }]);
  await provider.close();
  expect([...html.matchAll(/<b>(.*?)<\/b><\/p>\n<pre>(.*?)<\/pre>/g)].map(([, to, text]) => [to, text])).toEqual([
    ['/', 'not JSON'],
    ['+8600000003001', '第二条'],
    ['/robot/send', '第一条'],
  ]);
  expect(plainly({ path: '/x', body: '{"a":1}' })).toEqual({ to: '/x', text: '{"a":1}' });
});

test('the newest are shown, the rest is let go of', () => {
  const one = (at: number): TakenMessage => ({ at, path: '/', headers: {}, body: `no ${at}`, bytes: Buffer.alloc(0) });
  const taken = Array.from({ length: MOST_SHOWN + 5 }, (_, n) => one(n));
  const source: Source = { name: { zh: '甲', en: 'A' }, provider: { taken }, read: () => { throw new Error('x'); } }; // prettier-ignore
  expect(list([source]).match(/<li>/g)).toHaveLength(MOST_SHOWN);
  trim([source]);
  expect([taken.length, taken[0]?.at]).toEqual([MOST_SHOWN, 5]);
});

test('only this machine’s names are answered, and nothing but the page', async () => {
  const server = new MessagesServer([]);
  const url = await server.listen();
  const statuses = await Promise.all(
    ['', 'list', 'live.js', 'page.css', 'constructor', '__proto__'].map(
      async (path) => (await fetch(url + path)).status,
    ),
  );
  expect(statuses).toEqual([200, 200, 200, 200, 404, 404]);
  expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  await server.close();
});

test('a second start has the same ports and secrets; a port that somebody took moves, with every address on it', async () => {
  const local = mkdtempSync(join(tmpdir(), 'cofferdam-messages-'));
  const first = provide(await choosePorts({}), ['park-desk'], null);
  writeMessagesFile(local, first);
  expect(statSync(join(local, 'messages.json')).mode & 0o777).toBe(0o600);
  const kept = readMessagesFile(local) as MessagesFile;
  rmSync(local, { recursive: true });
  expect(provide(await choosePorts(portsIn(kept)), ['park-desk'], kept)).toEqual(first);
  expect(new Set(Object.values(portsIn(first))).size).toBe(8);

  const thief = new Anything();
  await thief.listen(portsIn(kept).push);
  const moved = provide(await choosePorts(portsIn(kept)), ['park-desk'], kept);
  await thief.close();
  expect(moved.secrets).toEqual(first.secrets);
  expect({ ...moved.urls, push: '' }).toEqual({ ...first.urls, push: '' });
  expect(moved.urls.push).not.toBe(first.urls.push);
  expect(moved.browsers[0]?.subscription.endpoint.startsWith(`${moved.urls.push}/`)).toBe(true);
});
