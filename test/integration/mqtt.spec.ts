import { connectAsync, type MqttClient } from 'mqtt';
import { IntakeSession, type IntakeSessionOptions, type Packet, Publisher } from '@cofferdam/mqtt';
import { type Services, startServices, waitFor } from '@cofferdam/testing';
import { type Line, openLine } from './line';

let services: Services;
let device: MqttClient;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  services = await startServices(['mosquitto']);
}, 60_000);
beforeEach(async () => {
  device = await connectAsync(services.urls.mqttUrl, { protocolVersion: 5, reconnectPeriod: 100 });
  device.on('error', () => undefined);
  ends.push(() => device.endAsync(true));
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => services.stop(), 30_000);

const say = (topic: string, text: string) => device.publishAsync(topic, text, { qos: 1 });
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));
const textOf = ({ payload }: Packet) => payload.toString();

/** A session with a client id of its own; a second one of the same name is a rival for it. */
function session(name: string, options: Partial<IntakeSessionOptions> = {}): IntakeSession {
  const made = new IntakeSession({
    url: services.urls.mqttUrl,
    clientId: name,
    topics: [`${name}/#`],
    handle: () => Promise.resolve(),
    admitted: () => Promise.resolve(true),
    onTakenOver: () => undefined,
    ...options,
  });
  ends.push(() => made.stop());
  return made;
}

async function opened(made: IntakeSession): Promise<IntakeSession> {
  made.start();
  await waitFor(() => made.state === 'open', { what: 'the session to open', timeoutMs: 20_000 });
  return made;
}

async function line(): Promise<Line> {
  const made = await openLine(services.urls.mqttUrl);
  ends.push(() => made.close());
  return made;
}

