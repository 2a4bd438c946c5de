import { createHash } from 'node:crypto';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Channel, Outgoing, SendResult } from '../channel';
import { failed, type SmtpFailure, withoutSecrets } from './fault';
import { EmailAddress, EmailSettings, securityOf } from './settings';

/** Connecting, greeting and handing over, ms together. */
const MOST_MS = 15_000;

/** E-mail over a mail server. It has taken a message when it says 250; whether it was read nobody knows. */
export const emailChannel: Channel<EmailSettings> = {
  kind: 'email',
  settings: EmailSettings,
  secrets: ['password'],
  collective: false,
  address: EmailAddress,
  allowances: [],
  reserved: 0,
  size: { unit: 'characters', max: 10_000 },
  async send(settings, message, signal) {
    const to = EmailAddress.safeParse(message.to);
    if (!to.success) return { ok: false, fault: 'malformed', retryAfterMs: null, answer: 'no e-mail address' };
    const limit = AbortSignal.timeout(MOST_MS);
    return hand(settings, { ...mailOf(settings, message, to.data), signal: AbortSignal.any([signal, limit]) }, limit);
  },
};

async function hand(settings: EmailSettings, mail: SendMailOptions, limit: AbortSignal): Promise<SendResult> {
  const transport = createTransport(connection(settings));
  try {
    const { response } = await transport.sendMail(mail);
    return { ok: true, answer: withoutSecrets(response, settings.user, settings.password).slice(0, 2_000) };
  } catch (error) {
    const late = limit.aborted ? { message: `no answer within ${MOST_MS / 1_000} s` } : (error as SmtpFailure);
    return failed(late, settings);
  } finally {
    transport.close();
  }
}

function connection(settings: EmailSettings) {
  const { host, port, user, password } = settings;
  const security = securityOf(settings);
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: MOST_MS,
    greetingTimeout: MOST_MS,
    socketTimeout: MOST_MS,
    // A server that does not offer to log in is not one that we have a password for.
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password }, forceAuth: true }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Addresses are given as objects, so that nothing in them is read as a list; line ends are taken out of the subject. */
function mailOf(settings: EmailSettings, message: Outgoing, to: string): SendMailOptions {
  const { from, fromName = 'Cofferdam 围堰' } = settings;
  const { title, body, link, severity, key, language } = message;
  return {
    from: { name: fromName, address: from },
    to: { name: '', address: to },
    envelope: { from, to: [to] },
    subject: oneLine(title),
    text: link === null ? body : `${body}\n\n${link}`,
    messageId: messageId(key, from),
    ...(severity === 'red' && { priority: 'high' as const }),
    headers: {
      'X-Cofferdam-Key': oneLine(key),
      // Nobody's holiday answers it (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
    },
  };
}

/** The same for every repeat, so that a mail program shows one message where a server got it twice. */
const messageId = (key: string, from: string): string =>
  `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${from.slice(from.lastIndexOf('@') + 1)}>`;

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
