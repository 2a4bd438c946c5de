import { createPublicKey, verify } from 'node:crypto';

const MOST_SECONDS = 24 * 3_600;

/** What is wrong with an `Authorization: vapid` line (RFC 8292) for a service at `origin`; null where nothing is. */
export function faultOfVapid(line: string | undefined, origin: string, now: number): string | null {
  const parts = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(line ?? '');
  if (parts === null) return 'no VAPID';
  const [header = '', claims = '', signature = '', key = ''] = parts.slice(1);
  if (jsonOf(header)['alg'] !== 'ES256') return 'not ES256';
  const wrong = faultOfClaims(jsonOf(claims), origin, now);
  if (wrong !== null) return wrong;
  const signed = verifies(`${header}.${claims}`, Buffer.from(signature, 'base64url'), Buffer.from(key, 'base64url'));
  return signed ? null : 'the signature is not of this key';
}

function faultOfClaims({ aud, exp, sub }: Record<string, unknown>, origin: string, now: number): string | null {
  if (aud !== origin) return `for ${String(aud)}, not for ${origin}`;
  const left = Number(exp) - now / 1_000;
  if (!(left > 0 && left <= MOST_SECONDS)) return 'expired, or good for too long';
  return /^(mailto:|https:)/.test(String(sub)) ? null : 'no subject';
}

/** The key that signed it. */
export const vapidKeyOf = (line: string | undefined): string | null => /, ?k=([\w-]+)$/.exec(line ?? '')?.[1] ?? null;

function verifies(text: string, signature: Buffer, point: Buffer): boolean {
  if (point.length !== 65) return false;
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  try {
    const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
    return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false; // no point of the curve
  }
}

function jsonOf(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
}
