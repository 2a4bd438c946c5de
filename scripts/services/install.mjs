import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { findChromium, findProgram } from './find.mjs';
import { run } from './processes.mjs';

const POLICY = '/usr/sbin/policy-rc.d';
const CLUSTERS = '/etc/postgresql-common/createcluster.conf';
const LISTS = '/var/lib/apt/lists';
const POSTGRESQL = 'postgresql';
const CHROMIUM = ['chromium', 'fonts-noto-cjk'];
/** Programs that judge what we produce, and their packages. */
const JUDGES = { xmlsec1: 'xmlsec1', promtool: 'prometheus' };

const isRoot = () => process.getuid?.() === 0;

/** Words in front of a command that make it run as root; null where we may not. */
function asRoot() {
  if (isRoot()) return [];
  const sudo = findProgram('sudo');
  if (!sudo) return null;
  const free = spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (free) return [sudo];
  // Asks at the terminal once; the ticket then holds for what follows.
  const asked = process.stdin.isTTY && spawnSync(sudo, ['-v'], { stdio: 'inherit' }).status === 0;
  return asked ? [sudo] : null;
}

/** Whether Debian packages can be installed here: apt-get, and root or sudo. */
export function canInstall() {
  return findProgram('apt-get') !== null && asRoot() !== null;
}

function rooted(words, input) {
  const [file, ...args] = [...asRoot(), ...words];
  const PATH = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;
  return run({ file, args, input, env: { DEBIAN_FRONTEND: 'noninteractive', PATH } });
}

const apt = (...words) => rooted(['apt-get', '-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...words]);

/** A fresh image has no package lists; old ones name packages that are gone. */
async function install(packages) {
  const lists = existsSync(LISTS) ? readdirSync(LISTS).filter((name) => name.endsWith('_Packages')) : [];
  if (lists.length === 0) await apt('update');
  const words = ['install', '--no-install-recommends', ...packages];
  try {
    await apt(...words);
  } catch {
    await apt('update');
    await apt(...words);
  }
}

const isInstalled = (name) =>
  spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' }).stdout?.includes(
    'install ok installed',
  );

/** Puts a file as root for the time of some work, and puts back what was there. */
async function withFile(path, text, mode, work) {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : null;
  await put(path, text, mode);
  try {
    return await work();
  } finally {
    if (before === null) await remove(path);
    else await put(path, before, '644');
  }
}

async function put(path, text, mode) {
  if (!isRoot()) return rooted(['sh', '-c', 'cat > "$1" && chmod "$2" "$1"', 'sh', path, mode], text);
  writeFileSync(path, text);
  return chmodSync(path, Number.parseInt(mode, 8));
}

async function remove(path) {
  return isRoot() ? rmSync(path, { force: true }) : rooted(['rm', '-f', path]);
}

/** Debian starts what it installs, unless this program says no (invoke-rc.d's 101). One that is there is obeyed. */
const withoutStarting = (work) =>
  existsSync(POLICY) ? work() : withFile(POLICY, '#!/bin/sh\nexit 101\n', '755', work);

/** Debian's PostgreSQL makes a cluster of its own when it is installed. Ours is under `.local/`. */
async function withoutCluster(work) {
  if (!existsSync(CLUSTERS)) await install(['postgresql-common']);
  const text = `${readFileSync(CLUSTERS, 'utf8')}\ncreate_main_cluster = false\n`;
  return withFile(CLUSTERS, text, '644', work);
}

/** What we installed does not start with the machine either, and does not run now whatever the policy allowed. */
async function disable(units) {
  const running = existsSync('/run/systemd/system');
  const withSystemd = [['systemctl', ...(running ? ['--now'] : []), 'disable']];
  const without = [['update-rc.d'], ['deb-systemd-helper', 'disable']];
  for (const unit of units) {
    for (const words of findProgram('systemctl') ? withSystemd : without) {
      const rest = words[0] === 'update-rc.d' ? [unit, 'disable'] : [`${unit}.service`];
      await rooted([...words, ...rest]).catch(() => undefined);
    }
  }
}

/**
 * Installs Debian's packages of these services, without leaving the system's own copies running. What was installed
 * before stays as it is.
 * @throws Error when apt-get fails
 */
export async function installServices(missing, say) {
  const packages = missing.flatMap((service) => service.packages).filter((name) => !isInstalled(name));
  const units = missing.filter((s) => s.packages.some((name) => packages.includes(name))).flatMap((s) => s.units);
  say(`installing ${packages.join(', ')} with apt-get (the system's own copies are not started)`);
  const work = async () => {
    if (packages.includes(POSTGRESQL)) await withoutCluster(() => install(packages));
    else await install(packages);
  };
  await withoutStarting(work);
  await disable(units);
}

/** Makes sure that there is a Chromium with Chinese fonts for the browser tests; answers its path. */
export async function provideChromium(say) {
  const found = findChromium();
  if (found) return found;
  if (!canInstall()) throw new Error('no Chromium for the browser tests: install the program chromium');
  const packages = CHROMIUM.filter((name) => !isInstalled(name));
  say(`installing ${packages.join(', ')} with apt-get, for the browser tests`);
  await install(packages);
  return findChromium();
}

/** Makes sure that the programs are there with which tests check our signatures and alert rules. */
export async function provideJudges(say) {
  const missing = Object.entries(JUDGES).filter(([program]) => findProgram(program) === null);
  if (missing.length === 0) return;
  const programs = missing.map(([program]) => program).join(', ');
  if (!canInstall()) throw new Error(`tests need these programs: ${programs}`);
  const packages = missing.map(([, name]) => name);
  say(`installing ${packages.join(', ')} with apt-get, for the tests (nothing is started)`);
  await withoutStarting(() => install(packages));
  await disable(packages.filter((name) => name === JUDGES.promtool));
}
