import { z } from 'zod';

const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const base64url = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}={0,2}$/)
    .refine((text) => Buffer.from(text, 'base64url').length === bytes, { message: `${bytes} bytes, base64url` });

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOCAL_HOSTS.includes(hostname));
}

/** What a browser gives when a person allows notifications (Push API, `PushSubscription.toJSON()`). */
export const PushSubscription = z.strictObject({
  endpoint: z.string().max(1_500).refine(isEndpoint, { message: 'an https address' }),
  keys: z.strictObject({ p256dh: base64url(65), auth: base64url(16) }),
});
export type PushSubscription = z.infer<typeof PushSubscription>;

/** The subscription that an address is; null where it is none. */
export function subscriptionIn(address: string): PushSubscription | null {
  try {
    return PushSubscription.parse(JSON.parse(address));
  } catch {
    return null;
  }
}

/** An address of a person is a subscription as JSON. */
export const PushAddress = z
  .string()
  .max(2_000)
  .refine((text) => subscriptionIn(text) !== null, { message: 'a push subscription as JSON' });
