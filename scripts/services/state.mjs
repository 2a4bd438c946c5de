import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Root of the clone, and the folder of everything that a start leaves behind: `.local`, or what COFFERDAM_LOCAL names
 * for a second installation beside it.
 */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const LOCAL = process.env.COFFERDAM_LOCAL ? resolve(process.env.COFFERDAM_LOCAL) : join(ROOT, '.local');

const FILE = join(LOCAL, 'services.json');

/**
 * What we know of each service by name: `{ origin: 'program' | 'docker', port, pid, folder, url, password }`. Empty
 * where nothing was started yet; a half-written file is impossible (it is renamed into place).
 */
export function readState() {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    if (error.code === 'EACCES') throw new Error(`${FILE} belongs to another user; start as that user`);
    throw new Error(`${FILE} cannot be read (${error.message}). It holds the passwords of the data under .local/`);
  }
}

/** Holds secrets: nobody else reads it. */
export function writeState(state) {
  mkdirSync(LOCAL, { recursive: true, mode: 0o755 });
  const beside = `${FILE}.new`;
  writeFileSync(beside, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  chmodSync(beside, 0o600);
  renameSync(beside, FILE);
}
