import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Mood, TakenMessage } from '../http-provider';
import { readMail } from './mime';

/** A mail as it was taken: `path` is the recipients, `headers` and `body` are as a mail program shows them. */
export interface TakenMail extends TakenMessage {
  readonly from: string;
  readonly to: readonly string[];
}

export interface MailMood extends Mood {
  /** Every recipient is answered with this code, 421 or 550 for example. */
  readonly refuse?: number;
}

/** How long a mail may be. */
const MOST_BYTES = 1_048_576;

/** A mail server that speaks real SMTP; with a log-in it takes mail from nobody else. */
export class MailProvider {
  readonly taken: TakenMail[] = [];
  /** Mails that were begun, taken or not. */
  requests = 0;
  mood: MailMood = {};
  private readonly server: SMTPServer;

  constructor(private readonly login?: { readonly user: string; readonly password: string }) {
    this.server = new SMTPServer({
      // One that offers STARTTLS needs a certificate that clients trust; what is played here is a server without.
      disabledCommands: login === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
      authOptional: login === undefined,
      disableReverseLookup: true,
      closeTimeout: 100,
      size: MOST_BYTES,
      onConnect: (session, done) => done(this.mood.down ? this.dropped(session) : null),
      onAuth: ({ username, password }, _session, done) => {
        const fits = username === this.login?.user && password === this.login?.password;
        // Careless servers exist, and ours must not pass on what they say.
        if (fits) done(null, { user: username });
        else done(reply(535, `no such user ${username ?? ''} with ${password ?? ''}`));
      },
      onRcptTo: (_address, _session, done) => done(this.mood.refuse ? reply(this.mood.refuse, 'not now') : null),
      onData: (stream, session, done) => void this.take(stream, session).then(() => done(), done),
    });
    this.server.on('error', () => undefined); // a client that went away is no error of the server's
  }

  /** @returns the address, `smtp://127.0.0.1:{port}` */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(piece as Buffer);
    this.requests += 1;
    const { delayMs = 0, drop = 0, lie = false } = this.mood;
    if (delayMs > 0) await pause(delayMs);
    const fate = Math.random();
    if (fate < drop / 2) throw this.dropped(session);
    const bytes = Buffer.concat(pieces);
    const { headers, text } = readMail(bytes.toString());
    const { mailFrom, rcptTo } = session.envelope;
    const to = rcptTo.map(({ address }) => address);
    const from = mailFrom === false ? '' : mailFrom.address;
    this.taken.push({ at: Date.now(), path: to.join(', '), headers, body: text, bytes, from, to });
    if (fate < drop) throw this.dropped(session);
    // Took it, and says that it did not: what is sent again arrives twice.
    if (lie) throw reply(451, 'local error in processing');
  }

  /** Ends the connection without a word. */
  private dropped({ id }: SMTPServerSession): Error {
    for (const connection of this.server.connections as Set<Connection>) {
      if (connection.id === id) connection._socket.destroy();
    }
    return new Error('dropped');
  }
}

/** What smtp-server keeps of a client; its types do not say so. */
interface Connection {
  readonly id: string;
  readonly _socket: { destroy(): void };
}

const reply = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });
