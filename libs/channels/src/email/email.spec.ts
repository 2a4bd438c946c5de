import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { MailProvider } from '@cofferdam/providers';
import type { Outgoing, SendResult } from '../channel';
import { emailChannel } from './email';
import { faultOf } from './fault';
import { EmailSettings, securityOf } from './settings';

const message: Outgoing = {
  key: 'page-17-park-desk',
  language: 'zh-CN',
  title: '【红色】临江石化雨水排口 氨氮 5.2 倍，请立即确认并关闭雨水总排口闸门（滨江化工园区）',
  body: '氨氮 26 mg/L，限值 5.0 mg/L\n.\n请确认。',
  severity: 'red',
  link: 'https://cofferdam.example/incidents/17',
  to: 'park-desk@demo.example',
};
const PASSWORD = 'pa55-wörd';

let provider: MailProvider;
let settings: EmailSettings;
afterEach(() => provider.close());

async function begin(login?: { user: string; password: string }): Promise<void> {
  provider = new MailProvider(login);
  const { hostname, port } = new URL(await provider.listen());
  settings = { host: hostname, port: Number(port), from: 'cofferdam@demo.example', ...login };
}

const send = (change: Partial<Outgoing> = {}, signal = new AbortController().signal): Promise<SendResult> =>
  emailChannel.send(settings, { ...message, ...change }, signal);

test('a mail arrives as it was written, marked as ours, and a repeat is the same mail', async () => {
  await begin();
  expect(await send()).toEqual({ ok: true, answer: expect.stringContaining('250') as string });
  expect(await send({ severity: 'blue' })).toMatchObject({ ok: true });
  await send({ key: 'another' });
  const [mail, repeat, other] = provider.taken;
  expect(mail).toMatchObject({ from: 'cofferdam@demo.example', to: ['park-desk@demo.example'] });
  expect(mail?.body).toBe(`${message.body}\n\n${message.link}`);
  expect(mail?.headers).toMatchObject({
    subject: message.title,
    'x-cofferdam-key': message.key,
    'auto-submitted': 'auto-generated',
    'content-type': 'text/plain; charset=utf-8',
    'x-priority': '1 (Highest)',
  });
  expect(mail?.headers['message-id']).toMatch(/^<[0-9a-f]{40}@demo\.example>$/);
  expect(repeat?.headers['message-id']).toBe(mail?.headers['message-id']);
  expect(repeat?.headers['x-priority']).toBeUndefined();
  expect(other?.headers['message-id']).not.toBe(mail?.headers['message-id']);
});

test('nothing in a message becomes a header or a second recipient', async () => {
  await begin();
  const evil = 'x\r\nBcc: thief@evil.example\r\n\r\nforged';
  expect(await send({ title: evil, key: evil, link: null })).toMatchObject({ ok: true });
  const [mail] = provider.taken;
  expect(mail?.to).toEqual(['park-desk@demo.example']);
  expect(mail?.headers['bcc']).toBeUndefined();
  expect(mail?.headers['subject']).toBe('x Bcc: thief@evil.example forged');
  expect(mail?.body).toBe(message.body);
  for (const to of ['a@b.example, thief@evil.example', 'a@b.example\r\nRCPT TO:<thief@evil.example>', 'nobody', null])
    expect(await send({ to })).toMatchObject({ ok: false, fault: 'malformed' });
  expect(provider.requests).toBe(1);
  expect(EmailSettings.safeParse({ ...settings, fromName: 'x\r\nBcc: y' }).success).toBe(false);
});

test('with the right log-in mail is taken; with a wrong one it is refused, and the password is not in the answer', async () => {
  await begin({ user: 'cofferdam', password: PASSWORD });
  expect(await send()).toMatchObject({ ok: true });
  settings = { ...settings, password: `${PASSWORD}!` };
  const result = await send();
  expect(result).toMatchObject({ ok: false, fault: 'refused' });
  expect(result.answer).toContain('535');
  expect(result.answer).not.toContain(PASSWORD);
});

test.each([
  [421, 'throttled'],
  [450, 'throttled'],
  [452, 'throttled'],
  [454, 'unreachable'],
  [550, 'gone'],
  [553, 'gone'],
  [554, 'refused'],
  [501, 'malformed'],
])('a recipient answered with %i is %s', async (refuse, fault) => {
  await begin();
  provider.mood = { refuse };
  expect(await send()).toMatchObject({ ok: false, fault, answer: expect.stringContaining(String(refuse)) as string });
});

test('550 about something else than the recipient does not end the address', () => {
  expect(faultOf({ message: '', responseCode: 550, command: 'DATA' })).toBe('refused');
  expect(faultOf({ message: '', code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' })).toBe('refused');
  expect(faultOf({ message: '', code: 'ETLS' })).toBe('unreachable');
});

test('a server that lies, drops or is down', async () => {
  await begin();
  provider.mood = { lie: true };
  expect(await send()).toMatchObject({ ok: false, fault: 'throttled' });
  expect(provider.taken).toHaveLength(1);
  provider.mood = { drop: 1 };
  expect(await send()).toMatchObject({ ok: false, fault: 'unreachable' });
  provider.mood = { down: true };
  expect(await send()).toMatchObject({ ok: false, fault: 'unreachable' });
  await provider.close();
  expect(await send()).toMatchObject({ ok: false, fault: 'unreachable' });
});

test('whoever is told to stop stops at once, and the connection is closed', async () => {
  await begin();
  const sockets: Server = createServer();
  const closed = new Promise((resolve) =>
    sockets.on('connection', (socket) => socket.on('error', () => undefined).on('close', resolve)),
  );
  await new Promise<void>((resolve) => sockets.listen(0, '127.0.0.1', resolve));
  settings = { ...settings, port: (sockets.address() as AddressInfo).port }; // says nothing, not even a greeting
  const stop = new AbortController();
  sockets.on('connection', () => stop.abort());
  expect(await send({}, stop.signal)).toMatchObject({ ok: false, fault: 'unreachable' });
  await closed;
  sockets.close();
});

test('without encryption no mail leaves the machine, unless somebody says so, and never a password', async () => {
  await begin();
  const login = { user: 'u', password: 'p' };
  const far = { host: 'mail.demo.example', port: 587, from: 'cofferdam@demo.example' };
  expect([securityOf(far), securityOf(settings), securityOf({ ...far, security: 'tls' })]).toEqual([
    'starttls',
    'none',
    'tls',
  ]);
  expect(EmailSettings.safeParse({ ...far, security: 'none' }).success).toBe(true);
  expect(EmailSettings.safeParse({ ...far, ...login, security: 'none' }).success).toBe(false);
  expect(EmailSettings.safeParse({ ...far, user: 'u' }).success).toBe(false);
  settings = { ...settings, security: 'starttls' };
  expect(await send()).toMatchObject({ ok: false, fault: 'unreachable' });
  expect(provider.requests).toBe(0);
});
