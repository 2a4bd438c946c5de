import { Agent as HttpAgent, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { WebhookAnswer } from '@cofferdam/domain';
import { checkLiteral, lookupOf, type Resolve, resolveHost } from './address';
import { targetOf } from './target';

/** A receiver has so long for an answer, name service and connection included, ms. */
export const PATIENCE_MS = 10_000;
const MOST_ANSWER_BYTES = 2_048;

interface LineOptions {
  readonly allowPrivate: boolean;
  readonly patienceMs?: number;
  readonly resolve?: Resolve;
}

/**
 * A line to one receiver: requests one after the other over one connection, to addresses that were checked when it was
 * made. Redirects are an answer like any other.
 */
export class Line {
  private readonly allowPrivate: boolean;
  private readonly patienceMs: number;
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;

  constructor({ allowPrivate, patienceMs = PATIENCE_MS, resolve = resolveHost(allowPrivate) }: LineOptions) {
    this.allowPrivate = allowPrivate;
    this.patienceMs = patienceMs;
    const options = { keepAlive: true, maxSockets: 1, lookup: lookupOf(allowPrivate, resolve) };
    this.http = new HttpAgent(options);
    this.https = new HttpsAgent(options);
  }

  /** Posts JSON. Never throws: what goes wrong is an answer. */
  async post(
    address: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    end?: AbortSignal,
  ): Promise<WebhookAnswer> {
    const target = targetOf(address, this.allowPrivate);
    if (!(target instanceof URL)) return { kind: 'unanswered', reason: target.detail };
    const late = AbortSignal.timeout(this.patienceMs);
    const signal = end === undefined ? late : AbortSignal.any([late, end]);
    try {
      checkLiteral(target.hostname, this.allowPrivate);
      return await this.request(target, { method: 'POST', signal, headers: { ...headers, ...jsonOf(body) } }, body);
    } catch (error) {
      const reason = late.aborted ? `no answer within ${this.patienceMs / 1000} s` : (error as Error).message;
      return { kind: 'unanswered', reason: reason || 'no connection' };
    }
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }

  private request(target: URL, options: RequestOptions, body: string): Promise<WebhookAnswer> {
    const secure = target.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const begin = secure ? httpsRequest : httpRequest;
      const request = begin(target, { ...options, agent: secure ? this.https : this.http });
      request.on('error', reject);
      request.on('response', (response) => {
        read(response).then((text) => {
          const retryAfter = response.headers['retry-after'] ?? null;
          resolve({ kind: 'answered', status: response.statusCode ?? 0, retryAfter, text });
        }, reject);
      });
      request.end(body);
    });
  }
}

const jsonOf = (body: string): Record<string, string | number> => ({
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(body),
  'user-agent': 'Cofferdam',
});

/** The beginning of what it says; who says more than anybody will read loses the connection. */
async function read(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of response) {
    pieces.push(piece as Buffer);
    size += (piece as Buffer).length;
    if (size > MOST_ANSWER_BYTES) break; // which destroys the response
  }
  return Buffer.concat(pieces).subarray(0, MOST_ANSWER_BYTES).toString();
}
