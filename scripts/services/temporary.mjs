import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { accountOf, makeOwned, temporaryHome } from './accounts.mjs';
import { createInfluxDatabase } from './influx.mjs';
import { canInstall, installServices } from './install.mjs';
import { startInstance } from './instance.mjs';
import { PasswordFile, mosquitto, passwordLine } from './mosquitto.mjs';
import { freePort } from './ports.mjs';
import { createDatabase } from './postgres.mjs';
import { end, gone, isAlive, signal, signalTree } from './processes.mjs';
import { named } from './registry.mjs';
import { newPassword } from './secrets.mjs';

const STOP_MS = 20_000;
const LOGIN_MS = 10_000;
const LOGIN_POLL_MS = 10;
const URL_NAMES = {
  DATABASE_URL: 'databaseUrl',
  REDIS_URL: 'redisUrl',
  INFLUX_URL: 'influxUrl',
  MQTT_URL: 'mqttUrl',
  DRILL_MQTT_URL: 'drillMqttUrl',
};

const tell = (line) => process.stderr.write(`${line}\n`);

/** A throw-away copy of one service: started, killed, paused at will, on one port with one folder. */
class Copy {
  constructor(service, folder) {
    this.service = service;
    this.account = accountOf(service.accounts);
    this.folder = join(folder, service.name);
    this.password = newPassword();
    /** Ends a start that is still going on. */
    this.abandon = new AbortController();
    makeOwned(this.folder, this.account);
  }

  async start() {
    const { account, folder, password } = this;
    const launched = (pid) => (this.pid = pid);
    const { signal: abandoned } = this.abandon;
    const place = { program: this.service.program(), folder, account, password, mortal: true, launched, abandoned };
    const choose = () => this.port ?? freePort();
    const { pid, port, url } = await startInstance(this.service, place, choose);
    Object.assign(this, { pid, port, url });
  }

  async kill() {
    for (const pid of signalTree(this.pid, 'SIGKILL')) await gone(pid, STOP_MS);
  }

  async stop() {
    signalTree(this.pid, 'SIGCONT');
    await end(this.pid, this.service.stopSignal, STOP_MS);
  }

  pause() {
    signalTree(this.pid, 'SIGSTOP');
  }

  resume() {
    signalTree(this.pid, 'SIGCONT');
  }
}

/** Adds a login to the broker, and waits until the broker takes it. */
async function addLogin(copy, { user, password }) {
  copy.passwords ??= new PasswordFile(mosquitto.passwordFile(copy.folder), () => signal(copy.pid, 'SIGHUP'));
  await copy.passwords.add([passwordLine(user, password)]);
  const url = new URL(copy.url);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  const until = Date.now() + LOGIN_MS;
  while (!(await mosquitto.answers(url.href))) {
    if (Date.now() > until) throw new Error(`the broker does not take the login ${user}`);
    await pause(LOGIN_POLL_MS);
  }
}

const ACTIONS = ['kill', 'stop', 'start', 'pause', 'resume'];

function obey(copies, order) {
  const copyOf = (name) => {
    const copy = copies.find(({ service }) => service.name === name);
    if (!copy) throw new Error(`no such service here: ${name}`);
    return copy;
  };
  if (ACTIONS.includes(order.do)) return copyOf(order.service)[order.do]();
  if (order.do === 'password') return addLogin(copyOf('mosquitto'), order);
  if (order.do === 'database') return createDatabase(copyOf('postgres').url, order.name);
  if (order.do === 'influx') return createInfluxDatabase(copyOf('influx').url, order.name);
  throw new Error(`no such order: ${order.do}`);
}

/** Reads orders, a JSON line each, and answers each with a JSON line that repeats its `id`. */
function serve(copies, input, output) {
  const lines = createInterface({ input });
  lines.on('line', async (line) => {
    let order = {};
    let answer;
    try {
      order = JSON.parse(line);
      answer = { ok: true, result: await obey(copies, order) };
    } catch (error) {
      answer = { ok: false, error: error.message };
    }
    const { pids } = describe(copies);
    if (output.writable) output.write(`${JSON.stringify({ id: order.id, ...answer, pids })}\n`);
  });
  return lines;
}

function describe(copies) {
  const all = copies.flatMap(({ service, url }) =>
    url ? Object.entries({ [service.variable]: url, ...service.alsoUrls?.(url) }) : [],
  );
  const urls = all.map(([variable, url]) => [URL_NAMES[variable], url]);
  const pids = copies.map(({ service, pid }) => [service.name, pid]);
  return { ...Object.fromEntries(urls), pids: Object.fromEntries(pids) };
}

/** Other processes (test files that share these services) give their orders through a socket in the folder. */
function listen(copies, path) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    serve(copies, socket, socket);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

/** The end: whoever holds our standard input is gone, or we are told. */
function told() {
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(name, resolve);
    process.stdin.once('close', resolve);
    process.stdin.once('end', resolve);
    process.stdin.once('error', resolve);
    process.stdin.resume();
  });
}

async function provide(wanted) {
  const missing = wanted.filter((service) => service.program() === null);
  if (missing.length === 0) return;
  const titles = missing.map((service) => service.title).join(', ');
  if (!canInstall()) throw new Error(`no ${titles}: tests start their own copies and need the programs installed`);
  await installServices(missing, tell);
}

/** Removes the data of runs that were killed; their services ended with them. */
function sweep(places) {
  for (const place of new Set(places)) {
    for (const name of readdirSync(place)) {
      const [, pid] = /^cofferdam-test-(\d+)-/.exec(name) ?? [];
      if (pid && !isAlive(pid)) rmSync(join(place, name), { recursive: true, force: true });
    }
  }
}

/** Whatever was still at work in the folder has ended before it is removed. */
async function endAll(copies, folder) {
  for (const copy of copies) copy.abandon.abort();
  await Promise.all(copies.map((copy) => (copy.pid ? copy.kill() : undefined)));
  await Promise.allSettled(copies.map((copy) => copy.started));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

/**
 * Starts throw-away services and prints one JSON line once all answer: their URLs, pids, and the `control` socket.
 * Then obeys orders until standard input closes or a signal comes; kills all and removes the data.
 */
export async function temporary(names) {
  const wanted = named(names);
  const over = told();
  await provide(wanted);
  const mark = `cofferdam-test-${process.pid}-${randomBytes(4).toString('hex')}`;
  const accounts = wanted.map((service) => accountOf(service.accounts));
  const places = [tmpdir(), '/tmp', '/var/tmp'];
  sweep(places);
  const folder = temporaryHome(places, mark, accounts);
  const copies = wanted.map((service) => new Copy(service, folder));
  const control = join(folder, 'control');
  const starting = Promise.all(copies.map((copy) => (copy.started = copy.start())));
  try {
    const first = await Promise.race([starting, over.then(() => 'over')]);
    if (first !== 'over') {
      await listen(copies, control);
      serve(copies, process.stdin, process.stdout);
      process.stdout.write(`${JSON.stringify({ ...describe(copies), control })}\n`);
      await over;
    }
  } finally {
    await endAll(copies, folder);
  }
  process.exit();
}
