/** One line of a bar picture. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as text. */
  readonly text: string;
  /** Where the bar falls short of what is asked. */
  readonly poor?: boolean;
}

export const BAR_ROW = 24;
const SHORTEST_LABEL = 90;
const VALUE = 64;

/** Room for the labels: two fifths of the width at most. */
export const labelWidth = (width: number): number => Math.max(SHORTEST_LABEL, Math.min(240, width * 0.4));

/** About so many letters fit: Chinese ones are twice as wide. */
export function fitting(label: string, width: number): string {
  let room = width / 7;
  for (const [at, letter] of [...label].entries()) {
    room -= /[\u2e80-\uffff]/.test(letter) ? 1.9 : 1;
    if (room < 0) return `${[...label].slice(0, at).join('')}…`;
  }
  return label;
}

/** Horizontal bars from a common start, their values as text at the end. */
export function Bars({ bars, width, most }: { bars: readonly Bar[]; width: number; most: number }) {
  const left = labelWidth(width);
  const room = Math.max(10, width - left - VALUE);
  return bars.map(({ label, value, text, poor }, n) => {
    const long = most > 0 ? Math.max(value > 0 ? 2 : 0, (value / most) * room) : 0;
    return (
      <g
        key={`${n} ${label}`}
        transform={`translate(0 ${n * BAR_ROW})`}
        className="kpi-bar"
        data-poor={poor || undefined}
      >
        <text x={left - 8} y={16} textAnchor="end">
          {fitting(label, left - 8)}
        </text>
        <rect x={left} y={5} width={room} height={14} className="kpi-track" />
        <rect x={left} y={5} width={long} height={14} className="kpi-fill" />
        <text x={width - VALUE + 8} y={16}>
          {text}
        </text>
      </g>
    );
  });
}
