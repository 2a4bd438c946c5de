import { accept, factorOfOldCode, type Outcome, type Period, refuse } from '@cofferdam/domain';
import type { DecodeContext, Reading, SentValue } from '../format';
import { Deviations } from './deviations';
import { FLAG_ANSWER } from './edition';
import type { Frame } from './frame';
import { parseTime } from './time';

/** Commands that carry measurements (HJ 212-2017 Table 9), and what their values stand for. */
const PERIODS: Readonly<Record<string, Period>> = {
  '2011': 'realtime',
  '2051': 'minute',
  '2061': 'hour',
  '2031': 'day',
};
/** Systems whose three-digit codes are those of water (HJ/T 212-2005): elsewhere `023` is something else. */
const WATER = new Set(['21', '24', '26', '32', '33', '34', '52']);

const LONGEST_FLAG = 8;

type NumberField = 'rtd' | 'avg' | 'min' | 'max' | 'total';
type Field = NumberField | 'flag' | 'sampledAt';
const FIELDS: ReadonlyMap<string, Field> = new Map([
  ['Rtd', 'rtd'],
  ['Min', 'min'],
  ['Avg', 'avg'],
  ['Max', 'max'],
  ['Cou', 'total'],
  ['Flag', 'flag'],
  ['SampleTime', 'sampledAt'],
]);
const FIELDS_IN_ANY_CASE = new Map([...FIELDS].map(([name, field]) => [name.toLowerCase(), field]));

/** What was said of one factor so far: the value to be, but for its main number. */
interface Said {
  readonly value: { -readonly [K in keyof SentValue]?: SentValue[K] };
  rtd?: number;
  avg?: number;
}

/** HJ 525 code of a code of 2005 within a system about water; undefined elsewhere. */
export function waterFactorOf(code: string, st: string | null): string | undefined {
  return st === null || WATER.has(st) ? factorOfOldCode(code) : undefined;
}

