import { generateVAPIDKeys } from 'web-push';
import { z } from 'zod';

/**
 * Where the browsers' makers take pushes. A subscription names its own endpoint, and whoever may sign in may store one:
 * without this list the service could be made to post anywhere, inside the plant too.
 */
export const PUSH_SERVICES: readonly string[] = [
  'fcm.googleapis.com',
  'push.services.mozilla.com',
  'notify.windows.com',
  'push.apple.com',
];

const key = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/)
    .refine((text) => Buffer.from(text, 'base64url').length === bytes, { message: `${bytes} bytes, base64url` });

/** Who we are to push services (VAPID, RFC 8292). Other keys make every subscription that was taken with these useless. */
export const PushSettings = z.strictObject({
  publicKey: key(65),
  privateKey: key(32),
  /** Whom a push service writes to when something is wrong. */
  subject: z
    .string()
    .max(300)
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, 'mailto: or https:'),
  /** Hosts, and what is below them, that are posted to; absent: those of the browsers' makers. */
  services: z
    .array(z.string().regex(/^[a-z0-9.-]{1,253}$/))
    .min(1)
    .max(20)
    .optional(),
});
export type PushSettings = z.infer<typeof PushSettings>;

/** A new pair, made once an installation. */
export const makeVapidKeys = (): Pick<PushSettings, 'publicKey' | 'privateKey'> => generateVAPIDKeys();

export function isServed({ services }: PushSettings, endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return (services ?? PUSH_SERVICES).some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
