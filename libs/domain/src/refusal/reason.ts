/**
 * Why input was not taken. One word for one cause: log field, metric label, quarantine row and receipt all use it.
 * The `hj212` decoder's reasons are `bad-length` … `encrypted`; the others are ingestion's and the JSON format's.
 */
export const REFUSAL_REASONS = [
  'oversize',
  'empty',
  'not-json',
  'bad-shape',
  'bad-time',
  'bad-value',
  'no-values',
  'bad-length',
  'crc-mismatch',
  'bad-segment',
  'no-frame',
  'encrypted',
  'bad-topic',
  'unknown-park',
  'unknown-outlet',
  'unknown-monitor',
  'wrong-outlet',
  'time-ahead',
  'time-behind',
  'unsupported-period',
  'history-refused',
  'condition-refused',
  'drill-not-running',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Bad input is a value, not an exception. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: RefusalReason; readonly detail?: string };

export const accept = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const refuse = (reason: RefusalReason, detail?: string): Outcome<never> =>
  detail === undefined ? { ok: false, reason } : { ok: false, reason, detail };
