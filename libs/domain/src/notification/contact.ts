import { z } from 'zod';
import { Id, Name } from '../park/id';
import { CHANNEL_KINDS, type ChannelKind, DEFAULT_LANGUAGE, type Language, LANGUAGES } from './channel-kind';

/** A way to tell someone as it is set up in an installation; `settings` are its kind's, secrets among them. */
export interface ChannelSetup {
  readonly id: string;
  /** Whose people it is for; null: every park's. */
  readonly park: string | null;
  readonly kind: ChannelKind;
  readonly name: { readonly zh: string; readonly en: string };
  /** What the group of a collective channel reads; a person on another one reads their own. */
  readonly language: Language;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Nothing goes out over a channel that is switched off. */
  readonly enabled: boolean;
  /** Counts up from 1 with every change. */
  readonly version: number;
}

/**
 * A channel as somebody sets it up; the settings are checked by the channel's kind. `language` is what the group of a
 * collective channel reads.
 */
export const ChannelSetupSchema = z.strictObject({
  id: Id,
  park: Id.nullable().default(null),
  kind: z.enum(CHANNEL_KINDS),
  name: Name,
  language: z.enum(LANGUAGES).default(DEFAULT_LANGUAGE),
  settings: z.record(z.string().max(64), z.unknown()),
  enabled: z.boolean().default(true),
});

/** Where a person is reached: a channel and their address on it. A person has them in an order: first the first. */
export const ContactPointSchema = z.strictObject({ channel: Id, to: z.string().min(1).max(2_000) });
export type ContactPoint = z.infer<typeof ContactPointSchema>;
export const MOST_CONTACT_POINTS = 10;
