import { randomUUID } from 'node:crypto';
import { Publisher } from '@cofferdam/mqtt';
import { FeedAuditor } from '@cofferdam/notification';
import { FeedCursors } from '@cofferdam/records';
import { type Services, startServices, waitFor } from '@cofferdam/testing';
import { Webhook as Verifier } from 'standardwebhooks';
import { FeedWorkers, type HeardMessage } from './feed-workers';
import { changed, opened } from './opened-incidents';

jest.setTimeout(20_000);

const workers = new FeedWorkers();

const seqOf = ({ text }: HeardMessage): number => (JSON.parse(text) as { seq: number }).seq;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
/** In the order in which they were heard for the first time. */
const firsts = (heard: readonly HeardMessage[]): number[] => [...new Set(heard.map(seqOf))];
const cursors = () => new FeedCursors(workers.archive.records);

describe('alerts over MQTT', () => {
  const topic = () => `parks/${workers.park}/alerts`;

  test('tells what machines are told, as the API shows it, each timeline on its own topic', async () => {
    await workers.begin('mqtt-alerts');
    const { heard } = await workers.listen([topic(), `drills/+/${topic()}`]);
    await workers.worker();
    await workers.tell(1, { type: 'session.opened' });
    await workers.tell(1, { type: 'user.changed' });
    await workers.tell(1, { class: 'test' });
    await workers.tell(1, { class: 'exercise', drill: 'd1' });
    await workers.tell(1, { data: { padding: 'x'.repeat(100_000) } });
    await workers.tell(1, { type: 'monitor.offline', data: { n: 1 } });
    await waitFor(() => heard.length === 3, { what: 'three events' });
    const [drill, large, last] = heard.map(({ text }) => JSON.parse(text) as Record<string, unknown>);
    expect(heard.map((message) => message.topic)).toEqual([`drills/d1/${topic()}`, topic(), topic()]);
    expect(drill).toMatchObject({ seq: 4, class: 'exercise', drill: 'd1' });
    expect(large).toMatchObject({ seq: 5, data: { truncated: true, link: '/api/v1/journal?after=4&limit=1' } });
    expect(last).toMatchObject({ seq: 6, type: 'monitor.offline', actor: 'system', data: { n: 1 } });
    expect(new Date(last?.['at'] as string).toISOString()).toBe(last?.['at']);
  });

  test('an owner that is killed between publishing and moving on is followed, without a gap', async () => {
    await workers.begin('mqtt-alerts');
    const { heard } = await workers.listen(topic());
    const killed = randomUUID();
    expect(await cursors().claim('mqtt-alerts', killed, 1_000)).toMatchObject({ seq: 0, fresh: true });
    await workers.tell(1_000);
    const heir = await workers.worker();
    for (const seq of range(1, 30)) await heir.get(Publisher).publish(topic(), JSON.stringify({ seq }));
    await waitFor(() => heard.some(({ text }) => text.includes('"seq":1000')), { what: 'all events' });
    expect(firsts(heard)).toEqual(range(1, 1_000));
    expect(heard).toHaveLength(1_030);
    expect(await cursors().move('mqtt-alerts', killed, 5_000)).toBe(false);
  });

  test('a hand-over in the middle of a storm loses nothing and keeps the order', async () => {
    await workers.begin('mqtt-alerts');
    const { heard } = await workers.listen(topic());
    const first = await workers.worker();
    await workers.tell(3_000);
    await workers.worker();
    await waitFor(() => heard.length > 300, { what: 'the storm to begin' });
    await first.close();
    await waitFor(() => heard.length > 0 && firsts(heard).length === 3_000, { what: 'all events' });
    expect(firsts(heard)).toEqual(range(1, 3_000));
  });

  describe('with a broker of its own', () => {
    let broker: Services;
    beforeAll(async () => {
      broker = await startServices(['mosquitto']);
    }, 60_000);
    afterAll(() => broker.stop(), 30_000);

    test('waits while the broker is away and goes on without a gap; a stalled feed is an alarm', async () => {
      await workers.begin('mqtt-alerts', 'mqtt-siren', 'webhooks');
      const url = broker.urls.mqttUrl;
      const { heard } = await workers.listen(topic(), url, { clean: false, clientId: 'scada' });
      const worker = await workers.worker(url);
      await workers.tell(100);
      await waitFor(() => heard.length === 100, { what: 'the first' });
      const behind = (feed: string, events: number) =>
        waitFor(async () => (await cursors().behind(feed)) === events, { what: `${feed} to be ${events} behind` });
      await behind('mqtt-alerts', 0);
      await broker.halt('mosquitto');
      await workers.tell(500);
      await behind('mqtt-alerts', 500); // all are numbered: before that nobody is behind
      await behind('webhooks', 0);
      const auditor = worker.get(FeedAuditor);
      await auditor.look(0);
      await auditor.look(60_001);
      expect(await troubles()).toContain('feed-stands-still');
      await broker.start('mosquitto');
      await waitFor(() => firsts(heard).length === 600, { what: 'the rest' });
      expect(firsts(heard)).toEqual(range(1, 600));
      const current = async () => (await cursors().all()).every(({ behind }) => behind === 0);
      await waitFor(
        async () => {
          await auditor.look(60_002);
          return (await current()) && (await troubles()).length === 0;
        },
        { what: 'the alarm to go' },
      );
    }, 20_000);
  });
});

