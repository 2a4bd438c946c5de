import { existsSync, readFileSync, renameSync, statSync, writeFileSync, chownSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { makeOwned, writeOwned } from './accounts.mjs';
import { findProgram } from './find.mjs';
import { DRILLS, SERVICE, drillPassword } from './secrets.mjs';
import { addressOf, ask, loginOf } from './wire.mjs';

const ITERATIONS = 101;
const SALT_BYTES = 12;
const KEY_BYTES = 64;
const COALESCE_MS = 20;

/**
 * One line of a Mosquitto password file (`$7$`: PBKDF2 with SHA-512). The iterations are Mosquitto's own default: our
 * passwords are random, and a broker that restarts checks every device's at once.
 */
export function passwordLine(user, password, salt = randomBytes(SALT_BYTES)) {
  const key = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, 'sha512');
  return `${user}:$7$${ITERATIONS}$${salt.toString('base64')}$${key.toString('base64')}`;
}

const userOf = (line) => line.slice(0, line.indexOf(':'));
const linesOf = (text) => text.split('\n').filter((line) => line.includes(':'));

/** Accounts of our own: the service's, and that of its drills. */
const OURS = [SERVICE, DRILLS];
const isOurs = (line) => OURS.includes(userOf(line));

/** The password lines of our own accounts. */
export const ownLines = (password) => [passwordLine(SERVICE, password), passwordLine(DRILLS, drillPassword(password))];

/** The lines of both files, the newer one of a user. Our own accounts cannot be replaced by a device's. */
function merge(old, added) {
  const users = new Map(linesOf(old).map((line) => [userOf(line), line]));
  for (const line of added) {
    if (!isOurs(line)) users.set(userOf(line), line);
  }
  return `${[...users.values()].join('\n')}\n`;
}

/** A password file of a running broker. Logins that are added together are written once, and the broker reads once. */
export class PasswordFile {
  #path;
  #reload;
  #inPlace;
  #waiting = [];
  #flush = null;

  /** `reload` makes the broker read the file again (SIGHUP); `inPlace` for a file that is mounted into a container. */
  constructor(path, reload, { inPlace = false } = {}) {
    this.#path = path;
    this.#reload = reload;
    this.#inPlace = inPlace;
  }

  /** Resolves when the lines are in the file and the broker was told. */
  add(lines) {
    this.#waiting.push(...lines);
    this.#flush ??= new Promise((resolve, reject) => {
      setTimeout(() => {
        this.#flush = null;
        try {
          this.#write(this.#waiting.splice(0));
          resolve(this.#reload());
        } catch (error) {
          reject(error);
        }
      }, COALESCE_MS);
    });
    return this.#flush;
  }

  /** Beside and renamed, so that a broker that starts now reads a whole file. Owner and mode stay. */
  #write(lines) {
    const text = merge(readFileSync(this.#path, 'utf8'), lines);
    if (this.#inPlace) return writeFileSync(this.#path, text);
    const { uid, gid, mode } = statSync(this.#path);
    const beside = `${this.#path}.new`;
    writeFileSync(beside, text, { mode });
    chmodSync(beside, mode);
    if (process.getuid?.() === 0) chownSync(beside, uid, gid);
    return renameSync(beside, this.#path);
  }
}

const field = (text) => {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};

/** MQTT 3.1.1 CONNECT with a clean session and no client id (section 3.1); answers are the CONNACK's four bytes. */
function connectPacket({ user, password }) {
  const login = user ? [field(user), field(password)] : [];
  const flags = user ? 0xc2 : 0x02;
  const body = Buffer.concat([field('MQTT'), Buffer.from([4, flags, 0, 10]), field(''), ...login]);
  const length = body.length < 128 ? [body.length] : [(body.length & 127) | 128, body.length >> 7];
  return Buffer.concat([Buffer.from([0x10, ...length]), body]);
}

export const mosquitto = {
  name: 'mosquitto',
  title: 'Mosquitto',
  variable: 'MQTT_URL',
  process: 'mosquitto',
  port: 1883,
  packages: ['mosquitto', 'mosquitto-clients'],
  units: ['mosquitto'],
  accounts: ['mosquitto', 'nobody'],
  stopSignal: 'SIGTERM',
  templates: ['mosquitto/mosquitto.conf', 'mosquitto/acl'],

  program: () => findProgram('mosquitto'),
  url: ({ host = '127.0.0.1', port, password }) => `mqtt://${SERVICE}:${password}@${host}:${port}`,
  passwordFile: (folder) => join(folder, 'passwords'),

  /** What else a broker of ours is reached by: the drills' account. @param text its URL with the service's account */
  alsoUrls(text) {
    const url = new URL(text);
    url.password = drillPassword(loginOf(url).password);
    url.username = DRILLS;
    return { DRILL_MQTT_URL: url.href };
  },

  /** Writes configuration, access list and password file; answers the command. Known devices keep their logins. */
  async prepare({ program, folder, account, port, password, template }) {
    const data = join(folder, 'data');
    const passwords = mosquitto.passwordFile(folder);
    makeOwned(data, account);
    const devices = existsSync(passwords) ? linesOf(readFileSync(passwords, 'utf8')) : [];
    const known = devices.filter((line) => !isOurs(line));
    writeOwned(passwords, `${[...ownLines(password), ...known].join('\n')}\n`, account);
    writeOwned(join(folder, 'acl'), template('mosquitto/acl'), account);
    const ours = [
      `listener ${port} 127.0.0.1`,
      `persistence_location ${data}/`,
      `password_file ${passwords}`,
      `acl_file ${join(folder, 'acl')}`,
      'log_dest stderr',
    ];
    const file = join(folder, 'mosquitto.conf');
    writeOwned(file, `${template('mosquitto/mosquitto.conf')}\n${ours.join('\n')}\n`, account);
    return { file: program, args: ['-c', file] };
  },

  /** Whether it takes the URL's login; one of ours takes the drills' as well. */
  async answers(text, { ours = false } = {}) {
    const url = new URL(text);
    if (ours && !(await mosquitto.answers(mosquitto.alsoUrls(text).DRILL_MQTT_URL))) return false;
    return ask(addressOf(url, mosquitto.port), connectPacket(loginOf(url)), (heard) => {
      if (heard.length < 4) return undefined;
      return heard[0] === 0x20 && heard[3] === 0;
    });
  },
};
