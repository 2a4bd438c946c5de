// node scripts/run.mjs <app> [arguments]: runs an app as a command, on a fresh clone too. Installs what is missing and
// builds what is out of date, with all of that on standard error: standard output is the app's own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [app, ...args] = process.argv.slice(2);
if (!/^[a-z0-9-]+$/.test(app ?? '') || !existsSync(join(root, 'apps', app, 'src', 'main.ts'))) {
  console.error(`run: no such app: ${app ?? '(none)'}; usage: node scripts/run.mjs <app> [arguments]`);
  process.exit(2);
}
const entry = join(root, 'dist', app, 'apps', app, 'src', 'main.js');

/** Runs a step with its output on standard error; ends with the step's code if it fails. */
function step(command, ...parameters) {
  const { status, error } = spawnSync(command, parameters, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) console.error(`run: ${command}: ${error.message}`);
  if (status !== 0)
    throw Object.assign(new Error(`run: ${command} ${parameters.join(' ')} failed`), { code: status ?? 1 });
}

/** Newest change of a source file below a folder, epoch ms. */
function newest(folder) {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) latest = Math.max(latest, newest(path));
    else if (/(?<!\.spec)\.ts$|tsconfig.*\.json$/.test(entry.name)) latest = Math.max(latest, statSync(path).mtimeMs);
  }
  return latest;
}

const installed = () => existsSync(join(root, 'node_modules', '.package-lock.json'));
const built = () =>
  existsSync(entry) && statSync(entry).mtimeMs >= Math.max(newest(join(root, 'apps', app)), newest(join(root, 'libs')));

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One at a time: two commands that start together must not build into each other's output. */
async function alone(work) {
  const lock = join(root, '.local', 'run.lock');
  const owner = join(lock, 'pid');
  mkdirSync(dirname(lock), { recursive: true });
  for (let tries = 0; ; tries += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      // An owner that was killed leaves its lock; one that has just made it has not yet written its number.
      const pid = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
      if (pid > 0 ? !isAlive(pid) : tries > 10) rmSync(lock, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    writeFileSync(owner, String(process.pid));
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function prepare() {
  if (!installed()) step('npm', 'ci', '--no-audit', '--no-fund');
  if (!built()) step(process.execPath, join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build', app);
}

function start() {
  const child = spawn(process.execPath, [entry, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`run: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

try {
  if (!installed() || !built()) await alone(prepare);
  start();
} catch (error) {
  console.error(error.message);
  process.exit(error.code > 0 ? error.code : 1);
}