describe('the siren', () => {
  const siren = () => `parks/${workers.park}/siren`;
  const name = { zh: '名', en: 'Name' };

  test('follows the incidents from their opening to their acknowledge, and is kept by the broker', async () => {
    const park = { ...{ id: workers.park, name, rules: [], enterprises: [], outlets: [] } };
    await workers.admin.query(
      `insert into register_version (park, version, document, actor, at) values ($1, 1, $2, 'test', 0)`,
      [workers.park, JSON.stringify(park)],
    );
    const { heard } = await workers.listen(siren());
    await workers.worker();
    const said = () => heard.map(({ text }) => text);
    await waitFor(() => said().at(-1) === 'off', { what: 'off at the start' });
    const now = await workers.archive.records.now();
    const change = opened('i1', { severity: 'red', park: workers.park, now });
    await workers.write((tx) => workers.archive.incidents.save(tx, [change], now));
    await waitFor(() => said().at(-1) === 'on', { what: 'on' });
    const late = await workers.listen(siren());
    await waitFor(() => late.heard.length === 1, { what: 'what the broker keeps' });
    expect(late.heard[0]).toEqual({ topic: siren(), text: 'on', retained: true });
    const { incident } = change;
    const tiers = incident.tiers.map((duty) => ({ ...duty, acknowledged: { by: 'li', at: now } }));
    const seen = changed(incident, { state: 'ACKED', tiers });
    await workers.write((tx) => workers.archive.incidents.save(tx, [seen], now));
    await workers.tell(1);
    await waitFor(() => said().at(-1) === 'off', { what: 'off again' });
    expect(said()).toEqual(['off', 'on', 'off']);
  });

  test('a reader hears alerts and siren and says nothing; a device hears neither and sets off nothing', async () => {
    const device = `${workers.park}/outlets/main`;
    for (const user of ['reader', device]) await workers.services.addLogin(user, 'secret');
    const topics = [siren(), `parks/${workers.park}/alerts`, `parks/${workers.park}/outlets/main/readings`];
    const { host } = new URL(workers.services.urls.mqttUrl);
    const as = (username: string) =>
      workers.listen(topics, `mqtt://${host}`, { username, password: 'secret', protocolVersion: 5 });
    const [reader, outlet] = [await as('reader'), await as(device)];
    const service = await workers.listen(topics);
    for (const { client } of [reader, outlet]) {
      for (const topic of topics.slice(0, 2)) {
        await expect(client.publishAsync(topic, 'on', { qos: 1, retain: true })).rejects.toThrow('Not authorized');
      }
    }
    for (const topic of topics) await service.client.publishAsync(topic, 'told', { qos: 1 });
    await waitFor(() => service.heard.length === 3, { what: 'the service to hear itself' });
    await waitFor(() => reader.heard.length === 2, { what: 'the reader to hear' });
    expect(reader.heard.map(({ topic }) => topic)).toEqual(topics.slice(0, 2));
    expect(outlet.heard).toEqual([]);
  });
});

