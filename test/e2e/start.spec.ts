import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeviceClient } from '@cofferdam/mqtt';
import { type MonitorLogin, type OperatorLogin, waitFor } from '@cofferdam/testing';

const SCRIPT = join(__dirname, '..', '..', 'scripts', 'start.mjs');

interface DemoFile {
  readonly api: string;
  readonly mqtt: string;
  readonly messages: string;
  readonly operator: OperatorLogin;
  readonly operators: readonly OperatorLogin[];
  readonly monitors: readonly MonitorLogin[];
}

let local: string;
let child: ChildProcess | undefined;
let said = '';

beforeAll(() => {
  local = mkdtempSync(join(tmpdir(), 'cofferdam-start-'));
  chmodSync(local, 0o755); // the services run as accounts of their own
});
afterAll(async () => {
  await end('SIGINT');
  rmSync(local, { recursive: true, force: true });
});

/** What `npm start` runs, with data of its own and without the URLs of the test's services. */
async function start(): Promise<DemoFile> {
  const { PATH, HOME } = process.env;
  said = '';
  child = spawn(process.execPath, [SCRIPT], {
    env: { PATH, HOME, COFFERDAM_LOCAL: local },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const hear = (chunk: Buffer) => (said += chunk.toString());
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const welcomed = () => {
    if (child?.exitCode !== null) throw new Error(said);
    return said.includes('Ctrl-C');
  };
  await waitFor(welcomed, { what: 'the welcome of npm start', timeoutMs: 60_000 }).catch((error: Error) => {
    throw new Error(`${error.message}\n${said}`);
  });
  return JSON.parse(readFileSync(join(local, 'demo.json'), 'utf8')) as DemoFile;
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function alarmsOf({ api, operator }: DemoFile): Promise<{ factor: string; outlet: string; value: number }[]> {
  const headers = { authorization: `Bearer ${operator.token}` };
  const answer = await fetch(`${api}/api/v1/alarms?open=true&limit=100`, { headers });
  return ((await answer.json()) as { items: { factor: string; outlet: string; value: number }[] }).items;
}

test('npm start: a simulated breach within a minute, a newcomer’s reading, a kill, and the same data afterwards', async () => {
  const began = performance.now();
  const demo = await start();
  expect(statSync(join(local, 'demo.json')).mode & 0o777).toBe(0o600);
  expect(new Set(demo.operators.map(({ role }) => role)).size).toBe(8);
  await waitFor(async () => (await alarmsOf(demo)).length > 0, { what: 'a simulated breach', timeoutMs: 60_000 });
  expect(performance.now() - began).toBeLessThan(60_000);

  const spare = demo.monitors.find(({ simulated }) => !simulated);
  if (spare === undefined) throw new Error('no monitor is left to the newcomer');
  const device = await DeviceClient.connect({ ...spare, url: demo.mqtt });
  const reading = { monitor: spare.id, at: new Date().toISOString(), values: { w01018: 400 } };
  await device.publish('readings', JSON.stringify(reading));
  const mine = async (of: DemoFile) =>
    (await alarmsOf(of)).find(({ outlet, value }) => outlet === spare.outlet && value === 400);
  await waitFor(() => mine(demo), { what: "the newcomer's alarm" });
  await device.close();

  await end('SIGKILL'); // leaves its children and services behind
  const again = await start();
  expect(again.operator.password).toBe(demo.operator.password);
  expect(again.messages).toBe(demo.messages);
  await waitFor(async () => (await fetch(again.messages).catch(() => null))?.ok, { what: 'the page of messages' });
  await waitFor(() => mine(again), { what: 'the alarm after the second start' });
  await end('SIGINT');
  await expect(fetch(`${again.api}/health/live`)).rejects.toThrow();
}, 180_000);
