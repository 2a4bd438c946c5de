import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import { type IClientOptions, type MqttClient, connect, connectAsync } from 'mqtt';
import { Client } from 'pg';
import { type Services, startServices, waitFor } from '@cofferdam/testing';

const SCRIPT = 'scripts/services.mjs';
const OUTLET = 'demo/outlets/o1';
const UNAUTHORIZED = 135;

let services: Services;
const open: { end(): unknown }[] = [];

beforeAll(async () => {
  services = await startServices();
}, 60_000);

afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});

afterAll(() => services.stop());

const redis = (url = services.urls.redisUrl) => {
  const client = new Redis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => undefined);
  open.push({ end: () => client.disconnect() });
  return client;
};

const mqtt = async (login: Partial<IClientOptions>): Promise<MqttClient> => {
  const { host } = new URL(services.urls.mqttUrl);
  const client = await connectAsync(`mqtt://${host}`, { protocolVersion: 5, reconnectPeriod: 0, ...login });
  client.on('error', () => undefined);
  open.push({ end: () => client.endAsync(true) });
  return client;
};

const ownAccount = () => {
  const { username, password } = new URL(services.urls.mqttUrl);
  return { username, password };
};

const postgres = async (url: string) => {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  open.push({ end: () => client.end().catch(() => undefined) });
  return client;
};

const influx = async (url: string, path: string, body: string, login = true) => {
  const { origin, username, password } = new URL(url);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...(login && { authorization: `Basic ${btoa(`${username}:${password}`)}` }),
  };
  const answer = await fetch(origin + path, { method: 'POST', body, headers });
  return { status: answer.status, text: await answer.text() };
};

describe('Redis', () => {
  it('keeps every write on disk, forgets nothing when full, and asks for a password', async () => {
    const client = redis();
    for (const [name, value] of Object.entries({
      appendonly: 'yes',
      appendfsync: 'always',
      'maxmemory-policy': 'noeviction',
      'no-appendfsync-on-rewrite': 'no',
      bind: '127.0.0.1',
    })) {
      expect(await client.config('GET', name)).toEqual([name, value]);
    }
    const { host } = new URL(services.urls.redisUrl);
    await expect(redis(`redis://${host}`).get('a')).rejects.toThrow('NOAUTH');
  });

  it('has an acknowledged write after a kill', async () => {
    await redis().set('kept', 'yes');
    await services.kill('redis');
    await expect(redis().get('kept')).rejects.toThrow();
    await services.start('redis');
    expect(await redis().get('kept')).toBe('yes');
  }, 30_000);

  it('is silent while paused, and comes back', async () => {
    const client = redis();
    await client.ping();
    await services.pause('redis');
    const answer = client.ping();
    const silence = new Promise((resolve) => setTimeout(() => resolve('silence'), 100));
    expect(await Promise.race([answer, silence])).toBe('silence');
    await services.resume('redis');
    expect(await answer).toBe('PONG');
  });
});

