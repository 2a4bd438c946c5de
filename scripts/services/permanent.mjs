import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountOf, homeOf, writeOwned } from './accounts.mjs';
import { hasEngine, reloadContainer, startContainer, stopContainer } from './docker.mjs';
import { canInstall, installServices } from './install.mjs';
import { startInstance } from './instance.mjs';
import { locked } from './lock.mjs';
import { PasswordFile, mosquitto } from './mosquitto.mjs';
import { choosePort } from './ports.mjs';
import { end, findOurs, signal } from './processes.mjs';
import { services } from './registry.mjs';
import { newPassword } from './secrets.mjs';
import { LOCAL, readState, writeState } from './state.mjs';

const LOCK = join(LOCAL, 'services.lock');
const STOP_MS = 30_000;

/** The one that its URL variable names. */
async function useGiven(service) {
  const url = process.env[service.variable];
  if (!URL.canParse(url)) throw new Error(`${service.variable} is not a URL`);
  if (await service.answers(url)) return { origin: 'given', url };
  const { host } = new URL(url);
  throw new Error(`${service.title} does not answer at ${host}, which ${service.variable} names`);
}

/** Our process of a service, and whether it answers. Proven by its command line, which names our folder. */
async function running(service, record) {
  const pid = record?.origin === 'program' ? findOurs(service.process, record.folder) : null;
  const answers = record?.url ? await service.answers(record.url, { ours: true }) : false;
  return { pid, answers: answers && (pid !== null || record.origin === 'docker') };
}

/** The password that the data were made with stands beside them, so that the two are lost or moved together. */
function passwordOf(folder, offered, account) {
  const file = join(folder, 'secret');
  if (!existsSync(file)) writeOwned(file, `${offered}\n`, account);
  return readFileSync(file, 'utf8').trim();
}

/** Starts our own program, with the data and password of the last time. */
async function startProgram(service, record) {
  const account = accountOf(service.accounts);
  const folder = homeOf(LOCAL, service.name, account);
  const left = findOurs(service.process, folder);
  if (left) await end(left, service.stopSignal, STOP_MS);
  const password = passwordOf(folder, record.password, account);
  const place = { program: service.program(), folder, account, password };
  const choose = (attempt) => choosePort(attempt === 1 ? [service.port, record.port] : [service.port]);
  const { child, pid, port, url } = await startInstance(service, place, choose);
  child.unref();
  return { origin: 'program', port, pid, folder, url, password };
}

/** What to do where a service can be had in no way. */
function help(missing) {
  const titles = missing.map((service) => service.title).join(', ');
  const packages = missing.flatMap((service) => service.packages).join(' ');
  const variables = missing.map((service) => service.variable).join(', ');
  return (
    `no ${titles}: install it (Debian: sudo apt-get install ${packages}), ` +
    `or start a container engine, or set ${variables} to the URL of one that runs`
  );
}

/** Decides how each service that is not given comes: a program, a container, or a program once it is installed. */
async function provide(wanted, state, say) {
  const missing = wanted.filter((service) => service.program() === null);
  if (missing.length === 0) return;
  if (hasEngine()) {
    for (const service of missing) state[service.name] = { ...state[service.name], origin: 'docker' };
    return;
  }
  if (!canInstall()) throw new Error(help(missing));
  await installServices(missing, say);
  const still = missing.filter((service) => service.program() === null);
  if (still.length > 0) throw new Error(help(still));
}

async function bringUp(service, state, say) {
  const record = state[service.name];
  const passwords = Object.fromEntries(services.map(({ name }) => [name, state[name]?.password]));
  say(`${service.title}: starting${record.origin === 'docker' ? ' in a container' : ''}`);
  const start = record.origin === 'docker' ? startContainer(service, record, passwords) : startProgram(service, record);
  const fresh = await start;
  state[service.name] = fresh;
  writeState(state);
  say(`${service.title}: running on port ${fresh.port}`);
}

/** Starts all, and lets each come to its end before one that failed is told. */
async function bringUpAll(wanted, state, say) {
  const results = await Promise.allSettled(wanted.map((service) => bringUp(service, state, say)));
  const failed = results.filter((result) => result.status === 'rejected').map((result) => result.reason.message);
  if (failed.length === 0) return;
  const started = wanted.filter((_, n) => results[n].status === 'fulfilled').map((service) => service.name);
  throw Object.assign(new Error(failed.join('\n')), { started });
}

/**
 * Brings up every service. Safe to repeat, at the same time too: what runs and is ours is kept.
 * @returns `{ urls, started }`: the URLs by variable, and the names of those that were not running before
 * @throws Error that carries `started` too, where some came up and others did not
 */
export const up = (say) =>
  locked(LOCK, say, async () => {
    const state = readState();
    const urls = {};
    const wanted = [];
    for (const service of services) {
      if (process.env[service.variable]) {
        urls[service.variable] = (await useGiven(service)).url;
        say(`${service.title}: the one that ${service.variable} names`);
        continue;
      }
      if ((await running(service, state[service.name])).answers) say(`${service.title}: runs already`);
      else wanted.push(service);
    }
    await provide(wanted, state, say);
    for (const { name } of services) state[name] = { password: newPassword(), ...state[name] };
    writeState(state);
    await bringUpAll(wanted, state, say);
    for (const service of services) {
      if (urls[service.variable]) continue;
      const { url } = state[service.name];
      Object.assign(urls, { [service.variable]: url }, service.alsoUrls?.(url));
    }
    return { urls, started: wanted.map((service) => service.name) };
  });

/** Stops the services of these names (all where absent) that we started. Their data stay. */
export const down = (say, names) =>
  locked(LOCK, say, async () => {
    const state = readState();
    const stop = async (service) => {
      const record = state[service.name];
      if (!record || (names && !names.includes(service.name))) return;
      const { pid } = await running(service, record);
      if (pid) await end(pid, service.stopSignal, STOP_MS);
      else if (record.origin === 'docker') await stopContainer(service);
      else return;
      state[service.name] = { ...record, pid: null };
      say(`${service.title}: stopped`);
    };
    await Promise.all(services.map(stop));
    if (Object.keys(state).length > 0) writeState(state);
  });

/** One row a service: `{ title, up, line }`. */
export async function status() {
  const state = readState();
  const row = async (service) => {
    const given = process.env[service.variable];
    const record = given ? { origin: 'given', url: given } : state[service.name];
    if (!record?.url) return { title: service.title, up: false, line: 'never started' };
    const { host } = new URL(record.url);
    const found = given ? { pid: null, answers: await service.answers(given) } : await running(service, record);
    const where = given ? service.variable : record.origin === 'docker' ? 'container' : `data in ${record.folder}`;
    const who = found.pid ? `, pid ${found.pid}` : '';
    return { title: service.title, up: found.answers, line: `${host}${who}, ${where}` };
  };
  return Promise.all(services.map(row));
}

/** Adds lines of a Mosquitto password file to the broker that we started. A given broker has its own logins. */
export async function addLogins(lines) {
  const record = process.env[mosquitto.variable] ? null : readState().mosquitto;
  if (!record?.url) return false;
  const inContainer = record.origin === 'docker';
  const path = inContainer ? record.folder : mosquitto.passwordFile(record.folder);
  const reload = () => (inContainer ? reloadContainer() : signal(findOurs(mosquitto.process, record.folder), 'SIGHUP'));
  await new PasswordFile(path, reload, { inPlace: inContainer }).add(lines);
  return true;
}