/** A decimal number; undefined for everything else that JavaScript would take for one (hex, blank, Infinity). */
function decimal(text: string): number | undefined {
  const second = text.charCodeAt(1) | 0x20;
  if (text === '' || second === 0x78 || second === 0x6f || second === 0x62) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function isFactorCode(code: string): boolean {
  if (code.length !== 6) return false;
  const letter = code.charCodeAt(0);
  if (letter < 0x61 || letter > 0x7a) return false;
  for (let i = 1; i < 6; i += 1) {
    const digit = code.charCodeAt(i);
    if (digit < 0x30 || digit > 0x39) return false;
  }
  return true;
}

class SampleReader {
  readonly said = new Map<string, Said>();
  private lastCode = '';
  private last: Said | undefined;

  constructor(
    private readonly frame: Frame,
    private readonly context: Pick<DecodeContext, 'factorOf' | 'utcOffsetMinutes'>,
    readonly deviations: Deviations,
  ) {}

  read(): void {
    for (const [name, text] of this.frame.cp) {
      const dash = name.lastIndexOf('-');
      // A factor of this name would set the prototype of the values instead of one of them.
      if (dash > 0 && !name.startsWith('__proto__'))
        this.readPair(name, name.slice(0, dash), name.slice(dash + 1), text);
    }
  }

  private readPair(name: string, code: string, sentField: string, text: string): void {
    const field = FIELDS.get(sentField) ?? this.fieldInAnyCase(name, sentField);
    if (field === undefined) return;
    const said = this.saidOf(code);
    if (field === 'flag') this.readFlag(said, name, text);
    else if (field === 'sampledAt') this.readSampleTime(said, name, text);
    else this.readNumber(said, field, name, text);
  }

  private fieldInAnyCase(name: string, sentField: string): Field | undefined {
    const field = FIELDS_IN_ANY_CASE.get(sentField.toLowerCase());
    if (field !== undefined) this.deviations.note('field-name', name);
    return field;
  }

  private saidOf(code: string): Said {
    if (code === this.lastCode && this.last !== undefined) return this.last;
    const factor = this.factorOf(code);
    let said = this.said.get(factor);
    if (said === undefined) {
      said = { value: {} };
      this.said.set(factor, said);
    }
    this.lastCode = code;
    this.last = said;
    return said;
  }

  private factorOf(code: string): string {
    if (isFactorCode(code)) return code;
    const { factorOf = waterFactorOf } = this.context;
    const lower = code.toLowerCase();
    const factor = factorOf(code, this.frame.st) ?? (isFactorCode(lower) ? lower : undefined);
    this.deviations.note(factor === undefined ? 'unmapped-factor' : 'old-code', code);
    return factor ?? code;
  }

  private readFlag(said: Said, name: string, text: string): void {
    if (said.value.flag !== undefined) this.deviations.note('duplicate-key', name);
    else if (text !== '') said.value.flag = text.slice(0, LONGEST_FLAG).toUpperCase();
  }

  private readSampleTime(said: Said, name: string, text: string): void {
    const time = parseTime(text, this.context.utcOffsetMinutes);
    if (time === undefined) this.deviations.note('bad-time', name);
    else said.value.sampledAt ??= time.at;
    if (time?.deviation !== undefined) this.deviations.note(time.deviation, name);
  }

  private readNumber(said: Said, field: NumberField, name: string, text: string): void {
    const number = decimal(text);
    const place: Partial<Record<NumberField, number>> = field === 'rtd' || field === 'avg' ? said : said.value;
    if (number === undefined) this.deviations.note('bad-value', name);
    else if (place[field] !== undefined) this.deviations.note('duplicate-key', name);
    else place[field] = number;
  }
}

function valueOf(factor: string, said: Said, period: Period, deviations: Deviations): SentValue {
  const { value, rtd, avg } = said;
  const realtime = period === 'realtime';
  if (value.flag === undefined) deviations.note('no-data-flag', factor);
  const main = realtime ? (rtd ?? avg) : (avg ?? rtd);
  if (main !== undefined) {
    value.value = main;
    if (main !== (realtime ? rtd : avg)) deviations.note(realtime ? 'avg-for-rtd' : 'rtd-for-avg', factor);
  }
  value.flag ??= 'N';
  return value as SentValue;
}

/** `DataTime`: the moment, or the start of the period. A realtime packet without one is as old as its QN. */
function timeOf(frame: Frame, period: Period, utcOffsetMinutes: number | undefined, deviations: Deviations) {
  const sent = frame.cp.get('DataTime');
  const fromRequest = sent === undefined && period === 'realtime' && frame.qn !== null;
  const text = fromRequest ? frame.qn : sent;
  const time = text ? parseTime(text, utcOffsetMinutes) : undefined;
  if (fromRequest) deviations.note('no-data-time');
  else if (time?.deviation !== undefined) deviations.note(time.deviation, 'DataTime');
  return time?.at;
}

function readingOf(frame: Frame, monitor: string, at: number, period: Period, reader: SampleReader): Reading {
  const { deviations } = reader;
  const values: Record<string, SentValue> = {};
  for (const [factor, said] of reader.said) values[factor] = valueOf(factor, said, period, deviations);
  return {
    format: 'hj212',
    monitor,
    at,
    period,
    backfill: frame.backfill,
    receipt: (frame.flagBits & FLAG_ANSWER) === FLAG_ANSWER,
    values,
    deviations: deviations.list.length === 0 ? frame.deviations : [...frame.deviations, ...deviations.list],
  };
}

/**
 * Readings of a frame: one for 2011 (realtime), 2051 (minute), 2061 (hour) and 2031 (day) with values of factors, none
 * for other commands and for requests without values. Refused: `bad-time` without a usable `DataTime`,
 * `unknown-monitor` without an `MN`. Values are as sent; a number that is none is left out and noted.
 */
export function samples(
  frame: Frame,
  context: Pick<DecodeContext, 'factorOf' | 'utcOffsetMinutes'> = {},
): Outcome<Reading[]> {
  const period = PERIODS[frame.cn];
  if (period === undefined || frame.cp.size === 0) return accept([]);
  const reader = new SampleReader(frame, context, new Deviations());
  reader.read();
  if (reader.said.size === 0) return accept([]);
  const at = timeOf(frame, period, context.utcOffsetMinutes, reader.deviations);
  if (at === undefined) return refuse('bad-time', `DataTime=${frame.cp.get('DataTime') ?? '(none)'}`.slice(0, 60));
  if (frame.mn === null) return refuse('unknown-monitor', 'no MN');
  return accept([readingOf(frame, frame.mn, at, period, reader)]);
}
