import { withoutRealness } from '@cofferdam/domain';
import { clean } from './clean';
import type { Named, TextFacts } from './facts';
import { timeIn } from './time';

/** What a text says of a reading, each with its unit. */
export interface Reading {
  readonly value: string;
  readonly limit: string | null;
  /** How many times the limit; null where that means nothing (pH, a value below its limit). */
  readonly ratio: string | null;
}

/** The facts of a message in one language, as they may be written: cleaned, bounded, times in the park's zone. */
export interface About {
  readonly facts: TextFacts;
  readonly park: string;
  readonly number: string | null;
  readonly outlet: string | null;
  readonly factor: string | null;
  readonly reading: Reading | null;
  /** Until when, `11-24 08:30`. */
  readonly due: string | null;
  readonly actor: string | null;
  readonly data: MessageData;
}

/** A message's own data, read with care: it is whatever was written with the message. */
export class MessageData {
  constructor(
    private readonly data: Readonly<Record<string, unknown>>,
    private readonly timezone: string,
    private readonly say: Say = clean,
  ) {}

  text(name: string): string | null {
    const value = this.data[name];
    return typeof value === 'string' && clean(value) !== '' ? this.say(value) : null;
  }

  /** A whole number from 0 up. */
  count(name: string): number | null {
    const value = this.data[name];
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
  }

  is(name: string): boolean {
    return this.data[name] === true;
  }

  /** Epoch ms or ISO 8601, in the park's zone. */
  time(name: string): string | null {
    const value = this.data[name];
    const at = typeof value === 'string' ? Date.parse(value) : value;
    return typeof at === 'number' ? timeIn(at, this.timezone) : null;
  }

  /** A part of the data that has data of its own; nothing where it has none. */
  part(name: string): MessageData | null {
    const value = this.data[name];
    return typeof value === 'object' && value !== null ? new MessageData({ ...value }, this.timezone, this.say) : null;
  }
}

/** How a name or a remark stands in a line, at most so long. */
type Say = (text: string, most?: number) => string;

/** In an exercise nobody's words say that it is real (isolation rule I8): that is cut out here, whoever wrote it. */
const inExercise: Say = (text, most) => withoutRealness(clean(text, most));

export function aboutOf(facts: TextFacts): About {
  const { language, park, outlet, factor, number, timezone, dueAt, actor, data } = facts;
  const say = facts.class === 'exercise' ? inExercise : clean;
  const orNull = (text: string | null): string | null => (text === null ? null : say(text, 60) || null);
  const nameOf = (name: Named | null): string | null => name && orNull(language === 'en' ? name.en : name.zh);
  return {
    ...{ facts, park: nameOf(park) ?? '', outlet: nameOf(outlet), factor: nameOf(factor) },
    ...{ number: orNull(number), reading: readingOf(facts), due: timeIn(dueAt, timezone), actor: orNull(actor) },
    data: new MessageData(data, timezone, say),
  };
}

const SPELT = new Map([
  ['degC', '℃'],
  ['ug/L', 'μg/L'],
  ['uS/cm', 'μS/cm'],
]);

function readingOf({ value, limit, unit }: TextFacts): Reading | null {
  if (value === null || !Number.isFinite(value)) return null;
  const spelt = clean(SPELT.get(unit) ?? unit, 20);
  const withUnit = (n: number): string => `${Number(n.toPrecision(6))} ${spelt}`.trim();
  if (limit === null || !Number.isFinite(limit)) return { value: withUnit(value), limit: null, ratio: null };
  const over = spelt !== '' && limit > 0 && value > limit;
  const ratio = over ? String(Number((value / limit).toPrecision(3))) : null;
  return { value: withUnit(value), limit: withUnit(limit), ratio };
}
