import { channelOf, compose, digest } from '@cofferdam/channels';

/** Ways to tell people and the texts for them, as the senders use them. */
export interface Voices {
  readonly channelOf: typeof channelOf;
  readonly compose: typeof compose;
  readonly digest: typeof digest;
}

/** Injection token of `Voices`. */
export const VOICES = Symbol('voices');
export const REAL_VOICES: Voices = { channelOf, compose, digest };