describe('webhooks', () => {
  const states = async (hook: string) =>
    (await workers.deliveries.list(workers.archive.records.db, hook, { limit: 10_000 })).items.map(
      ({ state }) => state,
    );

  test('each gets what it wants, signed and in order; one that hangs, throttles or is gone delays nobody', async () => {
    await workers.begin('webhooks');
    const good = await workers.receiver((_, response) => response.writeHead(204).end());
    const hanging = await workers.receiver(() => undefined);
    const busy = await workers.receiver(({ n }, response) =>
      n === 1 ? response.writeHead(429, { 'retry-after': '1' }).end('slow down') : response.end('ok'),
    );
    const gone = await workers.receiver((_, response) => response.writeHead(410).end('moved out'));
    const { secret } = await workers.hook(good.url, { types: ['alarm.changed'] });
    await workers.hook(hanging.url);
    const throttled = await workers.hook(busy.url, { types: ['alarm.changed', 'incident.*'] });
    const { id: over } = await workers.hook(gone.url);
    await workers.hook(good.url, { park: 'elsewhere' });
    const worker = await workers.worker();
    await workers.tell(20);
    await workers.tell(1, { type: 'incident.opened' });
    await workers.tell(1, { class: 'exercise', drill: 'd1' });
    await waitFor(() => good.requests.length === 20, { what: 'the good one to have all' });
    await waitFor(() => busy.requests.length === 22, { what: 'the throttled one to have all' });
    const bodies = good.requests.map(({ body, headers }) => new Verifier(secret).verify(body, headers as never));
    expect(bodies.map((body) => (body as { data: { seq: number } }).data.seq)).toEqual(range(1, 20));
    expect(bodies[0]).toMatchObject({ type: 'alarm.changed', data: { seq: 1, park: workers.park, data: { n: 0 } } });
    expect(busy.ids[2]).toBe(busy.ids[1]);
    expect((busy.requests[2]?.at ?? 0) - (busy.requests[1]?.at ?? 0)).toBeGreaterThanOrEqual(990);
    const sent = async () => (await states(throttled.id)).every((state) => state === 'SENT');
    await waitFor(sent, { what: 'them to be kept as sent' });
    await waitFor(async () => (await troubles()).length > 0, { what: 'the alarm' });
    expect(await troubles()).toEqual(['webhook-gone']);
    expect([hanging.requests.length, gone.requests.length]).toEqual([1, 1]);
    const [told] = await workers.journalled('webhook.changed');
    expect(told).toMatchObject({
      subject: { id: over },
      data: { change: 'gone', enabled: false, disabledWhy: 'gone' },
    });
    expect(JSON.stringify(told)).not.toContain('/events');
    await worker.close(); // cuts the one that hangs short
  });

  test('a dead hook costs little whatever waits for it, and gets all in order when it is back', async () => {
    await workers.begin('webhooks');
    let dead = true;
    const receiver = await workers.receiver((_, response) => response.writeHead(dead ? 500 : 200).end('no'));
    const { id } = await workers.hook(receiver.url);
    await workers.worker();
    await workers.tell(1_000);
    const written = async () => (await cursors().behind('webhooks')) === 0 && (await states(id)).length === 1_000;
    await waitFor(written, { what: 'all deliveries' });
    const failed = async () => (await workers.admin.query('select from webhook where retry_at > 0')).rowCount === 1;
    await waitFor(failed, { what: 'the failure to be kept' });
    expect(receiver.requests.length).toBeLessThan(3);
    dead = false;
    const before = receiver.requests.length;
    await workers.admin.query('update webhook set retry_at = 0');
    await waitFor(() => receiver.requests.length >= before + 50, { what: 'it to go on' });
    const ids = receiver.ids.slice(before, before + 50).map((text) => Number(text.split('_').at(-1)));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(receiver.ids[before]).toBe(receiver.ids[0]);
  });

  test('a sender that was killed is followed, and its delivery comes again under the same id', async () => {
    await workers.begin('webhooks');
    const receiver = await workers.receiver((_, response) => response.end());
    const { id } = await workers.hook(receiver.url);
    const now = await workers.archive.records.now();
    await workers.write((tx) => workers.deliveries.add(tx, [{ hook: id, seq: null, type: 'webhook.test' }], now));
    const killed = randomUUID();
    expect(await workers.deliveries.claim(killed, 10)).toEqual([id]);
    expect(await workers.deliveries.next(killed, id)).toMatchObject({ hook: { id } });
    expect(await workers.deliveries.claim(randomUUID(), 10)).toEqual([]);
    await workers.admin.query('update webhook set claimed_until = 1');
    await workers.worker();
    await waitFor(async () => (await states(id))[0] === 'SENT', { what: 'it to be sent' });
    expect(await workers.deliveries.next(killed, id)).toBeNull();
    expect(JSON.parse(receiver.requests[0]?.body ?? '')).toMatchObject({ type: 'webhook.test', data: { webhook: id } });
  });

  test('what is offered for days is given up and stays visible; what nobody sends is an alarm', async () => {
    await workers.begin('webhooks');
    const { id } = await workers.hook('http://127.0.0.1:9/');
    const { deliveries } = workers;
    const old = (await workers.archive.records.now()) - 120_000;
    const trial = { hook: id, seq: null, type: 'webhook.test' };
    await workers.write((tx) => deliveries.add(tx, [trial, trial], old));
    expect(await deliveries.overdue()).toBeGreaterThan(60_000);
    await workers.admin.query('update webhook_delivery set give_up_at = 0 where id = 1');
    expect(await deliveries.giveUp()).toBe(1);
    expect(await states(id)).toEqual(['PENDING', 'FAILED']);
    await deliveries.purge();
    const now = await workers.archive.records.now();
    expect(await workers.write((tx) => deliveries.resend(tx, id, 1, now))).toMatchObject({ state: 'PENDING' });
  });
});

async function troubles(): Promise<string[]> {
  const { items } = await workers.archive.alarms.list(workers.archive.records.db, {
    ...{ class: 'actual', drill: null, parks: '*', active: true, limit: 100 },
  });
  return items.map(({ rule }) => rule).sort();
}
