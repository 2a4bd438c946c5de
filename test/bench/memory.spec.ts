import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { BuiltProcess, Installation, type SharedServices, sharedServices } from '@cofferdam/testing';
import { report, round } from './results';

const SECONDS = 90;

let services: SharedServices;
let installation: Installation;
beforeAll(async () => {
  services = await sharedServices();
  installation = await Installation.make(services);
}, 60_000);
afterAll(async () => {
  await installation?.stop();
  await services?.stop();
});

/** Resident memory, MiB: now and at its highest. */
function memory(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

test('memory of the station with the demo parks', async () => {
  const station = await installation.start('station');
  const simulator = new BuiltProcess('simulator', installation.env, installation.api);
  await pause(SECONDS * 1_000);
  const { now, peak } = memory(station.pid);
  await simulator.kill();
  report('bench', 'memory', [
    { what: `station after ${SECONDS} s of the demo, resident MiB`, measured: round(now) },
    { what: 'at its highest, MiB', measured: round(peak), asked: '≤ 350', holds: peak <= 350 },
  ]);
}, 180_000);
