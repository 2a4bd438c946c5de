import type { Words } from '../language/words';

const DAY_MINUTES = 1440;

/** A parameter of what is asked for, as a sentence's part: `45 minutes`, `work order: WO 1`. */
export function parameterText(name: string, value: string | number | boolean, words: Words): string {
  const { approvals: text, incident } = words;
  switch (name) {
    case 'minutes':
      return lasting(Number(value), words);
    case 'kind':
      return value === 'one-shot' ? text.oneShot : text.timed;
    case 'measure':
      return incident.measure[String(value)] ?? String(value);
    default:
      return `${(text.parameter as Readonly<Record<string, string>>)[name] ?? name}: ${said(value, words)}`;
  }
}

const said = (value: string | number | boolean, { approvals: text }: Words): string =>
  typeof value === 'boolean' ? (value ? text.yes : text.no) : String(value);

const lasting = (minutes: number, { act }: Words): string =>
  minutes % DAY_MINUTES === 0 ? act.days(String(minutes / DAY_MINUTES)) : act.minutes(String(minutes));
