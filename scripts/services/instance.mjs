import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { end, launch } from './processes.mjs';
import { template } from './registry.mjs';

const ATTEMPTS = 5;
/** A log of several gigabytes may have to be read before the service answers. */
const READY_MS = 180_000;
const POLL_MS = 25;
const BETWEEN_MS = 400;
const LOG_BYTES = 10_000_000;
const TAIL_BYTES = 1_200;

function rotate(log) {
  if (!existsSync(log) || statSync(log).size < LOG_BYTES) return;
  rmSync(`${log}.old`, { force: true });
  renameSync(log, `${log}.old`);
}

function tail(log) {
  if (!existsSync(log)) return '';
  const size = statSync(log).size;
  const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
  const file = openSync(log, 'r');
  readSync(file, bytes, 0, bytes.length, size - bytes.length);
  closeSync(file);
  return bytes.toString('utf8').trim();
}

/** Waits until the service answers; false when its process ends before. */
async function answering(service, url, child) {
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null || child.failed) return false;
    if (await service.answers(url, { ours: true })) return true;
    await pause(POLL_MS);
  }
  return false;
}

/**
 * Starts a service and waits until it answers. Tries again when it ends early: its port may have been taken in between,
 * or workers of a killed one still hold its data.
 * @param place `{ program, folder, account, password, mortal, launched, abandoned }`: `launched` hears the pid at once,
 *   `abandoned` is a signal that ends the attempts
 * @param choose answers the port to try
 * @throws Error with the end of its log
 */
export async function startInstance(service, place, choose) {
  const log = join(place.folder, 'log');
  rotate(log);
  for (let attempt = 1; ; attempt += 1) {
    const port = await choose(attempt);
    const url = service.url({ port, password: place.password });
    const command = await service.prepare({ ...place, port, template });
    place.abandoned?.throwIfAborted();
    const child = launch(command, { ...place, log });
    child.once('error', () => (child.failed = true));
    place.launched?.(child.pid);
    if (await answering(service, url, child)) {
      await service.afterStart?.({ url });
      return { child, pid: child.pid, port, url };
    }
    if (child.pid) await end(child.pid, service.stopSignal, 5_000);
    if (attempt === ATTEMPTS) throw new Error(`${service.title} does not start. The end of ${log}:\n${tail(log)}`);
    await pause(BETWEEN_MS * attempt, undefined, { signal: place.abandoned });
  }
}
