import { accept, type Outcome, type Period, PERIODS, type RefusalReason, refuse } from '@cofferdam/domain';
import { z } from 'zod';
import { PAYLOAD_LIMIT, type Reading, type SentValue } from '../format';

/** Most factors in one reading. */
export const MOST_VALUES = 200;

const FACTOR = /^[a-z][a-z0-9]{2,11}$/;
/** ISO 8601 with seconds; without an offset or `Z` a time means nothing. */
const Time = z.iso.datetime({ offset: true });
const quantity = z.number().optional();
const Flag = z.string().regex(/^[A-Za-z0-9]{1,4}$/);

const Envelope = z.strictObject({
  monitor: z.string().min(1).max(64),
  at: z.string(),
  period: z.string().default('realtime'),
  receipt: z.boolean().default(false),
  values: z.record(z.string(), z.unknown()).optional(),
});

const MomentValue = z.strictObject({ value: quantity, flag: Flag.optional(), unit: z.string().max(12).optional() });
const PeriodValue = MomentValue.extend({ min: quantity, avg: quantity, max: quantity, total: quantity });

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Says where and what, bounded: the payload itself goes to the quarantine, not into every message. */
function explain(error: z.ZodError, prefix: readonly string[] = []): string {
  const issue = error.issues[0];
  const path = [...prefix, ...(issue?.path ?? [])].map(String).join('.');
  return `${path === '' ? 'document' : path}: ${issue?.message ?? 'not as agreed'}`.slice(0, 200);
}

/** Text and JSON of a payload: `empty`, `oversize` or `not-json`. */
export function parseJson(payload: Uint8Array): Outcome<unknown> {
  if (payload.length === 0) return refuse('empty');
  if (payload.length > PAYLOAD_LIMIT) return refuse('oversize', `${payload.length} bytes`);
  try {
    return accept(JSON.parse(utf8.decode(payload)));
  } catch (error) {
    return refuse('not-json', error instanceof Error ? error.message.slice(0, 120) : undefined);
  }
}

const isPeriod = (period: string): period is Period => (PERIODS as readonly string[]).includes(period);

type ValueParts = z.infer<typeof PeriodValue>;

function sentValue(parts: Partial<ValueParts>): SentValue {
  const { value, avg, flag, unit, min, max, total } = parts;
  const main = avg ?? value;
  return {
    ...(main === undefined ? {} : { value: main }),
    flag: flag ?? 'N',
    ...(unit === undefined ? {} : { unit }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(total === undefined ? {} : { total }),
  };
}

function valueOf(factor: string, sent: unknown, period: Period, deviations: string[]): Outcome<SentValue> {
  if (!FACTOR.test(factor)) return refuse('bad-shape', `values.${factor.slice(0, 40)}: no factor code`);
  if (typeof sent === 'number' && Number.isFinite(sent)) return accept({ value: sent, flag: 'N' });
  if (typeof sent !== 'object') return refuse('bad-value', `values.${factor}: no finite number`);
  const parsed = (period === 'realtime' ? MomentValue : PeriodValue).safeParse(sent);
  if (!parsed.success) return refuse(valueReason(parsed.error), explain(parsed.error, ['values', factor]));
  const parts: Partial<ValueParts> = parsed.data;
  if (Object.keys(parts).every((key) => key === 'unit')) return refuse('bad-value', `values.${factor}: says nothing`);
  if (parts.flag === undefined) deviations.push(`no-data-flag:${factor}`);
  return accept(sentValue(parts));
}

function valueReason(error: z.ZodError): RefusalReason {
  return error.issues[0]?.code === 'unrecognized_keys' ? 'bad-shape' : 'bad-value';
}

function valuesOf(sent: Record<string, unknown>, period: Period, deviations: string[]): Outcome<Reading['values']> {
  const factors = Object.keys(sent);
  if (factors.length === 0) return refuse('no-values');
  if (factors.length > MOST_VALUES) return refuse('oversize', `${factors.length} values`);
  const values: [string, SentValue][] = [];
  for (const factor of factors) {
    const value = valueOf(factor, sent[factor], period, deviations);
    if (!value.ok) return value;
    values.push([factor, value.value]);
  }
  return accept(Object.fromEntries(values));
}

/** What is wrong with the document as a whole. */
function envelopeReason(error: z.ZodError): RefusalReason {
  return error.issues[0]?.path[0] === 'at' ? 'bad-time' : 'bad-shape';
}

/** Reading of a parsed document. */
export function readingOf(document: unknown): Outcome<Reading> {
  const envelope = Envelope.safeParse(document);
  if (!envelope.success) return refuse(envelopeReason(envelope.error), explain(envelope.error));
  const { monitor, at, period, receipt, values: sent = {} } = envelope.data;
  if (!isPeriod(period)) return refuse('unsupported-period', period.slice(0, 40));
  const time = Time.safeParse(at).success ? Date.parse(at) : NaN;
  if (!Number.isFinite(time)) return refuse('bad-time', `at: ${at.slice(0, 40)}`);
  const deviations: string[] = [];
  const values = valuesOf(sent, period, deviations);
  if (!values.ok) return values;
  return accept({
    format: 'json',
    monitor,
    at: time,
    period,
    backfill: false,
    receipt,
    values: values.value,
    deviations,
  });
}

/**
 * One JSON reading (docs: MQTT, "Reading"), taken strictly: unknown keys, times without an offset, numbers that are not
 * finite and statistics on a realtime value are refused with `not-json`, `bad-shape`, `bad-time`, `bad-value`,
 * `no-values`, `unsupported-period`, `oversize` (bytes or number of values) or `empty`.
 */
export function decodeReading(payload: Uint8Array): Outcome<Reading> {
  const document = parseJson(payload);
  return document.ok ? readingOf(document.value) : document;
}
