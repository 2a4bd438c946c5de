import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How a provider behaves from now on. */
export interface Mood {
  /** Before each answer, ms. */
  readonly delayMs?: number;
  /** Share of the requests, 0 to 1, whose connection is dropped: half of them after the message was taken. */
  readonly drop?: number;
  /** Takes nothing: connections are ended at once. */
  readonly down?: boolean;
  /** Answers each request with this fault of the provider's own (what it says inside HTTP 200, for example). */
  readonly lie?: boolean;
}

/** A message that a provider has taken. */
export interface TakenMessage {
  readonly at: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as it came, for kinds whose messages are no text. */
  readonly bytes: Buffer;
}

/** What a provider says to a request. */
export interface ProviderAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the message counts as delivered. */
  readonly taken: boolean;
}

/** Bodies beyond it are refused unread. */
const MOST_BYTES = 1_048_576;

/**
 * A local endpoint that behaves like a provider of messages: it checks what a real one checks, throttles as it does and,
 * when told so, delays, drops connections and lies. Each kind says in `answer` what it makes of a request.
 */
export abstract class HttpProvider {
  readonly taken: TakenMessage[] = [];
  /** Requests that came, taken or not. */
  requests = 0;
  mood: Mood = {};
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void this.serve(request, response).catch(() => response.destroy());
    });
  }

  /** @returns the address, `http://127.0.0.1:{port}` */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** What this provider says; what it throttles it does not take. `lie` asks for a fault of its own kind. */
  protected abstract answer(message: TakenMessage, lie: boolean): ProviderAnswer;

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = this.mood.down ? null : await read(request);
    if (bytes === null) return void response.destroy();
    this.requests += 1;
    const { delayMs = 0, drop = 0, lie = false } = this.mood;
    if (delayMs > 0) await pause(delayMs);
    const fate = Math.random();
    if (fate < drop / 2) return void response.destroy();
    const came = { at: Date.now(), path: request.url ?? '/', headers: flat(request), body: bytes.toString(), bytes };
    const said = this.take(came, lie);
    if (fate < drop) return void response.destroy();
    response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers }).end(said.body);
  }

  private take(message: TakenMessage, lie: boolean): ProviderAnswer {
    const said = this.answer(message, lie);
    if (said.taken) this.taken.push(message);
    return said;
  }
}

const flat = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

async function read(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    pieces.push(piece as Buffer);
    size += (piece as Buffer).length;
    if (size > MOST_BYTES) return null;
  }
  return Buffer.concat(pieces);
}
