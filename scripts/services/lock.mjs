import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf } from './processes.mjs';

const POLL_MS = 100;

function holderOf(path) {
  try {
    return Number(readFileSync(path, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

/** A number in a lock file may by now belong to any program: only a Node with one of our scripts holds a lock. */
const holds = (pid) => pid !== process.pid && commandOf(pid).some((word) => /scripts\/[a-z]+\.mjs$/.test(word));

/** Appears whole, with our pid in it, or not at all. */
function take(path) {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, `${process.pid}\n`, { mode: 0o600 });
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Moves a dead one's lock out of the way; puts it back where somebody else was quicker and it is a living one's. */
function clear(path) {
  const moved = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, moved);
    if (holds(holderOf(moved))) linkSync(moved, path);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  }
  rmSync(moved, { force: true });
}

/**
 * Takes a lock file that holds our pid: `{ release, holder: null }`, or `{ release: null, holder }` with the pid of whoever
 * has it. A lock whose holder is gone is taken over.
 */
export function tryLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    if (take(path)) return { release: () => rmSync(path, { force: true }), holder: null };
    const holder = holderOf(path);
    if (holds(holder)) return { release: null, holder };
    clear(path);
  }
}

/** Does some work under a lock, waiting for whoever has it. */
export async function locked(path, say, work) {
  let told = false;
  for (;;) {
    const { release, holder } = tryLock(path);
    if (release) {
      try {
        return await work();
      } finally {
        release();
      }
    }
    if (!told) say(`waiting for process ${holder}, which is at work here`);
    told = true;
    await pause(POLL_MS);
  }
}
