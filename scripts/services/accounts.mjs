import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const OPEN_FOLDER = 0o755;

/**
 * The account that runs a service when we are root: the first of the names that exists. PostgreSQL refuses root and
 * Mosquitto leaves it by itself; none of the others needs it either. Null when we are not root: then we run it ourselves.
 */
export function accountOf(names) {
  if (process.getuid?.() !== 0) return null;
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of names) {
    const row = rows.find(([user]) => user === name);
    if (row) return { name, uid: Number(row[2]), gid: Number(row[3]) };
  }
  throw new Error(`running as root, and none of the users ${names.join(', ')} exists to run the service`);
}

/** The uid and gid options of a spawned process. */
export const asAccount = (account) => (account ? { uid: account.uid, gid: account.gid } : {});

function own(path, account, mode) {
  chmodSync(path, mode);
  if (account) chownSync(path, account.uid, account.gid);
}

/** Writes a file that only the service's account can read. */
export function writeOwned(path, text, account, mode = PRIVATE_FILE) {
  writeFileSync(path, text, { mode });
  own(path, account, mode);
}

/** Makes a folder that only the service's account can enter. */
export function makeOwned(path, account) {
  mkdirSync(path, { recursive: true, mode: PRIVATE_FOLDER });
  own(path, account, PRIVATE_FOLDER);
}

/** Asked as the account itself: folders above may be closed to it (a clone under a private home). */
function canEnter(path, account) {
  if (!account) return true;
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', path], { cwd: '/', ...asAccount(account) });
  return status === 0;
}

/**
 * The folder of a service's configuration and data: `<local>/<name>`, or, where its account cannot get there, one under
 * /var/lib that a pointer in `<local>` names.
 */
export function homeOf(local, name, account) {
  const pointer = join(local, `${name}.folder`);
  if (existsSync(pointer)) {
    const elsewhere = readFileSync(pointer, 'utf8').trim();
    makeOwned(elsewhere, account);
    return elsewhere;
  }
  const here = join(local, name);
  const fresh = !existsSync(here);
  mkdirSync(local, { recursive: true, mode: OPEN_FOLDER });
  makeOwned(here, account);
  if (canEnter(here, account)) return here;
  if (fresh) rmSync(here, { recursive: true });
  const mark = createHash('sha256').update(local).digest('hex').slice(0, 12);
  const elsewhere = join('/var/lib', `cofferdam-${mark}`, name);
  mkdirSync(dirname(elsewhere), { recursive: true, mode: OPEN_FOLDER });
  makeOwned(elsewhere, account);
  if (!canEnter(elsewhere, account)) {
    throw new Error(`the user ${account.name} can enter neither ${here} nor ${elsewhere}; open one of them to it`);
  }
  writeFileSync(pointer, `${elsewhere}\n`);
  return elsewhere;
}

/** A folder for throw-away data that every account can enter, under the first of the usual places that allows it. */
export function temporaryHome(places, mark, accounts) {
  for (const place of places) {
    const folder = join(place, mark);
    mkdirSync(folder, { mode: OPEN_FOLDER });
    chmodSync(folder, OPEN_FOLDER);
    if (accounts.every((account) => canEnter(folder, account))) return folder;
    rmSync(folder, { recursive: true });
  }
  throw new Error(`no folder for temporary data: ${places.map((place) => basename(place)).join(', ')} are closed`);
}
