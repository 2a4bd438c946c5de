import type { ChannelKind, Language, Severity } from '@cofferdam/domain';
import type { z } from 'zod';

/** A message as a channel sends it: text that fits, to one address. */
export interface Outgoing {
  /** The same for every attempt and every repeat: providers that can tell repeats apart are given it. */
  readonly key: string;
  readonly language: Language;
  /** One line, already marked for exercises, repeats and colour. */
  readonly title: string;
  /** Plain text, lines separated by `\n`. */
  readonly body: string;
  readonly severity: Severity;
  /** Where in the console; absolute, null where the console's address is not set. */
  readonly link: string | null;
  /** Address of the person on this channel, as `address` of the channel reads it; null for a channel that is a group's. */
  readonly to: string | null;
}

/** Why a provider did not take a message. What may pass is tried again, the rest falls to the next channel at once. */
export const SEND_FAULTS = ['throttled', 'unreachable', 'refused', 'gone', 'malformed'] as const;
export type SendFault = (typeof SEND_FAULTS)[number];

/** What the provider said; `answer` is its own words, without secrets, at most 2,000 characters. */
export type SendResult =
  | { readonly ok: true; readonly answer: string }
  | { readonly ok: false; readonly fault: SendFault; readonly retryAfterMs: number | null; readonly answer: string };

/** What a provider allows: at most `count` messages in `perMs`. */
export interface Allowance {
  readonly count: number;
  readonly perMs: number;
}

/** One way to tell someone. Sending decides nothing: it says what the provider said and never throws for that. */
export interface Channel<Settings = Readonly<Record<string, unknown>>> {
  readonly kind: ChannelKind;
  /** What has to be set. Fields that must not be shown again are named in `secrets`. */
  readonly settings: z.ZodType<Settings>;
  readonly secrets: readonly string[];
  /** Whether one message reaches a group, so that persons have no address of their own on it. */
  readonly collective: boolean;
  /** How an address of a person looks; null for a collective channel. */
  readonly address: z.ZodType<string> | null;
  /** All that hold at once; empty where the provider sets none. */
  readonly allowances: readonly Allowance[];
  /** Of the smallest allowance: what is kept for red and toxic. */
  readonly reserved: number;
  /** The most that title, body and link may take together. */
  readonly size: { readonly unit: 'bytes' | 'characters'; readonly max: number };
  send(settings: Settings, message: Outgoing, signal: AbortSignal): Promise<SendResult>;
}
