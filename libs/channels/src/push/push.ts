import { createHash } from 'node:crypto';
import type { Severity } from '@cofferdam/domain';
import { generateRequestDetails, type RequestDetails, type Urgency } from 'web-push';
import type { Channel, Outgoing, SendFault, SendResult } from '../channel';
import { isServed, PushSettings } from './settings';
import { PushAddress, type PushSubscription, subscriptionIn } from './subscription';

/** Connecting and answering, ms together. */
const MOST_MS = 15_000;
const MOST_ANSWER = 2_000;
/** What services take, 4,096 bytes (RFC 8030, 7.2), less what encryption adds (RFC 8291). */
const MOST_PAYLOAD = 3_993;

/** How long a service keeps a message for a browser that is away, s; and whether it wakes a sleeping device. */
const CARE: Readonly<Record<Severity, { readonly TTL: number; readonly urgency: Urgency }>> = {
  red: { TTL: 14_400, urgency: 'high' },
  orange: { TTL: 14_400, urgency: 'high' },
  yellow: { TTL: 7_200, urgency: 'normal' },
  blue: { TTL: 3_600, urgency: 'low' },
};

/** Notifications of the browser, shown by the console's service worker even where no page is open. */
export const pushChannel: Channel<PushSettings> = {
  kind: 'push',
  settings: PushSettings,
  secrets: ['privateKey'],
  collective: false,
  address: PushAddress,
  allowances: [],
  reserved: 0,
  size: { unit: 'bytes', max: 3_000 },
  async send(settings, message, signal) {
    const subscription = subscriptionIn(message.to ?? '');
    if (subscription === null) return failed('malformed', 'no push subscription');
    if (!isServed(settings, subscription.endpoint)) return failed('refused', 'no push service that we post to');
    const request = requestOf(settings, subscription, message);
    return typeof request === 'string' ? failed('malformed', request) : post(request, signal);
  },
};

/** The encrypted request, or why there is none. */
function requestOf(
  { publicKey, privateKey, subject }: PushSettings,
  subscription: PushSubscription,
  { title, body, link, severity, key }: Outgoing,
): RequestDetails | string {
  const payload = JSON.stringify({ title, body, link, severity, key });
  const size = Buffer.byteLength(payload);
  if (size > MOST_PAYLOAD) return `${size} bytes of at most ${MOST_PAYLOAD}`;
  const topic = createHash('sha256').update(key).digest('base64url').slice(0, 32);
  try {
    return generateRequestDetails(subscription, payload, {
      ...CARE[severity],
      topic,
      vapidDetails: { publicKey, privateKey, subject },
    });
  } catch {
    return 'the keys of the channel or of the subscription are none of P-256';
  }
}

async function post({ endpoint, headers, body }: RequestDetails, signal: AbortSignal): Promise<SendResult> {
  // The length is the body's own.
  const { 'Content-Length': _length, ...rest } = headers as Record<string, string | number>;
  const lines = Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]);
  const limit = AbortSignal.timeout(MOST_MS);
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: lines,
      body: new Uint8Array(body ?? []),
      redirect: 'manual',
      signal: AbortSignal.any([signal, limit]),
    });
    return resultOf(response, await beginning(response));
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? `${message}: ${cause.message}` : message;
    return failed('unreachable', limit.aborted ? `no answer within ${MOST_MS / 1_000} s` : why);
  }
}

function resultOf({ ok, status, headers }: Response, text: string): SendResult {
  const answer = `HTTP ${status} ${text}`.trim();
  return ok ? { ok, answer } : failed(faultOf(status), answer, retryAfterMs(headers.get('retry-after')));
}

/** RFC 8030, 5 to 7: 404 and 410 say that the subscription is no more, and will not be again. */
function faultOf(status: number): SendFault {
  if (status === 404 || status === 410) return 'gone';
  if (status === 400 || status === 413) return 'malformed';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'unreachable' : 'refused';
}

/** Seconds; a date, which services do not send, counts as nothing said. */
function retryAfterMs(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : null;
}

const failed = (fault: SendFault, answer: string, retryAfterMs: number | null = null): SendResult => ({
  ok: false,
  fault,
  retryAfterMs,
  answer: answer.slice(0, MOST_ANSWER),
});

/** As much of what a service says as is kept; the rest is never read. */
async function beginning(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of response.body ?? []) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    if (text.length >= MOST_ANSWER) break;
  }
  return text.slice(0, MOST_ANSWER);
}