describe('an intake session', () => {
  it('hands packets over in order, without waiting for the answer to the one before', async () => {
    const heard: string[] = [];
    const releases: (() => void)[] = [];
    await opened(
      session('order', {
        handle: (packet) => {
          heard.push(textOf(packet));
          return new Promise((resolve) => releases.push(resolve));
        },
      }),
    );
    const said = Promise.all(numbers(0, 200).map((n) => say('order/a', n)));
    await waitFor(() => heard.length === 200, { what: 'as many packets as may be under way' });
    expect(heard).toEqual(numbers(0, 200));
    releases.reverse().forEach((release) => release());
    await said;
  });

  it('gets what a handler rejected again, in order, and nothing that was acknowledged', async () => {
    const heard: string[] = [];
    let broken = false;
    await opened(
      session('rejects', {
        handle: async (packet) => {
          if (!broken && textOf(packet) === '5') {
            broken = true;
            throw new Error('the log is away');
          }
          heard.push(`${textOf(packet)}${packet.redelivered ? '!' : ''}`);
        },
      }),
    );
    await Promise.all(numbers(0, 10).map((n) => say('rejects/a', n)));
    await waitFor(() => new Set(heard.map((text) => text.replace('!', ''))).size === 10, { what: 'all packets' });
    const again = heard.filter((text) => text.endsWith('!'));
    expect(again).toContain('5!');
    expect(again).toEqual([...again].sort());
  });

  it('keeps a packet unacknowledged when it stops in the middle of it', async () => {
    let heard = 0;
    const first = await opened(
      session('middle', {
        handle: () => {
          heard += 1;
          return new Promise(() => undefined);
        },
      }),
    );
    await say('middle/a', 'x');
    await waitFor(() => heard === 1, { what: 'the packet' });
    first.stop();
    const again: Packet[] = [];
    await opened(session('middle', { handle: async (packet) => void again.push(packet) }));
    await waitFor(() => again.length === 1, { what: 'the packet again' });
    expect(again[0]).toMatchObject({ topic: 'middle/a', redelivered: true });
  });

  it('answers the packets in hand before it closes in order', async () => {
    const releases: (() => void)[] = [];
    const first = await opened(session('closing', { handle: () => new Promise((resolve) => releases.push(resolve)) }));
    await say('closing/a', 'one');
    await say('closing/a', 'two');
    await waitFor(() => releases.length === 2, { what: 'both packets' });
    const closed = first.close();
    await say('closing/a', 'behind');
    releases.forEach((release) => release());
    await closed;
    const again: string[] = [];
    await opened(session('closing', { handle: async (packet) => void again.push(textOf(packet)) }));
    await waitFor(() => again.length > 0, { what: 'the packet behind' });
    expect(again).toEqual(['behind']);
    expect(releases).toHaveLength(2);
  });

  it('drops the answer of a connection that is gone', async () => {
    const way = await line();
    const releases: (() => void)[] = [];
    const heard: string[] = [];
    await opened(
      session('old', {
        url: way.url,
        handle: (packet) => {
          heard.push(textOf(packet));
          return new Promise((resolve) => releases.push(resolve));
        },
      }),
    );
    await say('old/a', '1');
    await waitFor(() => heard.length === 1, { what: 'the packet on the first connection' });
    way.cut();
    await waitFor(() => heard.length === 2, { what: 'the packet on the second connection' });
    releases[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    way.cut();
    await waitFor(() => heard.length === 3, { what: 'the packet on the third: nobody had acknowledged it' });
    releases[2]?.();
    await say('old/a', '2');
    await waitFor(() => heard.length === 4, { what: 'the next packet' });
    expect(heard).toEqual(['1', '1', '1', '2']);
  });

  it('loses nothing over restarts of the broker, away or connected', async () => {
    const heard: string[] = [];
    // What the broker had sent and not been answered for when it stopped comes again, and says so.
    const handle = async (packet: Packet) => {
      if (!heard.includes(textOf(packet))) heard.push(textOf(packet));
      else expect(packet.redelivered).toBe(true);
    };
    const made = await opened(session('restart', { handle }));
    made.stop();
    for (const n of numbers(0, 50)) await say('restart/a', n);
    await services.halt('mosquitto');
    await services.start('mosquitto');
    await opened(made);
    await waitFor(() => heard.length === 50, { what: 'what was said while we were away' });
    await services.halt('mosquitto');
    await services.start('mosquitto');
    for (const n of numbers(50, 100)) await say('restart/a', n);
    await waitFor(() => heard.length >= 100, { what: 'what was said after the restart', timeoutMs: 20_000 });
    expect(heard).toEqual(numbers(0, 100));
  }, 60_000);

  it('subscribes on every connection, also where the broker has forgotten the session', async () => {
    const heard: string[] = [];
    const made = await opened(session('forgotten', { handle: async (packet) => void heard.push(textOf(packet)) }));
    made.stop();
    const clean = await connectAsync(services.urls.mqttUrl, { clientId: 'forgotten', clean: true, protocolVersion: 5 });
    await clean.endAsync();
    await opened(made);
    await say('forgotten/a', 'x');
    await waitFor(() => heard.length === 1, { what: 'the packet' });
  });

  it('gives up when another connection takes its id, and does not fight for it', async () => {
    let takenOver = 0;
    const first = await opened(session('rival', { onTakenOver: () => (takenOver += 1) }));
    const heard: string[] = [];
    const second = await opened(session('rival', { handle: async (packet) => void heard.push(textOf(packet)) }));
    await waitFor(() => takenOver === 1, { what: 'the first to give up' });
    for (const n of numbers(0, 20)) await say('rival/a', n);
    await waitFor(() => heard.length === 20, { what: 'everything at the second' });
    expect([first.state, second.state]).toEqual(['stopped', 'open']);
  });

  it('asks before it returns, so that a paused owner does not throw its successor out', async () => {
    const way = await line();
    const owner = { name: 'first' };
    let takenOver = 0;
    const first = await opened(
      session('paused', {
        url: way.url,
        admitted: async () => owner.name === 'first',
        onTakenOver: () => (takenOver += 1),
      }),
    );
    way.freeze();
    owner.name = 'second';
    let lost = 0;
    const second = await opened(session('paused', { onTakenOver: () => (lost += 1) }));
    // Its line dies without a word of the broker: only the question tells it.
    way.cut();
    await waitFor(() => takenOver === 1, { what: 'the paused owner to give up' });
    expect([first.state, second.state, lost]).toEqual(['stopped', 'open', 0]);
  });

  it('waits while nobody can say whether it may return', async () => {
    let asked = 0;
    const made = session('unsure', {
      admitted: async () => {
        asked += 1;
        if (asked < 3) throw new Error('Redis is away');
        return true;
      },
    });
    await opened(made);
    expect(asked).toBe(3);
  });

  it('leaves topics that it no longer owns', async () => {
    const heard: string[] = [];
    const handle = async ({ topic }: Packet) => void heard.push(topic);
    const made = await opened(session('owns', { handle, topics: ['owns/a', 'owns/b'] }));
    made.listen(['owns/b', 'owns/c']);
    await waitFor(
      async () => {
        await say('owns/c', 'x');
        return heard.includes('owns/c');
      },
      { what: 'the new topic' },
    );
    heard.length = 0;
    await say('owns/a', 'x');
    await say('owns/b', 'x');
    await waitFor(() => heard.includes('owns/b'), { what: 'the topic that stayed' });
    expect(heard).not.toContain('owns/a');
  });

  it('does not stop on answers that are published from inside a packet', async () => {
    const publisher = new Publisher({ mqttUrl: services.urls.mqttUrl, namespace: 'burst' });
    publisher.onModuleInit();
    ends.push(() => publisher.onApplicationShutdown());
    const receipts: string[] = [];
    device.on('message', (_topic, payload) => receipts.push(payload.toString()));
    await device.subscribeAsync('burst-receipts', { qos: 1 });
    await opened(
      session('burst', {
        handle: async (packet) => void publisher.send('burst-receipts', packet.payload),
      }),
    );
    await Promise.all(numbers(0, 200).map((n) => say('burst/a', n)));
    await waitFor(() => receipts.length === 200, { what: 'a receipt for each' });
    expect(receipts).toEqual(numbers(0, 200));
  });
});
