import type { SendFault, SendResult } from '../channel';
import type { EmailSettings } from './settings';

const MOST_ANSWER = 2_000;

/** What nodemailer tells of a failure; absent fields are those that had no part in it. */
export interface SmtpFailure {
  readonly message: string;
  /** nodemailer's own word, `EAUTH` for example. */
  readonly code?: string;
  /** The server's reply code (RFC 5321, 4.2). */
  readonly responseCode?: number | false;
  readonly response?: string | false;
  /** The command that was answered, `RCPT TO` for example. */
  readonly command?: string;
}

/** Comes again: the service is not available, mailbox busy, error in processing, no room. */
const THROTTLED: readonly number[] = [421, 450, 451, 452];
/** Said of a recipient: no such mailbox, not local, name not allowed. */
const NO_MAILBOX: readonly number[] = [550, 551, 553];
/** Not understood, or more than it takes. */
const MALFORMED: readonly number[] = [500, 501, 502, 503, 504, 552, 555];

/** What a failure means for the next attempt. */
export function faultOf({ code, responseCode, command }: SmtpFailure): SendFault {
  if (!responseCode || code === 'ETLS') return withoutReply(code);
  if (responseCode < 500) return THROTTLED.includes(responseCode) ? 'throttled' : 'unreachable';
  if (NO_MAILBOX.includes(responseCode) && command === 'RCPT TO') return 'gone';
  return MALFORMED.includes(responseCode) && code !== 'EAUTH' ? 'malformed' : 'refused';
}

/** nodemailer's own reasons; everything else is a matter of the connection. */
const OWN: Readonly<Record<string, SendFault>> = {
  EENVELOPE: 'malformed',
  EMESSAGE: 'malformed',
  EAUTH: 'refused',
  ENOAUTH: 'refused',
};
const withoutReply = (code = ''): SendFault => OWN[code] ?? 'unreachable';

/** The server's own words where there are any. What was logged in with is never among them, however a server echoes it. */
export function failed(failure: SmtpFailure, { user, password }: EmailSettings): SendResult {
  const said = failure.response || failure.message;
  return {
    ok: false,
    fault: faultOf(failure),
    retryAfterMs: null,
    answer: withoutSecrets(said, user, password).slice(0, MOST_ANSWER),
  };
}

export function withoutSecrets(text: string, user?: string, password?: string): string {
  if (password === undefined) return text;
  const login = `\0${user ?? ''}\0${password}`;
  const forms = [password, ...[password, login].map((form) => Buffer.from(form).toString('base64'))];
  return forms.reduce((rest, form) => rest.replaceAll(form, '***'), text);
}
