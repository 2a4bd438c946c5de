import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** An answer of the service: its text, and what that says where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
}

/** The service could not be reached, or did not want to. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly answer: Answer | null = null,
  ) {
    super(message);
  }
}

/** Longest wait for one answer, and for a service that is away, ms. */
const PATIENCE = 30_000;
const AWAY = 120_000;
/** One that has never answered is not away: it is not there. */
const NEVER = 5_000;
/** What somebody waits who wants to leave, ms. */
export const LEAVING = 10_000;
/** First pause before it is asked again, ms; each is twice as long, up to the last. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 4_000;

/** Somebody's calls of the service. One that gets no answer is made again, under the same key: it is done once. */
export class Api {
  private readonly base: string;
  private answered = false;

  constructor(
    address: string,
    private readonly token: string,
    /** How long a service may be away, ms. */
    private readonly away = AWAY,
    /** Ends the waiting for it. */
    private readonly stop: AbortSignal | null = null,
  ) {
    this.base = `${address.replace(/\/+$/, '')}/api/v1`;
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.ask('POST', path, body);
  }

  /** @throws Failure for an answer that is no success, and where none comes */
  private async ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const key = randomUUID();
    const until = Date.now() + (this.answered ? this.away : Math.min(this.away, NEVER));
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const answer = await this.once(method, path, key, body);
      this.answered ||= answer !== null;
      if (answer !== null && answer.status < 500) return succeeded(`${method} ${path}`, answer);
      const isEnough = this.stop?.aborted === true || Date.now() + pause > until;
      const trouble = this.answered ? 'the service does not answer' : `nothing answers at ${this.base}`;
      if (isEnough) throw new Failure(`${method} ${path}: ${trouble}`, answer);
      await sleep(pause);
    }
  }

  private async once(method: string, path: string, key: string, body?: unknown): Promise<Answer | null> {
    const write = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
    try {
      const response = await fetch(`${this.base}${path}`, {
        ...{ method, signal: AbortSignal.timeout(PATIENCE) },
        headers: { Authorization: `Bearer ${this.token}`, ...(body !== undefined && write) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, body: parsed(text) };
    } catch {
      return null;
    }
  }
}

/** What an answer has to say. @throws Failure where it says something else */
export function readAnswer<T>(schema: { safeParse: (body: unknown) => { data?: T } }, { body }: Answer): T {
  const { data } = schema.safeParse(body);
  if (data === undefined) throw new Failure('the service answers something that is not understood');
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function succeeded(what: string, answer: Answer): Answer {
  if (answer.status < 400) return answer;
  const { title, detail, reason } = (answer.body ?? {}) as Record<string, unknown>;
  const words = [reason, detail ?? title].filter((word) => typeof word === 'string' && word !== '');
  throw new Failure(`${what}: ${answer.status} ${words.join(': ')}`.trim(), answer);
}
