import { z } from 'zod';
import type { EventType, JournalEntry, JournalEvent } from '../journal/event';
import { Id } from '../park/id';
import { LIVE } from '../timeline/timeline';
import { isForMachines, MACHINE_EVENT_TYPES } from './machine-feed';

export const MOST_WEBHOOKS = 100;

/** A receiver of events over HTTP (Standard Webhooks) as it is set up; its secrets are kept apart. */
export interface Webhook {
  readonly id: string;
  /** Whose events it gets; null: every park's. */
  readonly park: string | null;
  readonly name: string;
  readonly url: string;
  /** Types (`incident.opened`) and families (`incident.*`); every event that machines are told of where empty. */
  readonly types: readonly string[];
  /** Gets events of drills as well. */
  readonly exercise: boolean;
  readonly enabled: boolean;
  /** `gone`: its receiver answered 410. */
  readonly disabledWhy: 'gone' | null;
  readonly createdBy: string;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Counts up from 1 with every change. */
  readonly version: number;
}

const isPattern = (text: string): boolean =>
  (MACHINE_EVENT_TYPES as readonly string[]).includes(text) ||
  (text.endsWith('.*') && MACHINE_EVENT_TYPES.some((type) => type.startsWith(text.slice(0, -1))));

/** A webhook as somebody sets it up; whether the address may be used is checked where it can be resolved. */
export const WebhookSchema = z.strictObject({
  park: Id.nullable().default(null).describe('Only events of this park; null: of every park'),
  name: z.string().trim().min(1).max(80),
  url: z.string().min(1).max(2_000).describe('https, without user name and password; the receiver must be public'),
  types: z
    .array(
      z.string().max(64).refine(isPattern, 'an event type such as incident.opened, or a family such as incident.*'),
    )
    .max(50)
    .default([])
    .describe('Empty: every event that machines are told of'),
  exercise: z.boolean().default(false).describe('Also events of drills'),
  enabled: z.boolean().default(true),
});
export type WebhookDraft = z.infer<typeof WebhookSchema>;

/** Whether a hook is told of an event. */
export function webhookWants(
  { park, types, exercise }: Pick<Webhook, 'park' | 'types' | 'exercise'>,
  event: Pick<JournalEvent, 'type' | 'class' | 'park'>,
): boolean {
  if (!isForMachines(event.type)) return false;
  if (event.class !== 'actual' && !(event.class === 'exercise' && exercise)) return false;
  if (park !== null && park !== event.park) return false;
  return types.length === 0 || types.some((pattern) => matches(pattern, event.type));
}

const matches = (pattern: string, type: EventType): boolean =>
  pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;

/** A secret of a hook; an old one signs beside the new one until its end, epoch ms. */
export interface WebhookSecret {
  readonly secret: string;
  readonly until: number | null;
}

/** How long a secret that was replaced goes on signing, ms. */
export const OLD_SECRET_MS = 24 * 3_600_000;

/** The secrets after a new one; at most the newest two sign. */
export const rotatedSecrets = (secrets: readonly WebhookSecret[], secret: string, now: number): WebhookSecret[] => [
  { secret, until: null },
  ...secrets.slice(0, 1).map((old) => ({ secret: old.secret, until: now + OLD_SECRET_MS })),
];

/** Those that sign now, the newest first. */
export const signingSecrets = (secrets: readonly WebhookSecret[], now: number): string[] =>
  secrets.filter(({ until }) => until === null || until > now).map(({ secret }) => secret);

/** Standard Webhooks: dots between words of letters, digits and underscores. */
export const webhookTypeOf = (type: string): string => type.replaceAll('-', '_');

export type WebhookChange = 'created' | 'changed' | 'deleted' | 'secret-rotated' | 'gone';

/** What the journal tells of a hook. Its address may be as good as a secret, so only the host is told. */
export function webhookEntry(hook: Webhook, change: WebhookChange, actor: string, at: number): JournalEntry {
  const { id, park, name, url, types, exercise, enabled, disabledWhy, version } = hook;
  const [, host = ''] = /^https?:\/\/([^/?#]+)/.exec(url) ?? [];
  const data = { change, name, host, types, exercise, enabled, disabledWhy, version };
  return { at, type: 'webhook.changed', ...LIVE, park, subject: { kind: 'webhook', id }, actor, data };
}

/** The type of a trial, which no event has. */
export const WEBHOOK_TRIAL = 'webhook.test';

/** `webhook-id`: the same in every attempt, and nobody else's; a receiver knows by it what it has already. */
export const webhookMessageId = (hook: string, delivery: number): string => `msg_${hook}_${delivery}`;
