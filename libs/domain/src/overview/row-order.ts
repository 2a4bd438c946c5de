import { type OverviewRow, RESORT_MS } from './overview';

/** Whether a pinned row came that was not there: everything is sorted then. */
function hasNewPinned(rows: readonly OverviewRow[], previous: readonly string[]): boolean {
  const known = new Set(previous);
  return rows.some(({ id, pinned }) => pinned && !known.has(id));
}

/** Rows in the places that they had; new ones behind them; sorted as they are where a new pinned one came. */
export function keepPlaces(rows: readonly OverviewRow[], previous: readonly string[]): readonly OverviewRow[] {
  if (previous.length === 0 || hasNewPinned(rows, previous)) return rows;
  const places = new Map(previous.map((id, place) => [id, place]));
  const placeOf = ({ id }: OverviewRow): number => places.get(id) ?? previous.length;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Keeps the rows of one screen from jumping: sorted anew when `RESORT_MS` have passed or a new pinned row comes. */
export class RowOrder {
  private ids: readonly string[] = [];
  private sortedAt = -Infinity;

  /**
   * @param rows as they are rolled up, sorted
   * @param now epoch ms
   */
  arrange(rows: readonly OverviewRow[], now: number): readonly OverviewRow[] {
    const due = now - this.sortedAt >= RESORT_MS || now < this.sortedAt;
    const sorted = due || hasNewPinned(rows, this.ids);
    const arranged = sorted ? rows : keepPlaces(rows, this.ids);
    if (sorted) this.sortedAt = now;
    this.ids = arranged.map(({ id }) => id);
    return arranged;
  }
}
