/** A measured value with at most four significant figures, never in exponents: operators read it aloud. */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.min(6, Math.max(0, 3 - magnitude));
  return trim(value.toFixed(decimals)) || '0';
}

/** `3.7`: how many times the limit. */
export function ratioFigure(ratio: number | null): string {
  if (ratio === null || !Number.isFinite(ratio)) return '–';
  return ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(ratio < 1 ? 2 : 1);
}

/** Whole numbers in groups of three: 10,000. */
export const whole = (count: number): string => count.toLocaleString('en-US');

const trim = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
