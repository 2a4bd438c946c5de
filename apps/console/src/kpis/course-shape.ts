import type { CourseView } from '../api/kpis';

/** Above so many new alarms in ten minutes a flood begins. */
const FLOOD_ABOVE = 10;

export interface CourseShape {
  /** One path of bars, the highest slot of each column. */
  readonly bars: string;
  readonly max: number;
  /** Where the flood limit lies; null where the scale does not reach it. */
  readonly limitY: number | null;
  readonly floods: readonly { readonly x: number; readonly width: number }[];
}

export interface Frame {
  readonly width: number;
  readonly height: number;
}

/** Bars of a park's alarms by ten minutes: never more columns than there are pixels for, each its worst slot. */
export function courseShape({ counts, from, stepSeconds, floods }: CourseView, { width, height }: Frame): CourseShape {
  const max = counts.reduce((most, count) => Math.max(most, count), 0);
  const top = Math.max(4, max);
  const columns = Math.max(1, Math.min(counts.length, Math.floor(width / 2)));
  const step = width / columns;
  const bars = Array.from({ length: columns }, (_, column) => {
    const [a, b] = [column, column + 1].map((n) => Math.floor((n * counts.length) / columns));
    const worst = counts.slice(a, b).reduce((most, count) => Math.max(most, count), 0);
    if (worst === 0) return '';
    const tall = Math.max(1, (worst / top) * height);
    return `M${round(column * step)} ${height}v${round(-tall)}h${round(Math.max(1, step - 1))}v${round(tall)}z`;
  }).join('');
  const begin = Date.parse(from);
  const length = counts.length * stepSeconds * 1000;
  const x = (at: string): number => (length === 0 ? 0 : ((Date.parse(at) - begin) / length) * width);
  return {
    ...{ bars, max },
    limitY: top >= FLOOD_ABOVE ? round(height - (FLOOD_ABOVE / top) * height) : null,
    floods: floods.map((flood) => ({
      x: round(x(flood.from)),
      width: Math.max(2, round(x(flood.to) - x(flood.from))),
    })),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Slots in which anything was raised, the busiest first: what a table can say of them. */
export function busiest({ counts, from, stepSeconds }: CourseView, most: number): { at: number; count: number }[] {
  const begin = Date.parse(from);
  return counts
    .map((count, slot) => ({ at: begin + slot * stepSeconds * 1000, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.at - b.at)
    .slice(0, most);
}

/** Place of a duration on a scale of powers of ten, 0 to 1: answers take seconds or hours. */
export function onScale(seconds: number, longest: number): number {
  const span = Math.log10(Math.max(10, longest));
  return Math.min(1, Math.max(0, Math.log10(Math.max(1, seconds)) / span));
}
