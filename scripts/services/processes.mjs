import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, closeSync, readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { asAccount } from './accounts.mjs';
import { findProgram } from './find.mjs';

const HAS_PROC = existsSync('/proc/self/cmdline');
const POLL_MS = 20;

function listed() {
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const rows = (stdout ?? '').split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line));
  return rows.filter(Boolean).map(([, pid, parent, args]) => ({ pid: +pid, parent: +parent, args: args.split(' ') }));
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

const pids = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** The command line of a process, as its words; empty where there is none (a zombie has none either). */
export function commandOf(pid) {
  if (!pid) return [];
  if (!HAS_PROC) return listed().find((row) => row.pid === pid)?.args ?? [];
  return readProc(pid, 'cmdline').split('\0').filter(Boolean);
}

/**
 * Whether a process still holds anything. One that ends loses its command line first and its sockets last, and its
 * first thread may be a zombie before the others are gone.
 */
export function isAlive(pid) {
  if (!HAS_PROC) return commandOf(pid).length > 0;
  const [state] = readProc(pid, 'stat').replace(/^.*\) /s, '');
  if (state !== 'Z' && state !== 'X') return state !== undefined;
  try {
    return readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

/** Whether the process is this program and names this folder (or a file in it) on its command line. */
export function isOurs(pid, program, folder) {
  const [file, ...args] = commandOf(pid);
  return file !== undefined && basename(file) === program && args.some((arg) => `${arg}/`.startsWith(`${folder}/`));
}

/** The process of this program that works in this folder, however it was started; null where there is none. */
export function findOurs(program, folder) {
  const candidates = HAS_PROC ? pids() : listed().map((row) => row.pid);
  return candidates.find((pid) => isOurs(pid, program, folder)) ?? null;
}

/** The children of a process, such as PostgreSQL's workers. */
export function childrenOf(parent) {
  if (!HAS_PROC)
    return listed()
      .filter((row) => row.parent === parent)
      .map((row) => row.pid);
  const parentOf = (pid) =>
    Number(
      readProc(pid, 'stat')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  return pids().filter((pid) => parentOf(pid) === parent);
}

/** Sends a signal; false where the process is gone. */
export function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Sends a signal to a process and its children at once. */
export function signalTree(pid, name) {
  const family = [pid, ...childrenOf(pid)];
  for (const member of family) signal(member, name);
  return family;
}

/** Waits until the process is gone; false after the time. */
export async function gone(pid, timeoutMs) {
  const until = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await pause(POLL_MS);
  }
  return true;
}

/** Asks a process to end, and ends it and its children after the time. */
export async function end(pid, name, timeoutMs) {
  signal(pid, name);
  if (await gone(pid, timeoutMs)) return;
  for (const member of signalTree(pid, 'SIGKILL')) await gone(member, 5_000);
}

/** Words in front of a command that make the kernel end it when we die, even by SIGKILL; none where it cannot. */
const bound = () => {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : null;
  return setpriv ? [setpriv, '--pdeathsig', 'SIGKILL', '--'] : [];
};

/**
 * Starts a service in a session of its own (Ctrl-C does not reach it), writing to a log file.
 * `{ file, args, env }` is the command; `mortal`: it must not outlive us.
 */
export function launch({ file, args, env = {} }, { account, folder, log, mortal }) {
  const out = openSync(log, 'a', 0o600);
  const words = [...(mortal ? bound() : []), file, ...args];
  const child = spawn(words[0], words.slice(1), {
    cwd: folder,
    detached: true,
    stdio: ['ignore', out, out],
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', HOME: folder, ...env },
    ...asAccount(account),
  });
  closeSync(out);
  return child;
}

/** Runs a command to its end; rejects with the tail of what it said. */
export function run({ file, args, env, input }, { account, folder, signal: abandoned } = {}) {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: folder ?? '/',
      env: { ...process.env, ...env },
      signal: abandoned,
      killSignal: 'SIGKILL',
      ...asAccount(account),
    };
    const child = spawn(file, args, options);
    let said = '';
    child.stdout.on('data', (chunk) => (said += chunk));
    child.stderr.on('data', (chunk) => (said += chunk));
    // An abandoned one is still ending then; its "close" tells.
    child.once('error', (error) => error.name !== 'AbortError' && reject(error));
    child.once('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${basename(file)} failed: ${said.trim().slice(-600)}`)),
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}
