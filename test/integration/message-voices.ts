import { type Channel, compose, type Outgoing, type SendResult, type TextFacts } from '@cofferdam/channels';
import type { ChannelKind, ChannelSetup } from '@cofferdam/domain';
import type { Voices } from '@cofferdam/notification';
import { HttpProvider, type TakenMessage } from '@cofferdam/providers';
import { z } from 'zod';

/** The window of a robot's provider. */
export interface Limit {
  readonly count: number;
  readonly perMs: number;
}

/**
 * A provider of the plainest kind: the message as JSON, 429 beyond its sliding window, and a record of what it took. What
 * it had to refuse for its limit is counted: a sender that keeps to the limit never meets it.
 */
export class PlainProvider extends HttpProvider {
  throttled = 0;
  /** What it says to an address; 200 where it says nothing. */
  says: (to: string | null) => number = () => 200;
  /** The limit as it sees it. */
  constructor(private readonly limit: Limit | null = null) {
    super();
  }

  get messages(): (Outgoing & { at: number })[] {
    return this.taken.map(({ at, body }) => ({ ...(JSON.parse(body) as Outgoing), at }));
  }

  /** Most messages that it took within any window of that length. */
  most(perMs: number): number {
    const times = this.taken.map(({ at }) => at);
    return Math.max(0, ...times.map((at, n) => n + 1 - times.findIndex((other) => other > at - perMs)));
  }

  protected answer({ at, body }: TakenMessage, lie: boolean) {
    const status = lie ? 503 : this.says((JSON.parse(body) as Outgoing).to);
    if (status !== 200) return { status, body: '{}', taken: false };
    const { limit } = this;
    if (limit !== null && this.taken.filter((one) => one.at > at - limit.perMs).length >= limit.count) {
      this.throttled += 1;
      return { status: 429, body: '{}', taken: false };
    }
    return { status: 200, body: '{"ok":true}', taken: true };
  }
}

const Settings = z.strictObject({ url: z.string() });
type Settings = z.infer<typeof Settings>;
const FAULTS: Readonly<Record<number, 'throttled' | 'gone' | 'refused'>> = {
  429: 'throttled',
  410: 'gone',
  401: 'refused',
};

async function post({ url }: Settings, message: Outgoing, signal: AbortSignal): Promise<SendResult> {
  try {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(message), signal });
    const text = await answer.text();
    if (answer.ok) return { ok: true, answer: text };
    const fault = FAULTS[answer.status] ?? 'unreachable';
    return { ok: false, fault, retryAfterMs: fault === 'throttled' ? 1_000 : null, answer: `HTTP ${answer.status}` };
  } catch (error) {
    return { ok: false, fault: 'unreachable', retryAfterMs: null, answer: (error as Error).message };
  }
}

const ROBOTS: readonly ChannelKind[] = ['dingtalk', 'wecom', 'feishu'];

/**
 * Channels that speak to `PlainProvider`, so that what is tested is who is told when, and not a provider's dialect.
 * @param limit of every robot
 */
export function plainVoices(limit: Limit & { reserved: number }): Voices {
  const of = (kind: ChannelKind): Channel => {
    const collective = ROBOTS.includes(kind);
    return {
      ...{ kind, collective, settings: Settings, secrets: [], address: collective ? null : z.string() },
      allowances: collective ? [{ count: limit.count, perMs: limit.perMs }] : [],
      reserved: collective ? limit.reserved : 0,
      size: { unit: 'characters', max: 100_000 },
      send: (settings, message, signal) => post(settings as Settings, message, signal),
    };
  };
  return { channelOf: of, compose: (facts, size) => compose(facts, size), digest: plainDigest };
}

/** A line each: what is grave by number and outlet, the rest by number. */
function plainDigest(facts: readonly TextFacts[]): { title: string; body: string } {
  const lines = facts.map(
    (one) =>
      `${one.number} ${one.language === 'en' ? one.outlet?.en : one.outlet?.zh} ${one.severity} ${one.possibleRepeat ? 'repeat' : ''}`,
  );
  return { title: `${facts.length}`, body: lines.join('\n') };
}

export const setupOf = (id: string, kind: ChannelKind, url: string, park: string | null = null): ChannelSetup => ({
  ...{ id, park, kind, name: { zh: id, en: id }, language: 'zh-CN', settings: { url }, enabled: true, version: 1 },
});