describe('Mosquitto', () => {
  const device = { username: OUTLET, password: 'device-secret' };
  beforeAll(() => services.addLogin(device.username, device.password));

  it.each([
    ['nobody', {}],
    ['a wrong password', { username: OUTLET, password: 'wrong' }],
    ['an unknown user', { username: 'demo/outlets/o2', password: 'device-secret' }],
  ])('refuses %s', async (_, login) => {
    await expect(mqtt(login)).rejects.toThrow(/Not authorized/);
  });

  it.each(['readings', 'hj212', 'status'])('lets a device publish its own %s', async (leaf) => {
    const station = await mqtt(ownAccount());
    const heard: string[] = [];
    station.on('message', (topic) => heard.push(topic));
    await station.subscribeAsync('parks/#', { qos: 1 });
    await (await mqtt(device)).publishAsync(`parks/${OUTLET}/${leaf}`, 'x', { qos: 1 });
    await waitFor(() => heard.includes(`parks/${OUTLET}/${leaf}`), { what: 'the device heard by the service' });
  });

  it.each([
    `parks/${OUTLET}/commands`,
    `parks/${OUTLET}/readings/more`,
    `parks/${OUTLET}`,
    'parks/demo/outlets/o2/readings',
    'parks/demo/outlets/o2/status',
    'parks/demo/alerts',
    'parks/demo/siren',
    `drills/d1/parks/${OUTLET}/readings`,
    `drills/d1/parks/${OUTLET}/status`,
    'canary',
  ])('keeps a device from publishing %s', async (topic) => {
    const refused = (await mqtt(device)).publishAsync(topic, 'x', { qos: 1 });
    await expect(refused).rejects.toMatchObject({ code: UNAUTHORIZED });
  });

  it('lets a device read its own commands', async () => {
    const client = await mqtt(device);
    const heard: string[] = [];
    client.on('message', (topic) => heard.push(topic));
    await client.subscribeAsync(`parks/${OUTLET}/commands`, { qos: 1 });
    await (await mqtt(ownAccount())).publishAsync(`parks/${OUTLET}/commands`, 'x', { qos: 1 });
    await waitFor(() => heard.length === 1, { what: 'the command' });
  });

  it('keeps a device from hearing anything else', async () => {
    const client = await mqtt(device);
    const heard: string[] = [];
    client.on('message', (topic) => heard.push(topic));
    const theirs = [`parks/${OUTLET}/readings`, 'parks/demo/outlets/o2/commands', `drills/d1/parks/${OUTLET}/commands`];
    for (const filter of ['#', 'parks/#', 'drills/#', '$SYS/#', ...theirs]) {
      await client.subscribeAsync(filter, { qos: 1 }).catch(() => undefined);
    }
    const station = await mqtt(ownAccount());
    const topics = ['parks/demo/alerts', 'drills/d1/a', ...theirs];
    for (const topic of topics) await station.publishAsync(topic, 'x', { qos: 1 });
    await station.publishAsync(`parks/${OUTLET}/commands`, 'the last', { qos: 1 });
    await waitFor(() => heard.length > 0, { what: 'its own command, which "#" covers' });
    expect(new Set(heard)).toEqual(new Set([`parks/${OUTLET}/commands`]));
  });

  const drills = () => {
    const { username, password } = new URL(services.urls.drillMqttUrl);
    return { username, password };
  };
  const virtual = `drills/d1/parks/${OUTLET}`;

  it("lets drills speak as their virtual devices and hear their commands, and nothing of the devices'", async () => {
    const [station, client] = [await mqtt(ownAccount()), await mqtt(drills())];
    const [heard, told] = [[] as string[], [] as string[]];
    station.on('message', (topic) => heard.push(topic));
    client.on('message', (topic) => told.push(topic));
    await station.subscribeAsync(['parks/#', 'drills/#'], { qos: 1 });
    for (const filter of ['#', 'parks/#', '$SYS/#', 'drills/#', 'drills/+/parks/+/outlets/+/commands']) {
      await client.subscribeAsync(filter, { qos: 1 }).catch(() => undefined);
    }
    const forbidden = [`parks/${OUTLET}/readings`, `parks/${OUTLET}/status`, `parks/${OUTLET}/commands`];
    const others = ['parks/demo/alerts', 'parks/drills/readings', `${virtual}/commands`, `${virtual}/hj212`, 'canary'];
    for (const topic of [...forbidden, ...others]) {
      const refused = (await mqtt(drills())).publishAsync(topic, 'x', { qos: 1 });
      await expect(refused).rejects.toMatchObject({ code: UNAUTHORIZED });
    }
    for (const leaf of ['readings', 'status']) await client.publishAsync(`${virtual}/${leaf}`, 'x', { qos: 1 });
    await waitFor(() => heard.length === 2, { what: 'the virtual device heard by the service' });
    expect(heard).toEqual([`${virtual}/readings`, `${virtual}/status`]);
    for (const topic of [
      `parks/${OUTLET}/commands`,
      'parks/demo/alerts',
      `${virtual}/readings`,
      `${virtual}/commands`,
    ]) {
      await station.publishAsync(topic, 'x', { qos: 1 });
    }
    await waitFor(() => told.length > 0, { what: 'the command of its virtual device' });
    expect(new Set(told)).toEqual(new Set([`${virtual}/commands`]));
  });

  it('gives neither of our own accounts to a device', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cofferdam-passwords-'));
    const file = join(folder, 'passwords');
    writeFileSync(file, 'cofferdam:own\ndrills:own\n');
    const add = `import { PasswordFile } from '${pathToFileURL('scripts/services/mosquitto.mjs').href}';
      const file = new PasswordFile(process.argv[1], () => undefined);
      await file.add(['cofferdam:taken', 'drills:taken', '${OUTLET}:its']);`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', add, file]);
    expect(readFileSync(file, 'utf8')).toBe(`cofferdam:own\ndrills:own\n${OUTLET}:its\n`);
    rmSync(folder, { recursive: true });
  });

  it('keeps a session and what waits for it over an orderly restart, and takes the logins again', async () => {
    const session = { clientId: 'slot', clean: false, properties: { sessionExpiryInterval: 3600 } };
    const slot = await mqtt({ ...ownAccount(), ...session });
    await slot.subscribeAsync('parks/+/outlets/+/readings', { qos: 1 });
    await slot.endAsync();
    await (await mqtt(device)).publishAsync(`parks/${OUTLET}/readings`, 'waits', { qos: 1 });
    await services.halt('mosquitto');
    await services.start('mosquitto');
    const { host } = new URL(services.urls.mqttUrl);
    const again = connect(`mqtt://${host}`, { protocolVersion: 5, reconnectPeriod: 0, ...ownAccount(), ...session });
    open.push({ end: () => again.endAsync(true) });
    const [, payload] = await new Promise<[string, Buffer]>((resolve) =>
      again.once('message', (...message) => resolve([message[0], message[1]])),
    );
    expect(payload.toString()).toBe('waits');
    await mqtt(device);
  }, 30_000);

  it('limits the size of a packet', async () => {
    const client = await mqtt(ownAccount());
    const gone = new Promise((resolve) => client.once('close', () => resolve(undefined)));
    client.stream.write(Buffer.concat([Buffer.from([0x30, 0xff, 0xff, 0x07, 0, 1, 97, 0]), Buffer.alloc(131_000)]));
    await gone;
  });
});

