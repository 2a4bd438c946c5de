import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as the service saw it. */
export interface Call {
  readonly who: string;
  /** `POST /drills` */
  readonly what: string;
  readonly body: unknown;
  readonly key: string | undefined;
}

export interface Reply {
  readonly status?: number;
  readonly body: unknown;
}

const view = {
  ...{
    id: 'spill-1',
    state: 'planned',
    injects: 2,
    injected: 0,
    duration: 600,
    clock: null,
    paused: null,
    ended: null,
  },
};
export type View = typeof view & Record<string, unknown>;

/** Plays the part of the API that a drill's command talks to. Each look at the drill takes the next of `looks`. */
export class PlayedService {
  readonly calls: Call[] = [];
  /** How the drill looks from poll to poll; the last one stays. */
  looks: Record<string, unknown>[] = [{ state: 'ended', ended: { why: 'script', reason: null } }];
  /** Answers instead of the usual one, by call. */
  readonly answers = new Map<string, Reply | (() => Reply)>();
  score: unknown = {
    ...{ total: 87.5, passMark: 60, passed: true, hardFails: [] },
    expectations: [
      { inject: 'breach', action: 'detect', outlet: 'main', target: 30_000, latency: 5_000, points: 1, outcome: 'met' },
      { inject: 'breach', action: 'contain', target: 600_000, latency: null, points: 0, outcome: 'missed' },
    ],
  };
  private readonly server: Server = createServer((request, response) => {
    void this.take(request).then(({ status = 200, body }) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What was asked for, without the looks at the drill and its incidents. */
  get acts(): string[] {
    return this.calls.filter(({ what }) => what.startsWith('POST')).map(({ who, what }) => `${who} ${what}`);
  }

  private async take(request: IncomingMessage): Promise<Reply> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const path = (request.url ?? '').replace('/api/v1', '').replace(/\?.*/, '');
    const what = `${request.method} ${path}`;
    const who = (request.headers.authorization ?? '').replace('Bearer ', '');
    const body: unknown = text === '' ? null : JSON.parse(text);
    this.calls.push({ who, what, body, key: request.headers['idempotency-key'] as string | undefined });
    const answer = this.answers.get(what);
    if (answer !== undefined) return typeof answer === 'function' ? answer() : answer;
    return this.usual(what);
  }

  private usual(what: string): Reply {
    if (what === 'POST /drills') return { status: 201, body: view };
    if (what === 'GET /incidents') return { body: { items: [], next: null, total: 3 } };
    if (what === 'GET /drills/spill-1') return { body: { ...view, ...this.look() } };
    if (what === 'GET /drills/spill-1/score') return { body: this.score };
    if (what === 'GET /drills/spill-1/report') return { body: { report: true } };
    if (what === 'GET /drills/spill-1/report.xml') return { body: '<testsuites/>' };
    return { body: view };
  }

  private look(): Record<string, unknown> {
    const [first = {}, ...rest] = this.looks;
    if (rest.length > 0) this.looks = rest;
    return first;
  }
}
