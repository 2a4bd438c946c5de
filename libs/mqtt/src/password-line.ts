import { pbkdf2Sync, randomBytes } from 'node:crypto';

/** Mosquitto's own default. Device passwords are random, and a broker that restarts checks every device's at once. */
const ITERATIONS = 101;
const SALT_BYTES = 12;
const KEY_BYTES = 64;

/** One line of a Mosquitto password file (`$7$`: PBKDF2 with SHA-512), for a device's log-in. */
export function passwordLine(user: string, password: string, salt: Buffer = randomBytes(SALT_BYTES)): string {
  const key = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, 'sha512');
  return `${user}:$7$${ITERATIONS}$${salt.toString('base64')}$${key.toString('base64')}`;
}