describe('InfluxDB', () => {
  it('asks for a password', async () => {
    expect((await influx(services.urls.influxUrl, '/query', 'q=SHOW DATABASES', false)).status).toBe(401);
    expect((await influx(services.urls.influxUrl, '/write?db=cofferdam', 'a value=1', false)).status).toBe(401);
  });

  it('takes more series than its default limits and has them after a kill', async () => {
    const url = await services.freshInflux();
    const database = new URL(url).pathname.slice(1);
    const points = Array.from({ length: 100_100 }, (_, n) => `r,monitor=m${n} value=${n} ${n}`);
    const written = await influx(url, `/write?db=${database}&precision=ms`, points.join('\n'));
    expect(written).toEqual({ status: 204, text: '' });
    await services.kill('influx');
    await services.start('influx');
    const counted = await influx(url, `/query?db=${database}`, 'q=SELECT count(value) FROM r');
    expect(counted.text).toContain('100100');
  }, 60_000);
});

describe('PostgreSQL', () => {
  it('keeps a commit over a kill, in UTF-8, with every password hashed by SCRAM', async () => {
    const url = await services.freshDatabase();
    const before = await postgres(url);
    for (const [name, value] of Object.entries({
      server_encoding: 'UTF8',
      fsync: 'on',
      synchronous_commit: 'on',
      password_encryption: 'scram-sha-256',
      listen_addresses: '127.0.0.1',
    })) {
      expect((await before.query(`show ${name}`)).rows).toEqual([{ [name]: value }]);
    }
    await before.query(`create table kept as select '废水'::text as word`);
    await services.kill('postgres');
    await services.start('postgres');
    const after = await postgres(url);
    expect((await after.query('select word from kept')).rows).toEqual([{ word: '废水' }]);
    const wrong = new URL(url);
    wrong.password = 'wrong';
    await expect(postgres(wrong.href)).rejects.toThrow(/authentication failed/);
  }, 60_000);
});

describe('the end', () => {
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  async function startApart() {
    const child = spawn(process.execPath, [SCRIPT, 'temporary'], { stdio: ['pipe', 'pipe', 'inherit'] });
    open.push({ end: () => child.kill('SIGKILL') });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { pids, control } = JSON.parse(line) as { pids: Record<string, number>; control: string };
    return { child, pids: Object.values(pids), folder: dirname(control) };
  }

  it('leaves nothing when standard input closes, a stopped service included', async () => {
    const { child, pids, folder } = await startApart();
    expect(pids.filter(isAlive)).toHaveLength(4);
    process.kill(pids[0]!, 'SIGSTOP');
    const closed = once(child, 'close');
    child.stdin.end();
    await closed;
    // Killed they are; whoever inherited them may still have to collect them.
    await waitFor(() => !pids.some(isAlive), { what: 'the end of the services' });
    expect(existsSync(folder)).toBe(false);
  }, 30_000);

  it('leaves nothing on SIGTERM, even while it starts', async () => {
    const child = spawn(process.execPath, [SCRIPT, 'temporary'], { stdio: ['pipe', 'pipe', 'inherit'] });
    open.push({ end: () => child.kill('SIGKILL') });
    const closed = once(child, 'close');
    const family = `/proc/${child.pid}/task/${child.pid}/children`;
    const started = await waitFor(
      async () => {
        const pids = (await readFile(family, 'utf8')).trim().split(' ').map(Number);
        return pids.length > 1 && pids;
      },
      { what: 'the first services' },
    );
    child.kill('SIGTERM');
    await closed;
    await waitFor(() => !started.some(isAlive), { what: 'the end of the services' });
  }, 30_000);
});
