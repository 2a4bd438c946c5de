import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

const CURVE = 'prime256v1';
const SALT = 16;
const TAG = 16;

/** What a browser keeps of a subscription, and what it gives away. */
export interface KeptSubscription {
  /** As the browser gives it: the address of a person on the push channel, once it is JSON. */
  readonly subscription: {
    readonly endpoint: string;
    readonly keys: { readonly p256dh: string; readonly auth: string };
  };
  /** P-256, base64url; never leaves a browser. */
  readonly privateKey: string;
}

/** A subscription as a browser would make it at a push service. */
export function makeSubscription(service: string, id = randomBytes(8).toString('hex')): KeptSubscription {
  const pair = createECDH(CURVE);
  pair.generateKeys();
  const keys = { p256dh: pair.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
  // Short keys come without their leading zeros.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()])
    .subarray(-32)
    .toString('base64url');
  return { subscription: { endpoint: new URL(`/push/${id}`, service).href, keys }, privateKey };
}

/**
 * The text of a message, as a browser reads it: one record of aes128gcm (RFC 8188) with the keys of RFC 8291.
 * @throws where it was encrypted for somebody else, or not so
 */
export function decrypt(bytes: Buffer, { subscription, privateKey }: KeptSubscription): string {
  const salt = bytes.subarray(0, SALT);
  const keyLength = bytes.readUInt8(SALT + 4);
  const theirs = bytes.subarray(SALT + 5, SALT + 5 + keyLength);
  const record = bytes.subarray(SALT + 5 + keyLength);
  const pair = createECDH(CURVE);
  pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
  const shared = pair.computeSecret(theirs);
  const auth = Buffer.from(subscription.keys.auth, 'base64url');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), theirs]);
  const input = Buffer.from(hkdfSync('sha256', shared, auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12));
  const cipher = createDecipheriv('aes-128-gcm', key, nonce, { authTagLength: TAG });
  cipher.setAuthTag(record.subarray(-TAG));
  const padded = Buffer.concat([cipher.update(record.subarray(0, -TAG)), cipher.final()]);
  const end = padded.lastIndexOf(2); // the delimiter of the last record; only zeros follow
  if (end < 0) throw new Error('no delimiter');
  return padded.subarray(0, end).toString();
}
