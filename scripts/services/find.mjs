import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Places that hold server programs and are not on everybody's PATH. */
const USUAL = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/opt/homebrew/bin', '/opt/homebrew/sbin', '/usr/local/bin'];
const DEBIAN_POSTGRESQL = '/usr/lib/postgresql';

const onPath = () => (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));

/** Whether there is a program at this path. */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Path of a program, PATH first; null where there is none. */
export function findProgram(name) {
  const paths = [...onPath(), ...USUAL].map((folder) => join(folder, name));
  return paths.find(isProgram) ?? null;
}

function debianFolders() {
  try {
    const versions = readdirSync(DEBIAN_POSTGRESQL).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(DEBIAN_POSTGRESQL, version, 'bin'));
  } catch {
    return [];
  }
}

/** Folders that hold PostgreSQL's server programs (`postgres` and `initdb` together), PATH first. */
export function postgresFolders() {
  const complete = (folder) => isProgram(join(folder, 'initdb')) && isProgram(join(folder, 'postgres'));
  const linked = [...onPath(), ...USUAL]
    .map((folder) => join(folder, 'postgres'))
    .filter(isProgram)
    .map((path) => dirname(realpathSync(path)));
  return [...new Set([...linked, ...debianFolders()])].filter(complete);
}

/** What a program says about its version. */
export function versionOf(program, ...args) {
  const { stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: 10_000 });
  return (stdout ?? '').trim();
}

/** Chromium for the browser tests; null where there is none. */
export const findChromium = () =>
  ['chromium', 'chromium-browser', 'google-chrome'].map(findProgram).find((path) => path !== null) ?? null;
