import { randomUUID, X509Certificate, createPrivateKey } from 'node:crypto';
import { link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKey, type SigningKey } from '@cofferdam/cap';
import type { Class } from '@cofferdam/domain';

const OWNER_ONLY = 0o600;
const FOLDER_MODE = 0o700;
const OTHERS = 0o077;
/** A certificate holds from a day before: clocks of receivers may be behind. */
const EARLIER_MS = 86_400_000;

const block = (text: string, name: string): string =>
  new RegExp(`-----BEGIN ${name}-----[^-]+-----END ${name}-----\\n?`).exec(text)?.[0] ?? '';

/** @throws Error where the file holds no key with its certificate, or others may read it */
async function readKey(file: string): Promise<SigningKey | null> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return null;
  if ((found.mode & OTHERS) !== 0) throw new Error(`${file} can be read by others: make it mode 600`);
  const text = await readFile(file, 'utf8');
  const key = { privateKey: block(text, 'PRIVATE KEY'), certificate: block(text, 'CERTIFICATE') };
  if (!isPair(key)) throw new Error(`${file} holds no private key with its certificate`);
  return key;
}

function isPair({ privateKey, certificate }: SigningKey): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey));
  } catch {
    return false;
  }
}

/**
 * The key of a class: read, or made where there is none. Key and certificate are one file, which appears as a whole and
 * never twice: of several processes that start at once one makes it, the others take that one's.
 * @param now epoch ms
 */
export async function keyOf(folder: string, kind: Class, name: string, now: number): Promise<SigningKey> {
  const file = join(folder, `${kind}.pem`);
  const known = await readKey(file);
  if (known !== null) return known;
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const made = await makeKey({ name, from: now - EARLIER_MS });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${made.privateKey}${made.certificate}`, { mode: OWNER_ONLY, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return (await readKey(file)) ?? made;
}
