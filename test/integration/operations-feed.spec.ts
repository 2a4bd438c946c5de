import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { JournalRelay, Sessions } from '@cofferdam/records';
import { FeedReader, waitFor } from '@cofferdam/testing';
import { OperationsStation } from './operations-station';

let station: OperationsStation;
const open: { close(): void }[] = [];
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterEach(() => open.splice(0).forEach((feed) => feed.close()));
afterAll(() => station.stop());

async function feed(who: string, after: number, query = ''): Promise<FeedReader> {
  const reader = await FeedReader.open(station.url, station.tokens.get(who) ?? who, after, query);
  open.push(reader);
  return reader;
}

const seqs = (reader: FeedReader): number[] => reader.events.map(({ event }) => event.seq);
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n + 1);
const heard = (reader: FeedReader, name: string) => reader.named.filter((event) => event.name === name);
const numbered = (count: number) =>
  waitFor(async () => (await station.journal.lastSeq()) >= count, { what: `${count} events`, timeoutMs: 30_000 });
const end = async (): Promise<number> => {
  await waitFor(async () => (await station.journal.oldestUnnumbered()) === 0, { what: 'the relay' });
  return station.journal.lastSeq();
};

/** A feed over a plain response, with headers of its own. */
function rawFeed(
  path: string,
  headers: Record<string, string>,
): Promise<{ response: IncomingMessage; text: () => string }> {
  return new Promise((resolve, reject) => {
    const authorization = `Bearer ${station.tokens.get('ada')}`;
    get(`${station.url}/api/v1/feed${path}`, { agent: false, headers: { authorization, ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', () => undefined);
      open.push({ close: () => response.destroy() });
      resolve({ response, text: () => text });
    }).on('error', reject);
  });
}

test('tells what comes, in order, as the journal has it', async () => {
  const start = await end();
  const reader = await feed('ada', start);
  await station.tell(3);
  const alarm = await station.raise();
  await waitFor(() => reader.events.length === 4, { what: 'four events' });
  expect(seqs(reader)).toEqual(range(start, start + 4));
  const { body } = await station.get('ada', `/journal?after=${start}`);
  expect(reader.events.map(({ event }) => event)).toEqual(body['items']);
  expect(reader.events.at(-1)?.event).toMatchObject({ type: 'alarm.raised', data: { id: alarm.id, state: 'UNACK' } });
});

test('resumes without gap or repeat while events go on, from memory and from the records', async () => {
  const start = await end();
  let writing = true;
  const writer = (async () => {
    while (writing) await station.tell(7, {}, 2_000);
  })();
  const readers: FeedReader[] = [];
  for (let n = 0; n < 30; n += 1) {
    readers.push(await feed('ada', n % 3 === 0 ? start : await station.journal.lastSeq()));
    await pause(20);
  }
  // Forty padded events a time soon exceed what is kept in memory, so late comers at `start` read rows.
  await station.tell(2_500, {}, 2_000);
  const late = [await feed('ada', start), await feed('ada', start + 1)];
  writing = false;
  await writer;
  const last = await end();
  for (const reader of [...readers, ...late]) {
    await waitFor(() => reader.lastSeq === last, { what: `all up to ${last}`, timeoutMs: 30_000 });
    expect(seqs(reader)).toEqual(range(last - reader.events.length, last));
  }
  expect(late.map((reader) => seqs(reader)[0])).toEqual([start + 1, start + 2]);
}, 60_000);

test('a browser’s Last-Event-ID counts more than the address', async () => {
  const start = await end();
  await station.tell(4);
  const last = await end();
  const { text } = await rawFeed(`?after=${start}`, { 'last-event-id': String(last - 1) });
  await waitFor(() => text().includes(`id: ${last}\n`), { what: 'the last event' });
  expect(text().match(/^id: \d+$/gm)).toEqual([`id: ${last}`]);
  expect((await rawFeed('', { 'last-event-id': 'x' })).response.statusCode).toBe(400);
});

test('within one’s parks and timeline; what belongs to no park is for those who see all', async () => {
  const start = await end();
  const all = await feed('ada', start);
  const east = await feed('pan', start);
  const narrow = await feed('ada', start, '&park=west');
  const drill = await feed('pan', start, '&class=exercise&drill=d1');
  await station.tell(1, { park: 'east' });
  await station.tell(1, { park: 'west' });
  await station.tell(1, { park: 'system' });
  await station.tell(1, { park: null, type: 'session.opened' });
  await station.tell(1, { class: 'exercise', drill: 'd1' });
  await station.tell(1, { park: 'system', actor: 'last' });
  await waitFor(() => all.lastSeq === start + 6 && east.lastSeq === start + 6, { what: 'the last event' });
  const places = (reader: FeedReader) => reader.events.map(({ event }) => event.park);
  expect(places(all)).toEqual(['east', 'west', 'system', null, 'system']);
  expect(places(east)).toEqual(['east', 'system', 'system']);
  await waitFor(() => narrow.events.length === 3 && drill.events.length === 1, { what: 'the others' });
  expect(places(narrow)).toEqual(['west', 'system', 'system']);
  expect(drill.events[0]?.event).toMatchObject({ class: 'exercise', drill: 'd1' });
  await expect(feed('pan', start, '&park=west')).rejects.toThrow('404');
});

test('a heartbeat at once and every five seconds', async () => {
  const start = await end();
  const reader = await feed('ada', start);
  await waitFor(() => heard(reader, 'heartbeat').length >= 2, { what: 'two heartbeats' });
  const beats = heard(reader, 'heartbeat').map(({ data }) => JSON.parse(data) as { at: string; seq: number });
  expect(beats.map(({ seq }) => seq)).toEqual([start, start]);
  expect(Math.abs(Date.parse(beats[1]?.at ?? '') - Date.now())).toBeLessThan(2_000);
});

test('a cursor from the future, or from too long ago, is told to take a snapshot again', async () => {
  const future = await feed('ada', (await end()) + 1_000);
  await waitFor(() => future.ended, { what: 'the end' });
  expect(heard(future, 'resync')).toMatchObject([{ data: expect.stringContaining('"ahead"') as string }]);
});

test('who does not read is sent away with resync; the others lose nothing and memory stays bounded', async () => {
  const start = await end();
  const stopped = await Promise.all(Array.from({ length: 5 }, () => feed('ada', start)));
  const reading = await Promise.all(Array.from({ length: 10 }, () => feed('ada', start)));
  stopped.forEach((reader) => reader.pause());
  const frozen = await rawFeed(`?after=${start}`, {});
  frozen.response.pause();
  const before = process.memoryUsage();
  const count = 8_000;
  for (let n = 0; n < count; n += 1_000) await station.tell(1_000, {}, 2_000);
  await numbered(start + count);
  for (const reader of reading) {
    await waitFor(() => reader.lastSeq >= start + count, { what: 'all events', timeoutMs: 40_000 });
    expect(seqs(reader)).toEqual(range(start, start + count));
    expect(heard(reader, 'resync')).toEqual([]);
  }
  const metrics = async (): Promise<string> => String((await station.call('ada', 'GET', '/metrics')).body['text']);
  await waitFor(async () => (await metrics()).includes('cofferdam_feed_resyncs_total{reason="too-slow"} 6'), {
    what: 'resyncs',
  });
  expect(await metrics()).toContain('cofferdam_feeds 10');
  frozen.response.resume();
  await waitFor(() => frozen.response.readableEnded, { what: 'the end after resync' });
  expect(frozen.text()).toMatch(/\nevent: resync\ndata: \{"reason":"too-slow","seq":\d+\}\n\n$/);
  const { external, arrayBuffers } = process.memoryUsage();
  expect(external + arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(100 * 1024 * 1024);
}, 90_000);

test('a feed ends with its session, closed or expired', async () => {
  const somebody = { username: 'pan', role: 'park', parks: ['east'] } as const;
  const sessions = station.app.get(Sessions);
  const [closed, brief] = [await sessions.open(somebody, 1), await sessions.open(somebody, 1 / 3600)];
  const start = await end();
  const [first, second] = [await feed(closed.token, start), await feed(brief.token, start)];
  expect((await station.call(closed.token, 'DELETE', '/api/v1/session')).status).toBe(204);
  await waitFor(() => first.ended, { what: 'the closed session’s feed to end', timeoutMs: 1_000 });
  await waitFor(() => second.ended, { what: 'the expired session’s feed to end' });
});

test('a relay that stood still for a while changes nothing', async () => {
  const start = await end();
  const reader = await feed('ada', start);
  const relay = station.app.get(JournalRelay);
  await relay.stop();
  await station.tell(10);
  relay.start();
  await waitFor(() => reader.lastSeq === start + 10, { what: 'the events' });
  expect(seqs(reader)).toEqual(range(start, start + 10));
});
