import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram } from './find.mjs';
import { ownLines } from './mosquitto.mjs';
import { choosePort } from './ports.mjs';
import { run } from './processes.mjs';
import { DRILLS, drillPassword, newPassword } from './secrets.mjs';
import { LOCAL, ROOT } from './state.mjs';

const SECRETS = join(LOCAL, 'secrets');
const PROJECT = `cofferdam-${createHash('sha256').update(ROOT).digest('hex').slice(0, 8)}`;
const PATIENCE_MS = 10_000;
const POLL_MS = 200;

/** Whether a container engine answers and understands `docker compose`. */
export function hasEngine() {
  const docker = findProgram('docker');
  const works = (...args) => spawnSync(docker, args, { stdio: 'ignore', timeout: PATIENCE_MS }).status === 0;
  return docker !== null && works('compose', 'version') && works('info');
}

/**
 * Writes the files that docker-compose.yml takes its secrets from. Files that exist stay. The folder is closed to
 * others; the files are readable, since each container reads them as a user of its own.
 * @param passwords by service name; a fresh one where absent
 */
export function writeSecrets(folder, passwords = {}) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const put = (name, text) => {
    const path = join(folder, name);
    if (!existsSync(path)) writeFileSync(path, text, { mode: 0o644 });
  };
  for (const name of ['postgres', 'redis', 'influx']) put(`${name}_password`, passwords[name] ?? newPassword());
  if (existsSync(join(folder, 'mosquitto_passwords'))) return addDrills(folder);
  const password = passwords.mosquitto ?? newPassword();
  writeFileSync(join(folder, 'mosquitto_password'), password, { mode: 0o644 });
  writeFileSync(join(folder, 'mosquitto_drill_password'), drillPassword(password), { mode: 0o644 });
  put('mosquitto_passwords', `${ownLines(password).join('\n')}\n`);
}

/** Secrets that were made before there were drills get their account. */
function addDrills(folder) {
  const [own, drills, all] = ['mosquitto_password', 'mosquitto_drill_password', 'mosquitto_passwords'];
  if (existsSync(join(folder, drills)) || !existsSync(join(folder, own))) return;
  const password = readFileSync(join(folder, own), 'utf8').trim();
  const line = ownLines(password).find((one) => one.startsWith(`${DRILLS}:`));
  appendFileSync(join(folder, all), `${line}\n`);
  writeFileSync(join(folder, drills), drillPassword(password), { mode: 0o644 });
}

const compose = (ports, ...args) => {
  const variables = Object.entries(ports).map(([name, port]) => [`${name.toUpperCase()}_PORT`, String(port)]);
  const env = { ...Object.fromEntries(variables), SECRETS_DIR: SECRETS };
  const words = ['compose', '--project-name', PROJECT, '--file', join(ROOT, 'docker-compose.yml'), ...args];
  return run({ file: findProgram('docker'), args: words, env });
};

async function answersSoon(service, url) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (await service.answers(url, { ours: true })) return true;
    await pause(POLL_MS);
  }
  return false;
}

/** Starts one service of docker-compose.yml on loopback; answers its record. */
export async function startContainer(service, { password, port: before }, passwords) {
  writeSecrets(SECRETS, passwords);
  const port = before ?? (await choosePort([service.port]));
  await compose({ [service.name]: port }, 'up', '--detach', '--wait', service.name);
  const url = service.url({ port, password });
  // One that ran already has read its password file before we added to it.
  if (service.name === 'mosquitto' && !(await service.answers(url, { ours: true }))) await reloadContainer();
  if (!(await answersSoon(service, url))) throw new Error(`${service.title} in its container does not answer`);
  await service.afterStart?.({ url });
  const folder = service.name === 'mosquitto' ? join(SECRETS, 'mosquitto_passwords') : null;
  return { origin: 'docker', port, pid: null, folder, url, password };
}

export const stopContainer = (service) => compose({}, 'stop', service.name);

/** Makes the broker in the container read its password file again. */
export const reloadContainer = () => compose({}, 'kill', '--signal', 'HUP', 'mosquitto');
