import type { SendResult } from './channel';
import { failed, faultOfStatus, masked, retryAfter } from './answer';

/** The most of a provider's answer that is read, bytes. */
const MOST_BYTES = 65_536;
/** A provider that has not answered by then is not reachable, ms. */
const PATIENCE_MS = 10_000;

/** JSON to be posted. `secrets` never appear in what is said about it. */
export interface Post {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON as it is sent: signatures are over these bytes. */
  readonly body: string;
  readonly secrets: readonly (string | null)[];
}

/** A 2xx answer: its words without secrets, and its JSON object, null where it is none. */
export interface Answered {
  readonly words: string;
  readonly said: Readonly<Record<string, unknown>> | null;
}

/**
 * Posts once, without following redirects, and hands a 2xx answer to `read`; every other end is a fault. Never throws.
 *
 * @param signal ends it early
 * @param patienceMs ends it in any case
 */
export async function post(
  { url, headers, body, secrets }: Post,
  signal: AbortSignal,
  read: (answered: Answered) => SendResult,
  patienceMs = PATIENCE_MS,
): Promise<SendResult> {
  try {
    const response = await fetch(url, {
      ...{
        method: 'POST',
        body,
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
      },
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    });
    const text = await bounded(response);
    const words = masked(`HTTP ${response.status} ${text}`, secrets);
    const fault = faultOfStatus(response.status);
    if (fault === null) return read({ words, said: asObject(text) });
    return failed(fault, words, retryAfter(response.headers.get('retry-after'), Date.now()));
  } catch (error) {
    return failed('unreachable', masked(reasonOf(error), secrets));
  }
}

async function bounded({ body }: Response): Promise<string> {
  if (body === null) return '';
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    pieces.push(piece);
    size += piece.length;
    if (size >= MOST_BYTES) break; // which cancels the rest
  }
  return Buffer.concat(pieces).subarray(0, MOST_BYTES).toString();
}

function asObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  TimeoutError: 'no answer in time',
  AbortError: 'given up before it answered',
};

/** `fetch failed` says nothing; its cause's code does. */
function reasonOf(error: unknown): string {
  const name = wordOf(error, 'name') ?? '';
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : null;
  const words = [REASONS[name], wordOf(cause, 'code'), wordOf(cause, 'message'), wordOf(error, 'message')];
  return words.find((word) => word) ?? 'unknown';
}

function wordOf(error: unknown, field: 'name' | 'code' | 'message'): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const word = (error as Partial<Record<typeof field, unknown>>)[field];
  return typeof word === 'string' ? word : null;
}
