import { z } from 'zod';

/** Hosts that a message reaches without leaving the machine. */
const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '::1'];
const Line = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'control characters are not allowed');

/** `tls`: encrypted from the first byte. `starttls`: from a command on, and refused without. `none`: in the clear. */
export const SMTP_SECURITY = ['tls', 'starttls', 'none'] as const;
export type SmtpSecurity = (typeof SMTP_SECURITY)[number];

export const EmailAddress = z.email().max(254);

/** A mail server to hand messages to (submission, RFC 6409). */
export const EmailSettings = z
  .strictObject({
    host: z
      .string()
      .max(253)
      .regex(/^[A-Za-z0-9.:-]+$/, 'a host name or an address'),
    /** 465 is usual with `tls`, 587 with `starttls`. */
    port: z.int().min(1).max(65_535),
    /** Absent: `starttls`, or `none` where the host is this machine. */
    security: z.enum(SMTP_SECURITY).optional(),
    user: Line.optional(),
    password: Line.optional(),
    from: EmailAddress,
    /** Shown beside `from`. */
    fromName: Line.optional(),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    message: 'user and password go together',
    path: ['password'],
  })
  .refine((settings) => settings.password === undefined || isLocal(settings.host) || securityOf(settings) !== 'none', {
    message: 'a password is never sent in the clear',
    path: ['security'],
  });
export type EmailSettings = z.infer<typeof EmailSettings>;

const isLocal = (host: string): boolean => LOCAL_HOSTS.includes(host.toLowerCase());

export const securityOf = ({ host, security }: { host: string; security?: SmtpSecurity | undefined }): SmtpSecurity =>
  security ?? (isLocal(host) ? 'none' : 'starttls');
