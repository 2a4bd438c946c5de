import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Bells } from '@cofferdam/queue';
import type { Owner } from '@cofferdam/domain';
import { type Services, startServices, waitFor } from '@cofferdam/testing';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';

let services: Services;
let admin: Redis;
let namespace: string;
const open: Bells[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  services = await startServices(['redis']);
  admin = new Redis(services.urls.redisUrl, { maxRetriesPerRequest: null });
  admin.on('error', () => undefined);
}, 60_000);
beforeEach(() => {
  namespace = services.freshNamespace();
});
afterEach(async () => {
  for (const bells of open.splice(0)) await close(bells);
});
afterAll(async () => {
  admin.disconnect();
  await services.stop();
});

const close = async (bells: Bells): Promise<void> => {
  await bells.onModuleDestroy();
  await bells.onApplicationShutdown();
};

function make(redisQueueUrl = services.urls.redisUrl): Bells {
  const bells = new Bells({ redisQueueUrl, namespace });
  open.push(bells);
  return bells;
}

interface Rang {
  readonly id: string;
  readonly at: number;
}
function listening(bells: Bells): Rang[] {
  const rang: Rang[] = [];
  bells.listen(async (owners) => void rang.push(...owners.map(({ id }) => ({ id, at: performance.now() }))));
  return rang;
}
const incident = (id: string): Owner => ({ kind: 'incident', id });
const keys = async (): Promise<string[]> => admin.keys(`${namespace}:*`);

test('a bell rings once, at its time by what is left on the records’ clock, and leaves nothing behind', async () => {
  const bells = make();
  const rang = listening(bells);
  const hung = performance.now();
  const now = 1_000_000; // the records' clock is not this machine's
  const rows = [400, 100, 250].map((left) => ({ owner: incident(`i:${left}`), dueAt: now + left }));
  bells.ring(rows, now);
  bells.ring(rows, now);
  await waitFor(() => rang.length === 3, { what: 'three bells' });
  expect(rang.map(({ id }) => id)).toEqual(['i:100', 'i:250', 'i:400']);
  for (const { id, at } of rang) {
    const late = at - hung - Number(id.slice(2));
    expect(late).toBeGreaterThan(-5);
    expect(late).toBeLessThan(250);
  }
  await waitFor(async () => !(await keys()).some((key) => key.includes('incident-')), { what: 'no job to be left' });
  expect(await bells.failed()).toBe(0);
});

test('what is due together is handed over together, each owner once', async () => {
  const bells = make();
  const batches: number[] = [];
  const seen: string[] = [];
  bells.listen(async (owners) => {
    batches.push(owners.length);
    seen.push(...owners.map(({ id }) => id));
    await pause(20);
  });
  const rows = Array.from({ length: 300 }, (_, n) => ({ owner: incident(`i${n}`), dueAt: 300 }));
  bells.ring([...rows, ...rows.map(({ owner }) => ({ owner, dueAt: 301 }))], 0);
  await waitFor(() => new Set(seen).size === 300, { what: 'all owners' });
  expect(Math.max(...batches)).toBeGreaterThan(10);
  expect(Math.max(...batches)).toBeLessThanOrEqual(100);
});

test('a handler that fails is counted', async () => {
  const bells = make();
  bells.listen(async () => {
    throw new Error('no');
  });
  bells.ring([{ owner: incident('i1'), dueAt: 0 }], 0);
  await waitFor(async () => (await bells.failed()) === 1, { what: 'a failed bell' });
});

test('another worker takes up the bells of one that was killed', async () => {
  const bells = make();
  const program = `new (require('bullmq').Worker)('bells', () => (console.log('held'), new Promise(() => {})), {
    connection: { url: process.env.URL, maxRetriesPerRequest: null }, prefix: process.env.PREFIX, lockDuration: 5000, stalledInterval: 2000 })`;
  const env = { ...process.env, URL: services.urls.redisUrl, PREFIX: namespace };
  const child = spawn(process.execPath, ['-e', program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  bells.ring([{ owner: incident('i1'), dueAt: 0 }], 0);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  const rang = listening(bells);
  await waitFor(() => rang.length === 1, { what: 'the second to take it', timeoutMs: 20_000 });
}, 30_000);

test('after all its keys were deleted, and after a kill of Redis, bells ring again', async () => {
  const bells = make();
  const rang = listening(bells);
  bells.ring([{ owner: incident('lost'), dueAt: 700 }], 0);
  await waitFor(async () => (await keys()).some((key) => key.includes('incident-lost')), { what: 'the bell to hang' });
  await admin.del(...(await keys()));
  bells.ring([{ owner: incident('after-deletion'), dueAt: 100 }], 0);
  await waitFor(() => rang.some(({ id }) => id === 'after-deletion'), { what: 'the bell after the deletion' });

  bells.ring([{ owner: incident('kept'), dueAt: 1_500 }], 0);
  await waitFor(async () => (await keys()).some((key) => key.includes('incident-kept')), { what: 'the bell to hang' });
  await services.kill('redis');
  for (let n = 0; n < 12_000; n += 1) bells.ring([{ owner: incident(`while-away-${n}`), dueAt: 60_000 }], 0);
  await waitFor(() => bells.forgotten > 0, { what: 'bells to be forgotten' });
  await expect(bells.failed()).rejects.toThrow('does not answer');
  await services.start('redis');
  bells.ring([{ owner: incident('after-kill'), dueAt: 100 }], 0);
  await waitFor(() => rang.some(({ id }) => id === 'after-kill'), { what: 'the bell after the kill' });
  await waitFor(() => rang.some(({ id }) => id === 'kept'), { what: 'the bell that was on disk' });
  expect(rang.map(({ id }) => id)).not.toContain('lost');
}, 60_000);

test('without Redis it starts, rings nothing, and ends in time', async () => {
  const bells = make('redis://127.0.0.1:1');
  bells.listen(async () => undefined);
  bells.ring([{ owner: incident('i1'), dueAt: 0 }], 0);
  await expect(bells.failed()).rejects.toThrow('does not answer');
  const began = performance.now();
  await close(bells);
  expect(performance.now() - began).toBeLessThan(3_000);
});
