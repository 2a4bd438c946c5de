import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIVE } from '@cofferdam/domain';
import { audienceOf } from './audience';
import { Audiences } from './audiences';
import type { Frame } from './frame';
import { MAX_UNSENT_BYTES, Reader } from './reader';

const everybody = audienceOf(LIVE, '*');
const frame = (seq: number, text = `${seq} `): Frame => ({ ...LIVE, seq, park: 'east', bytes: Buffer.from(text) });

let server: Server;
let told: Promise<[unknown, ServerResponse]>;
beforeEach(async () => {
  server = createServer();
  told = once(server, 'request') as Promise<[unknown, ServerResponse]>;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A live reader at a place in the journal, and its far end, which does not read yet. */
async function reader(position: number): Promise<{ reader: Reader; far: IncomingMessage }> {
  const { port } = server.address() as AddressInfo;
  const request = get({ port, host: '127.0.0.1', agent: false });
  const answered = once(request, 'response') as Promise<[IncomingMessage]>;
  const [, response] = await told;
  response.flushHeaders();
  const made = new Reader(everybody, { username: 'ada', token: null, expiresAt: Infinity }, response, position);
  made.live = true;
  const [far] = await answered;
  far.on('error', () => undefined);
  return { reader: made, far };
}

test('a reader whose cursor is ahead of the others is not told again what it has', async () => {
  const { reader: ahead, far } = await reader(5);
  const audiences = new Audiences();
  audiences.add(ahead);
  audiences.give([frame(4), frame(5)]);
  expect(ahead.position).toBe(5);
  audiences.give([frame(5), frame(6)]);
  audiences.give([frame(7)]);
  ahead.end();
  let text = '';
  for await (const chunk of far) text += String(chunk);
  expect(text).toBe('6 7 ');
});

test('never more than the bound is unsent: who would exceed it is given nothing and named', async () => {
  const { reader: frozen } = await reader(0);
  const audiences = new Audiences();
  audiences.add(frozen);
  const piece = 'x'.repeat(60_000);
  let seq = 0;
  let cut: Reader[] = [];
  while (cut.length === 0 && seq < 1_000) {
    seq += 1;
    cut = audiences.give([frame(seq, piece)]);
    await new Promise(setImmediate);
    expect(frozen.unsent).toBeLessThanOrEqual(MAX_UNSENT_BYTES + 1_000); // and the chunks' own framing
  }
  expect(cut).toEqual([frozen]);
});

test('a burst waits for who reads slowly, and once only for who does not read', async () => {
  const { reader: frozen, far } = await reader(0);
  const audiences = new Audiences();
  audiences.add(frozen);
  for (let seq = 1; frozen.unsent < 700_000; seq += 1) {
    audiences.give([frame(seq, 'x'.repeat(60_000))]);
    await new Promise(setImmediate);
  }
  await audiences.settle();
  expect(frozen.lagging).toBe(true);
  const before = performance.now();
  await audiences.settle();
  expect(performance.now() - before).toBeLessThan(100);
  frozen.lagging = false;
  far.resume();
  await audiences.settle();
  expect([frozen.lagging, frozen.unsent < 256 * 1024]).toEqual([false, true]);
});
