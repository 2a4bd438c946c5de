import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build, installPackages } from './prepare.mjs';
import { tryLock } from './services/lock.mjs';
import { down, up } from './services/permanent.mjs';
import { choosePort } from './services/ports.mjs';
import { LOCAL, ROOT } from './services/state.mjs';
import { Child, endLeftOvers } from './start/child.mjs';
import { provisionDemo, readDemo, welcome } from './start/demo.mjs';

const HTTP_PORT = 3000;
const READY_MS = 60_000;
const POLL_MS = 100;
const LOCK = join(LOCAL, 'start.lock');
const RUNNING = join(LOCAL, 'start.json');
const CONSOLE = join(ROOT, 'dist/console');
const PROGRAMS = {
  station: join(ROOT, 'dist/station/apps/station/src/main.js'),
  simulator: join(ROOT, 'dist/simulator/apps/simulator/src/main.js'),
  messages: join(ROOT, 'dist/simulator/apps/simulator/src/messages/main.js'),
};

const began = performance.now();
const say = (line) => console.log(`[${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s] ${line}`);

/** Told to stop by Ctrl-C or a signal; who says it twice does not want to wait. */
const told = new Promise((resolve) => {
  let times = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      times += 1;
      if (times > 1) process.exit(1);
      resolve('told');
    });
  }
});

const ours = { services: [] };
/** Pids and services that we started. Kept on disk, so that the next start finds what a killed one left behind. */
function remember(name, value) {
  ours[name] = value;
  writeFileSync(`${RUNNING}.new`, JSON.stringify(ours), { mode: 0o600 });
  renameSync(`${RUNNING}.new`, RUNNING);
}

/** Ends the processes of a start that was killed; its services are ours to stop from now on. */
async function takeOver() {
  if (!existsSync(RUNNING)) return;
  const left = JSON.parse(readFileSync(RUNNING, 'utf8'));
  for (const [name, script] of Object.entries(PROGRAMS)) await endLeftOvers([left[name]], script);
  remember('services', left.services ?? []);
}

/** Both lines of work come to their end before a failure of one is told. */
async function prepare() {
  const code = async () => {
    await installPackages(say);
    await build(say);
  };
  const [services, built] = await Promise.allSettled([up(say), code()]);
  const { urls, started = [] } = services.value ?? services.reason;
  remember('services', [...new Set([...ours.services, ...started])]);
  if (services.reason ?? built.reason) throw services.reason ?? built.reason;
  return urls;
}

async function environment(urls) {
  const port = process.env.HTTP_PORT || String(await choosePort([HTTP_PORT]));
  return {
    ...process.env,
    ...urls,
    HTTP_PORT: port,
    CONSOLE_URL: process.env.CONSOLE_URL || `http://127.0.0.1:${port}`,
    PARKS_DIR: process.env.PARKS_DIR || join(ROOT, 'parks'),
    ...(existsSync(CONSOLE) && { CONSOLE_DIR: process.env.CONSOLE_DIR || CONSOLE }),
    COFFERDAM_LOCAL: LOCAL,
    // Readings live for a few milliseconds: with room for them, the collector finds them dead (docs/decisions/0008).
    NODE_OPTIONS: process.env.NODE_OPTIONS || '--max-semi-space-size=64',
    NO_COLOR: '1',
  };
}

async function ready(port) {
  const until = performance.now() + READY_MS;
  while (performance.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    await pause(POLL_MS);
  }
  throw new Error(`the station is not ready after ${READY_MS / 1000} s; see ${join(LOCAL, 'station.log')}`);
}

function startChildren(env, children) {
  for (const [name, script] of Object.entries(PROGRAMS)) {
    const log = join(LOCAL, `${name}.log`);
    const child = new Child({ title: name, script, env, cwd: ROOT, log, say, onPid: (pid) => remember(name, pid) });
    children.push(child);
    child.start();
  }
}

/** Runs until it is told to stop; whatever it started is in `children` by then. */
async function runService(urls, children) {
  const env = await environment(urls);
  const demo = await provisionDemo(env, say);
  startChildren(env, children);
  const failures = children.map((child) => child.failure);
  const first = await Promise.race([ready(env.HTTP_PORT), told, ...failures]);
  if (first === 'told') return;
  say('ready');
  console.log(welcome(demo));
  await Promise.race([told, ...failures]);
}

async function main() {
  mkdirSync(LOCAL, { recursive: true, mode: 0o755 });
  const { release, holder } = tryLock(LOCK);
  if (!release)
    throw new Error(`Cofferdam runs already (process ${holder})${readDemo() ? `: ${readDemo().console}` : ''}`);
  const children = [];
  try {
    await takeOver();
    const urls = await prepare();
    const stopped = await Promise.race([told, Promise.resolve('go')]);
    if (stopped === 'go') await runService(urls, children);
  } finally {
    say('stopping');
    await Promise.all(children.map((child) => child.stop()));
    if (ours.services.length > 0) await down(say, ours.services);
    rmSync(RUNNING, { force: true });
    release();
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
