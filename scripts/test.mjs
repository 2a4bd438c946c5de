import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build, installPackages } from './prepare.mjs';
import { canInstall, installServices, provideChromium, provideJudges } from './services/install.mjs';
import { services } from './services/registry.mjs';
import { ROOT } from './services/state.mjs';

const APART = ['unit', 'architecture'];
/** Each line has services of its own; they mostly wait, so that two cores carry both. */
const ON_SERVICES = [['integration'], ['e2e', 'browser']];
/** Steps that need one core each and no services: two at a time. */
const LANES = 2;

const began = performance.now();
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const say = (line) => console.log(`[${seconds(began).padStart(7)}] ${line}`);

const narrowing = process.argv.slice(2);
const results = mkdtempSync(join(tmpdir(), 'cofferdam-results-'));
const running = new Set();
const failed = [];
const counts = { passed: 0, failed: 0 };

/** Runs a program of the package; its output is shown at once, or only where it fails. */
function execute(file, args, { env = {}, shown = false } = {}) {
  return new Promise((resolve) => {
    const output = [];
    const stdio = ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'];
    // A group of its own, so that an end in the middle takes all that it started along.
    const child = spawn(file, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio, detached: true });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output: Buffer.concat(output).toString() });
    });
  });
}

/** Runs a step and tells how it went. */
async function step(title, work) {
  const start = performance.now();
  const { code, output } = await work();
  if (code === 0) return say(`${title}: ok (${seconds(start)})`);
  failed.push(title);
  return say(`${title}: FAILED (${seconds(start)})\n${output}`);
}

const npx = (program, ...args) => execute(process.execPath, [join(ROOT, 'node_modules/.bin', program), ...args]);

/** Adds the runner's count. A file that does not even load counts as one failed test. */
function count(file) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    counts.passed += result.numPassedTests;
    counts.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  } catch {
    counts.failed += 1;
  }
}

async function jest(projects, args, options) {
  const file = join(results, `${projects[0]}.json`);
  const report = ['--json', '--outputFile', file, '--passWithNoTests'];
  const words = [...narrowing, ...args, ...report, '--selectProjects', ...projects];
  const result = await execute(process.execPath, [join(ROOT, 'node_modules/.bin/jest'), ...words], options);
  count(file);
  return result;
}

const built = async () => {
  try {
    await build(() => undefined);
    return { code: 0, output: '' };
  } catch (error) {
    return { code: 1, output: error.message };
  }
};

const steps = {
  build: built,
  lint: () => npx('eslint', '.', '--max-warnings', '0'),
  types: () => execute('npm', ['run', '--silent', 'typecheck']),
  format: () => npx('prettier', '--check', '--log-level', 'warn', '.'),
  'import rules': () => npx('depcruise', 'apps', 'libs', '--config', '.dependency-cruiser.cjs'),
  'unit and architecture tests': () => jest(APART, ['--maxWorkers', '1', '--silent']),
};

/** Each lane takes the next step when it is free. */
async function runLanes(titles) {
  const waiting = [...titles];
  const lane = async () => {
    for (let title = waiting.shift(); title; title = waiting.shift()) await step(title, steps[title]);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function installPrograms() {
  const missing = services.filter((service) => service.program() === null);
  if (missing.length > 0 && canInstall()) await installServices(missing, say);
  await provideChromium(say);
  await provideJudges(say);
}

/** One set of throw-away services for the whole run. They end when our end of their standard input does. */
async function startServices() {
  const script = join(ROOT, 'scripts/services.mjs');
  const child = spawn(process.execPath, [script, 'temporary'], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const line = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    void ended.then(() => reject(new Error('the services for the tests did not start')));
  });
  const stop = () => {
    child.stdin.end();
    return ended;
  };
  return { line, stop };
}

async function testOnServices(projects) {
  const { line, stop } = await startServices();
  const options = { env: { COFFERDAM_TEST_SERVICES: line }, shown: true };
  await step(`${projects.join(', ')} tests`, () => jest(projects, ['--runInBand'], options));
  await stop();
}

async function all() {
  await installPackages(say);
  await installPrograms();
  await runLanes(narrowing.length > 0 ? ['build', 'unit and architecture tests'] : Object.keys(steps));
  if (failed.includes('build')) say('the tests on services were left out: nothing was built');
  else await Promise.all(ON_SERVICES.map(testOnServices));
}

function abandon() {
  for (const child of running) {
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      running.delete(child);
    }
  }
  rmSync(results, { recursive: true, force: true });
  process.exit(130);
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, abandon);

try {
  await all();
} catch (error) {
  failed.push('preparation');
  say(error.message);
} finally {
  rmSync(results, { recursive: true, force: true });
}
say(failed.length === 0 ? 'everything passed' : `FAILED: ${failed.join(', ')}`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = failed.length > 0 || counts.failed > 0 ? 1 : 0;
