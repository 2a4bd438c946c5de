import type { Channel } from '@cofferdam/channels';

/** Stands where a secret is: it is set, and nobody is shown it. */
export const SET = { set: true } as const;

type Values = Readonly<Record<string, unknown>>;

/** Settings that fit their kind, or what is wrong, part by part. */
export type CheckedSettings =
  | { readonly ok: true; readonly settings: Values }
  | { readonly ok: false; readonly errors: readonly { readonly at: string; readonly detail: string }[] };

const isMark = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as { set?: unknown }).set === true;

/**
 * Checks settings against their kind. A secret that is left out, or still stands as the mark that was shown for it, keeps
 * what is stored; null takes it away.
 */
export function checkSettings(channel: Channel, given: Values, stored: Values | null): CheckedSettings {
  const kept = channel.secrets.filter((name) => given[name] === undefined || isMark(given[name]));
  const parts = Object.entries(given).filter(([name, value]) => !kept.includes(name) && value !== null);
  const old = Object.entries(stored ?? {}).filter(([name]) => kept.includes(name));
  const result = channel.settings.safeParse(Object.fromEntries([...parts, ...old]));
  if (result.success) return { ok: true, settings: result.data };
  const errors = result.error.issues.map(({ path, message }) => ({
    at: ['settings', ...path.map(String)].join('.'),
    detail: message,
  }));
  return { ok: false, errors };
}

/** Settings as they may be shown. */
export const maskSettings = (channel: Channel, settings: Values): Values =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      channel.secrets.includes(name) && value !== null ? SET : value,
    ]),
  );

/** A provider's words, in which it may have repeated what it was sent. */
export function withoutSecrets(text: string, channel: Channel, settings: Values): string {
  const words = channel.secrets
    .map((name) => settings[name])
    .filter((value): value is string => typeof value === 'string' && value.length > 3);
  return words.reduce((told, word) => told.replaceAll(word, '•••'), text);
}
