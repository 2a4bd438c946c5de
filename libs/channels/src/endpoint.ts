import { z } from 'zod';

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Where a provider listens: https, or http on this machine (a stand-in for tests and the demo). Secrets are settings of
 * their own, so that an address can be shown: no user, query or fragment.
 */
export const Endpoint = z
  .string()
  .max(500)
  .refine(isEndpoint, 'an https address without user, query and fragment; http only to this machine')
  .transform((text) => text.replace(/\/+$/, ''));

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const safe = protocol === 'https:' || (protocol === 'http:' && LOCAL.test(hostname));
  return safe && [username, password, search, hash].every((part) => part === '');
}

/** Keys and tokens: printable, without blanks, so that they can stand in a header and an address. */
export const Secret = z.string().regex(/^[\x21-\x7e]{8,200}$/, '8 to 200 printable characters without blanks');

/** A word that a robot's security setting asks for in each message. */
export const Keyword = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .regex(/^[^\p{C}]+$/u, 'no control characters')
  .nullable()
  .default(null);
