import { connectAsync } from 'mqtt';
import { Canary, Publisher } from '@cofferdam/mqtt';
import { type Services, startServices, waitFor } from '@cofferdam/testing';

let services: Services;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  services = await startServices(['mosquitto']);
}, 60_000);
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
afterAll(() => services.stop(), 30_000);

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));

describe('the publisher', () => {
  const publisher = () => {
    const made = new Publisher({ mqttUrl: services.urls.mqttUrl, namespace: 'out' });
    ends.push(() => made.onApplicationShutdown());
    return made;
  };

  it('keeps what is asked for while the broker is away, in order', async () => {
    const made = publisher();
    made.onModuleInit();
    await waitFor(() => made.connected, { what: 'a connection' });
    await services.halt('mosquitto');
    await waitFor(() => !made.connected, { what: 'the broker to be away' });
    const published = numbers(0, 100).map((n) => made.publish('out/a', n));
    const heard: string[] = [];
    await services.start('mosquitto');
    const listener = await connectAsync(services.urls.mqttUrl);
    ends.push(() => listener.endAsync(true));
    listener.on('message', (_topic, payload) => heard.push(payload.toString()));
    await listener.subscribeAsync('out/a', { qos: 1 });
    await Promise.all(published);
    const last = made.publish('out/a', 'last');
    await last;
    await waitFor(() => heard.at(-1) === 'last', { what: 'the last one' });
    expect(made.counts).toEqual({ published: 101, dropped: 0 });
  }, 30_000);

  it('drops and counts beyond its bound instead of growing', async () => {
    const made = publisher();
    const sent = Array.from({ length: 10_003 }, () => made.send('out/b', 'x'));
    expect(sent.filter((taken) => !taken)).toHaveLength(3);
    expect(made.counts.dropped).toBe(3);
    await expect(made.publish('out/b', 'x')).rejects.toThrow('too many');
  });

  it('keeps a burst within what the broker takes at once', async () => {
    const made = publisher();
    made.onModuleInit();
    await Promise.all(Array.from({ length: 3_000 }, () => made.publish('out/c', 'x')));
    expect(made.counts).toEqual({ published: 3_000, dropped: 0 });
  });
});

describe('the canary', () => {
  it('is heard, is missed when the broker stops routing, and is heard again', async () => {
    const canary = new Canary({
      url: services.urls.mqttUrl,
      namespace: services.freshNamespace(),
      everyMs: 100,
      now: () => performance.now(),
    });
    ends.push(() => canary.stop());
    expect(canary.heard(performance.now())).toBe(false);
    canary.start();
    const heard = () => canary.heard(performance.now());
    await waitFor(heard, { what: 'the canary' });
    await services.pause('mosquitto');
    await waitFor(() => !heard(), { what: 'the canary to be missed' });
    await services.resume('mosquitto');
    await waitFor(heard, { what: 'the canary again' });
  });
});
