import type { SendFault, SendResult } from './channel';

/** Of a provider's own words, characters. */
const MOST_ANSWER = 2_000;
const MASK = '***';
/** A provider that says to wait longer than that is asked again all the same, ms. */
const LONGEST_WAIT_MS = 3_600_000;

/** A provider's words as they may be kept and shown: without secrets, on one line, bounded. */
export function masked(text: string, secrets: readonly (string | null)[]): string {
  const known = secrets.filter((secret) => secret !== null && secret !== '').flatMap(spellings);
  // The longest first: a secret may be part of another.
  known.sort((a, b) => b.length - a.length);
  const clean = known.reduce((all, secret) => all.replaceAll(secret, MASK), text);
  const line = clean.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length <= MOST_ANSWER ? line : line.slice(0, MOST_ANSWER).replace(/[\ud800-\udbff]$/, '');
}

/** A secret as it may stand in an address, in JSON or in an error's words. */
function spellings(secret: string | null): string[] {
  if (secret === null) return [];
  const plain = new URLSearchParams({ a: secret }).toString().slice(2);
  return [...new Set([secret, encodeURIComponent(secret), plain, JSON.stringify(secret).slice(1, -1)])];
}

export const taken = (answer: string): SendResult => ({ ok: true, answer });
export const failed = (fault: SendFault, answer: string, retryAfterMs: number | null = null): SendResult => ({
  ok: false,
  fault,
  retryAfterMs,
  answer,
});

const OF_STATUS: Readonly<Record<number, SendFault>> = {
  400: 'malformed',
  404: 'gone',
  408: 'unreachable',
  410: 'gone',
  413: 'malformed',
  415: 'malformed',
  422: 'malformed',
  429: 'throttled',
};

/** What an HTTP status says about a message; null for 2xx, where the body decides. Redirects are not followed. */
export function faultOfStatus(status: number): SendFault | null {
  if (status >= 200 && status < 300) return null;
  return OF_STATUS[status] ?? (status >= 500 ? 'unreachable' : 'refused');
}

/** `Retry-After` (RFC 9110 §10.2.3): seconds or a date; null where it is neither. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), LONGEST_WAIT_MS);
}
