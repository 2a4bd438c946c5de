import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkTarget, forbidden, Line, targetOf } from './index';

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.8.8.8', 'loopback'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'carrierGradeNat'],
  ['169.254.169.254', 'linkLocal'],
  ['0.0.0.0', 'unspecified'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['240.0.0.1', 'reserved'],
  ['198.18.0.1', 'reserved'],
  ['::1', 'loopback'],
  ['::', 'unspecified'],
  ['::ffff:10.0.0.1', 'private'],
  ['::ffff:7f00:1', 'loopback'],
  ['::7f00:1', 'not global'],
  ['fd00::1', 'uniqueLocal'],
  ['fe80::1', 'linkLocal'],
  ['fec0::1', 'deprecatedSiteLocal'],
  ['ff02::1', 'multicast'],
  ['64:ff9b::a00:1', 'rfc6052'],
  ['2002:a00:1::', '6to4'],
  ['2001:db8::1', 'reserved'],
  ['nonsense', 'not an address'],
])('%s must not be reached: %s', (address, why) => expect(forbidden(address)).toBe(why));

test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) =>
  expect(forbidden(address)).toBeNull(),
);

const at =
  (...addresses: string[]) =>
  () =>
    Promise.resolve(addresses);

test.each([
  ['http://example.org/', 'not-https'],
  ['ftp://example.org/', 'no-url'],
  ['javascript:alert(1)', 'no-url'],
  ['example.org', 'no-url'],
  ['https://', 'no-url'],
  ['https://user:secret@example.org/', 'credentials'],
  ['https://user@example.org/', 'credentials'],
  ['https://127.0.0.1/', 'private-address'],
  ['https://0x7f.1/', 'private-address'],
  ['https://2130706433/', 'private-address'],
  ['https://[::1]/', 'private-address'],
  ['https://[::127.0.0.1]/', 'private-address'],
  ['https://[::ffff:169.254.169.254]:8443/latest/meta-data', 'private-address'],
  ['https://169.254.169.254/', 'private-address'],
])('%s is refused: %s', async (url, reason) => {
  expect(await checkTarget(url, false, at('8.8.8.8'))).toMatchObject({ reason });
});

test('every address of a name counts', async () => {
  const url = 'https://hooks.example.org:8443/x';
  expect(await checkTarget(url, false, at('8.8.8.8', '2606:4700::1111'))).toBeNull();
  expect(await checkTarget(url, false, at('8.8.8.8', '10.0.0.1'))).toMatchObject({ reason: 'private-address' });
  const nowhere = () => Promise.reject(new Error('ENOTFOUND'));
  expect(await checkTarget(url, false, nowhere)).toMatchObject({ reason: 'unresolvable' });
});

test('private addresses and http only where the installation allows it, names and passwords never', () => {
  expect(targetOf('http://127.0.0.1:80/', true)).toBeInstanceOf(URL);
  expect(targetOf('http://a:b@127.0.0.1/', true)).toMatchObject({ reason: 'credentials' });
});

describe('a line', () => {
  let server: Server;
  let reached = 0;
  beforeEach(async () => {
    reached = 0;
    server = createServer((request, response) => {
      reached += 1;
      if (request.url === '/moved') return response.writeHead(302, { location: '/' }).end();
      if (request.url === '/long') return response.end('x'.repeat(1_000_000));
      return request.url === '/slow' ? undefined : response.end('thank you');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const port = (): number => (server.address() as AddressInfo).port;

  test('a name that is public when asked first and private when connected to reaches nobody', async () => {
    const answers = [['8.8.8.8'], ['127.0.0.1']];
    const rebinding = () => Promise.resolve(answers.shift() ?? ['127.0.0.1']);
    const url = `https://rebind.example.org:${port()}/`;
    expect(await checkTarget(url, false, rebinding)).toBeNull();
    const line = new Line({ allowPrivate: false, resolve: rebinding });
    const answer = await line.post(url, {}, '{}');
    line.close();
    expect(answer).toMatchObject({ kind: 'unanswered', reason: expect.stringContaining('127.0.0.1') as string });
    expect(reached).toBe(0);
  });

  test('a literal address is refused at each send as well', async () => {
    const line = new Line({ allowPrivate: false });
    expect(await line.post(`https://127.0.0.1:${port()}/`, {}, '{}')).toMatchObject({ kind: 'unanswered' });
    line.close();
    expect(reached).toBe(0);
  });

  test('connects to what was checked, follows nothing, waits for nobody and reads no more than it keeps', async () => {
    const line = new Line({ allowPrivate: true, patienceMs: 200, resolve: at('127.0.0.1') });
    const post = (path: string) => line.post(`http://hooks.test:${port()}${path}`, {}, '{}');
    expect(await post('/')).toMatchObject({ status: 200, text: 'thank you' });
    expect(await post('/moved')).toMatchObject({ status: 302 });
    expect(await post('/slow')).toMatchObject({ kind: 'unanswered', reason: 'no answer within 0.2 s' });
    const long = await post('/long');
    expect(long.kind === 'answered' && long.text.length).toBe(2_048);
    line.close();
    expect(reached).toBe(4);
  });
});
