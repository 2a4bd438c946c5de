/** Rows beyond the visible ones that are drawn on each side, so that a quick scroll does not show holes. */
const OVERSCAN = 8;

export interface Window {
  /** First drawn row and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Heights in px that stand for the rows above and below. */
  readonly above: number;
  readonly below: number;
}

/** Which of `total` rows of equal height are drawn when the list is scrolled to `top` px in a view of `height` px. */
export function windowOf(total: number, rowHeight: number, top: number, height: number): Window {
  const first = Math.floor(Math.max(0, top) / rowHeight);
  const visible = Math.ceil(height / rowHeight) + 1;
  const from = Math.min(Math.max(0, first - OVERSCAN), Math.max(0, total - visible));
  const to = Math.min(total, first + visible + OVERSCAN);
  return { from, to, above: from * rowHeight, below: Math.max(0, total - to) * rowHeight };
}

/** Scroll position that shows row `index` whole, moving as little as possible. */
export function scrollTo(index: number, rowHeight: number, top: number, height: number): number {
  const start = index * rowHeight;
  if (start < top) return start;
  return start + rowHeight > top + height ? start + rowHeight - height : top;
}

/**
 * Scroll position after the order changed: the row that stood first in view stays where it was. At the very top the
 * list stays there, because that is where the gravest news comes.
 */
export function anchored(before: readonly string[], after: readonly string[], rowHeight: number, top: number): number {
  if (top <= 0) return top;
  const at = Math.floor(top / rowHeight);
  const anchor = before[at];
  if (anchor === undefined || after[at] === anchor) return top;
  const now = after.indexOf(anchor);
  return now < 0 ? top : top + (now - at) * rowHeight;
}
