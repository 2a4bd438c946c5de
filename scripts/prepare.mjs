import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './services/lock.mjs';
import { run } from './services/processes.mjs';
import { LOCAL, ROOT } from './services/state.mjs';

const BUILT = join(ROOT, 'dist/.built');
const SOURCES = ['apps', 'libs', 'package-lock.json', 'package.json', 'tsconfig.json', 'nest-cli.json'];

const readJson = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** Whether node_modules holds what package-lock.json names. npm leaves a copy of the lock that it installed. */
export function isInstalled() {
  if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return false;
  const present = readJson('node_modules/.package-lock.json').packages;
  const wanted = Object.entries(readJson('package-lock.json').packages);
  return wanted.every(([path, { version, optional, peer, link }]) => {
    const has = present[path]?.version;
    // Optional ones (another system's binaries) may be absent, the rest may not.
    return path === '' || link || has === version || (has === undefined && (optional || peer));
  });
}

/** `npm ci` where it is needed. */
export async function installPackages(say) {
  if (isInstalled()) return;
  say('installing packages (npm ci)');
  await run({ file: 'npm', args: ['ci', '--no-audit', '--no-fund'] }, { folder: ROOT });
}

function filesUnder(path) {
  const entries = readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Hash of everything that the build reads; tests are no part of it. */
function sourceHash() {
  const folders = SOURCES.filter((path) => !path.includes('.')).flatMap(filesUnder);
  const files = [...folders, ...SOURCES.filter((path) => path.includes('.')).map((path) => join(ROOT, path))];
  const hash = createHash('sha256');
  for (const file of files.filter((path) => !path.endsWith('.spec.ts')).sort()) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const builtHash = () => (existsSync(BUILT) ? readFileSync(BUILT, 'utf8').trim() : '');

/** Builds where sources are newer than what was built; two starts at once build once. */
export const build = (say) =>
  locked(join(LOCAL, 'build.lock'), say, async () => {
    const hash = sourceHash();
    if (builtHash() === hash) return;
    say('building');
    await run({ file: 'npm', args: ['run', '--silent', 'build'] }, { folder: ROOT });
    writeFileSync(BUILT, `${hash}\n`);
  });
