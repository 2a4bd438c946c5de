import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { failed, taken } from './answer';
import type { Outgoing, SendFault, SendResult } from './channel';
import { Endpoint, Secret } from './endpoint';
import { type Answered, post } from './post';

/** A park's own gateway before a provider of SMS or of voice calls; docs/gateway.md says how it is built. */
export const GatewaySettings = z.strictObject({
  url: Endpoint,
  /** The gateway knows us by it. */
  token: Secret,
  /** Of the HMAC over timestamp and body. */
  secret: Secret,
});
export type GatewaySettings = z.infer<typeof GatewaySettings>;

/** A telephone number: digits, perhaps with a plus; blanks and dashes fall away. */
export const PhoneNumber = z
  .string()
  .regex(/^\+?[0-9][0-9 -]{2,24}$/, 'digits, spaces and dashes, 3 to 25')
  .transform((number) => number.replace(/[ -]/g, ''));

/** Hands a text for one number to the gateway. */
export async function throughGateway(
  kind: 'sms' | 'voice',
  { url, token, secret }: GatewaySettings,
  { key, to, language, severity }: Outgoing,
  text: string,
  signal: AbortSignal,
): Promise<SendResult> {
  const number = PhoneNumber.safeParse(to);
  if (!number.success) return failed('malformed', 'no telephone number');
  const body = JSON.stringify({ key, kind, to: number.data, language, text, severity });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    authorization: `Bearer ${token}`,
    'idempotency-key': headerSafe(key),
    'x-cofferdam-timestamp': timestamp,
    'x-cofferdam-signature': `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`,
  };
  return post({ url, headers, body, secrets: [token, secret] }, signal, readGateway);
}

/** A header holds printable ASCII; half a surrogate pair cannot be encoded. */
const headerSafe = (key: string): string => encodeURIComponent(key.replace(/\p{Cs}/gu, '?'));

/** Reasons of a gateway that says no inside a 2xx. */
const REASONS: ReadonlyMap<unknown, SendFault> = new Map([
  ['throttled', 'throttled'],
  ['unreachable', 'unreachable'],
  ['refused', 'refused'],
  ['number-gone', 'gone'],
  ['malformed', 'malformed'],
]);

function readGateway({ words, said }: Answered): SendResult {
  if (said?.['accepted'] === true) return taken(words);
  if (said?.['accepted'] !== false) return failed('unreachable', words);
  return failed(REASONS.get(said['reason']) ?? 'refused', words);
}
