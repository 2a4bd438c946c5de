import { createHash, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bits, boolean, empty, explicit, integer, octets, oid, sequence, set, time, utf8 } from './der';

/** PEM of a key and of the certificate that shows its public half. */
export interface SigningKey {
  readonly privateKey: string;
  readonly certificate: string;
}

export interface KeyWishes {
  /** Common name: who signs, such as the sender of the messages. */
  readonly name: string;
  /** From when on, epoch ms. */
  readonly from: number;
  readonly days?: number;
  readonly bits?: 2048 | 3072 | 4096;
}

const DAY_MS = 86_400_000;
const TEN_YEARS = 3650;
const SERIAL_BYTES = 16;
const VERSION_3 = 2;

const COMMON_NAME = '2.5.4.3';
const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const BASIC_CONSTRAINTS = '2.5.29.19';

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Positive and never zero. */
function serial(): Buffer {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes;
}

/** A certificate of its own key, that signs no other. */
function selfSigned(publicKey: KeyObject, privateKey: KeyObject, { name, from, days = TEN_YEARS }: KeyWishes): string {
  const algorithm = sequence(oid(SHA256_WITH_RSA), empty());
  const holder = sequence(set(sequence(oid(COMMON_NAME), utf8(name))));
  const shown = publicKey.export({ type: 'spki', format: 'der' });
  const identifier = createHash('sha1').update(shown).digest();
  const start = Math.floor(from / 1000) * 1000;
  const body = sequence(
    explicit(0, integer(Buffer.from([VERSION_3]))),
    integer(serial()),
    algorithm,
    holder,
    sequence(time(start), time(start + days * DAY_MS)),
    holder,
    shown,
    explicit(
      3,
      sequence(
        sequence(oid(SUBJECT_KEY_IDENTIFIER), octets(octets(identifier))),
        sequence(oid(BASIC_CONSTRAINTS), boolean(true), octets(sequence())),
      ),
    ),
  );
  return pem(sequence(body, algorithm, bits(sign('sha256', body, privateKey))));
}

/** A new RSA key and its self-signed certificate. Takes up to some seconds, not on the event loop. */
export async function makeKey(wishes: KeyWishes): Promise<SigningKey> {
  const pair = await new Promise<{ publicKey: KeyObject; privateKey: KeyObject }>((resolve, reject) => {
    generateKeyPair('rsa', { modulusLength: wishes.bits ?? 3072 }, (error, publicKey, privateKey) =>
      error ? reject(error) : resolve({ publicKey, privateKey }),
    );
  });
  return {
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: selfSigned(pair.publicKey, pair.privateKey, wishes),
  };
}
