import type { Period, Sample, Value } from '@cofferdam/domain';
import type { IPoint } from 'influx';

/** One wide point a sample: tags say whose it is, fields hold every factor's numbers and flag. */
export function pointOf(sample: Sample, measurement: string, extraTags: Record<string, string> = {}): IPoint {
  const fields: Record<string, number | string> = {};
  for (const [factor, value] of Object.entries(sample.values)) Object.assign(fields, fieldsOf(factor, value));
  return { measurement, tags: { ...tagsOf(sample), ...extraTags }, fields, timestamp: sample.at };
}

/** In the order of their names, as InfluxDB sorts them. It refuses empty tags: a drill's is there only with a drill. */
export function tagsOf(series: SeriesKey): Record<string, string> {
  const { outlet, monitor, park, period } = series;
  const drill = series.drill === null ? undefined : { drill: series.drill };
  return { class: series.class, ...drill, monitor, outlet, park, period };
}

export interface SeriesKey {
  readonly class: Sample['class'];
  readonly drill: string | null;
  readonly park: string;
  readonly outlet: string;
  readonly monitor: string;
  readonly period: Period;
}

const NUMBERS = ['value', 'min', 'max', 'total', 'sampledAt'] as const;
const fieldName = (factor: string, part: (typeof NUMBERS)[number]): string =>
  part === 'value' ? factor : `${factor}_${part}`;

/** InfluxDB takes finite numbers only; what is not finite is left out and its flag tells why. */
function fieldsOf(factor: string, value: Value): Record<string, number | string> {
  const fields: Record<string, number | string> = { [`${factor}_flag`]: value.flag };
  for (const part of NUMBERS) {
    const number = value[part];
    if (number !== undefined && Number.isFinite(number)) fields[fieldName(factor, part)] = number;
  }
  return fields;
}

/** The columns of one factor, in the order in which `valueFrom` reads them. */
export const columnsOf = (factor: string): string[] => [
  ...NUMBERS.map((part) => fieldName(factor, part)),
  `${factor}_flag`,
];

/** A factor's part of a row, null where the row has nothing of it. */
export function valueFrom(cells: readonly unknown[]): Value | null {
  const flag = cells[NUMBERS.length];
  if (typeof flag !== 'string') return null;
  const numbers = NUMBERS.flatMap((part, i) => (typeof cells[i] === 'number' ? [[part, cells[i]]] : []));
  return { flag, ...(Object.fromEntries(numbers) as Omit<Value, 'flag'>) };
}
