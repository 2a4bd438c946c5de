import type { ChannelKind } from '@cofferdam/domain';
import { z } from 'zod';
import type { Channel, Outgoing, SendResult } from './channel';

const Settings = z.object({ url: z.string() });
type Settings = z.infer<typeof Settings>;

async function post({ url }: Settings, message: Outgoing, signal: AbortSignal): Promise<SendResult> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal,
    });
    const text = await answer.text();
    if (answer.ok) return { ok: true, answer: text };
    const fault = answer.status === 429 ? 'throttled' : answer.status === 410 ? 'gone' : 'refused';
    return { ok: false, fault, retryAfterMs: answer.status === 429 ? 1_000 : null, answer: text };
  } catch (error) {
    return { ok: false, fault: 'unreachable', retryAfterMs: null, answer: (error as Error).message };
  }
}

const MINUTE = 60_000;

const channel = (kind: ChannelKind, collective: boolean): Channel => ({
  ...{ kind, collective, settings: Settings, secrets: [], address: collective ? null : z.string() },
  ...{ allowances: collective ? [{ count: 20, perMs: MINUTE }] : [], reserved: collective ? 5 : 0 },
  size: { unit: 'characters', max: 20_000 },
  send: (settings, message, signal) => post(settings as Settings, message, signal),
});

export const CHANNELS: readonly Channel[] = [
  ...(['dingtalk', 'wecom', 'feishu'] as const).map((kind) => channel(kind, true)),
  ...(['log', 'email', 'sms', 'voice', 'push'] as const).map((kind) => channel(kind, false)),
];

const byKind = new Map(CHANNELS.map((one) => [one.kind, one]));

export function channelOf(kind: ChannelKind): Channel {
  const found = byKind.get(kind);
  if (found === undefined) throw new Error(`no channel of kind ${kind}`);
  return found;
}
