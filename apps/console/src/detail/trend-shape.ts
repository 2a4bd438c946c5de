import type { ReadingPoint, Span } from '../api/shapes';

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Epoch ms at the left and the right edge. */
  readonly from: number;
  readonly to: number;
}

export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly flag: string;
}

export interface TrendShape {
  /** One SVG path a stretch without gaps. */
  readonly lines: readonly string[];
  readonly gaps: readonly { readonly x1: number; readonly x2: number }[];
  /** Values whose flag says that they are not normal, or flags without a value (at the bottom). */
  readonly flags: readonly Mark[];
  readonly last: Mark | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly y: (value: number) => number;
}

/** What came back from the service for one factor. */
export interface Series {
  readonly items: readonly ReadingPoint[];
  readonly gaps: readonly (Span & { readonly monitor: string })[];
}

/** Flag of a normal reading (HJ 212-2017 Table 8). */
const NORMAL = 'N';
const PADDING = 12;

interface Plotted {
  readonly at: number;
  readonly monitor: string;
  readonly value: number | null;
  readonly flag: string;
}

/** Lays readings out in a frame in px. Limits are always inside it, so that the distance to them is seen. */
export function trendShape({ items, gaps }: Series, limits: readonly number[], frame: Frame): TrendShape {
  const plotted = items.map((point) => ({ ...point, at: Date.parse(point.at) }));
  const normal = plotted.filter((point) => counts(point));
  const values = normal.map((point) => point.value ?? 0);
  const y = scale([...values, ...limits], frame.height);
  const x = (at: number): number => round(((at - frame.from) / (frame.to - frame.from)) * frame.width);
  const mark = (point: Plotted): Mark => ({
    x: x(point.at),
    y: point.value === null ? frame.height - 4 : y(point.value),
    flag: point.flag,
  });
  const breaks = gaps.map(({ monitor, from, to }) => ({ monitor, from: Date.parse(from), to: Date.parse(to) }));
  const last = normal.at(-1);
  return {
    lines: stretches(plotted, breaks).map((stretch) => path(stretch.map(mark))),
    gaps: breaks.map(({ from, to }) => ({ x1: Math.max(0, x(from)), x2: Math.min(frame.width, x(to)) })),
    flags: plotted.filter(({ flag }) => flag !== NORMAL).map(mark),
    last: last ? mark(last) : null,
    min: values.length > 0 ? Math.min(...values) : null,
    max: values.length > 0 ? Math.max(...values) : null,
    y,
  };
}

const counts = ({ flag, value }: Plotted): boolean => flag === NORMAL && value !== null;

const round = (px: number): number => Math.round(px * 10) / 10;

/** From a little below the least to a little above the greatest; never from a fraction that makes noise look like a flood. */
function scale(values: readonly number[], height: number): (value: number) => number {
  const [least, greatest] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const bottom = least >= 0 && least < greatest / 2 ? 0 : least - (greatest - least) * 0.15;
  const span = greatest - bottom || Math.abs(greatest) || 1;
  return (value) => round(height - PADDING - ((value - bottom) / span) * (height - 2 * PADDING));
}

interface Break {
  readonly monitor: string;
  readonly from: number;
  readonly to: number;
}

/** Each monitor's runs of values that count, broken by its gaps and by values that do not. */
function stretches(points: readonly Plotted[], breaks: readonly Break[]): Plotted[][] {
  const monitors = [...new Set(points.map(({ monitor }) => monitor))];
  return monitors.flatMap((monitor) => {
    const own = points.filter((point) => point.monitor === monitor);
    const gaps = breaks.filter((gap) => gap.monitor === monitor);
    const runs: Plotted[][] = [[]];
    for (const point of own) {
      const before = runs.at(-1)?.at(-1);
      const cut = before !== undefined && gaps.some(({ from, to }) => from >= before.at && to <= point.at);
      if (cut || !counts(point)) runs.push([]);
      if (counts(point)) runs.at(-1)?.push(point);
    }
    return runs.filter((run) => run.length > 0);
  });
}

const path = (marks: readonly Mark[]): string =>
  marks.length === 1 ? `M${spot(marks[0])}h.1` : `M${marks.map(spot).join('L')}`;
const spot = (mark: Mark | undefined): string => (mark ? `${mark.x} ${mark.y}` : '');
