import {
  compareAlarms,
  type Counted,
  membersOf,
  type OverviewRow,
  RESORT_MS,
  rollUp,
  RowOrder,
} from '@cofferdam/domain';
import type { Picture } from './picture';
import { addressOf, covers, type Scope } from './scope';

/** The roll-up is made anew this often at most, ms ... */
export const REBUILD_MS = 250;
/** ... and what was made so long ago and has changed since is not shown any more. */
const OLDEST_MS = 750;
/** Rows that were shown stay known, so that they can be opened when they are not rows any more. */
const KNOWN_ROWS = 500;
const KEPT_LISTS = 8;

interface Built {
  readonly picture: Picture;
  readonly stamp: number;
  readonly at: number;
  /** The rows keep places that a new sorting would not give them. */
  readonly unsorted: boolean;
  /** All of the answer's JSON but its last member, `asOf`. */
  readonly text: string;
  asOf: number;
}

/** How old what is shown is: as good as new, good enough while a new one is made, or not to be shown. */
export type Age = 'fresh' | 'aging' | 'stale';

/** What everybody who sees the same parks of a timeline is shown: made once for all of them. */
export class Board {
  private readonly sees: (park: string) => boolean;
  private readonly order = new RowOrder();
  private readonly known = new Map<string, OverviewRow>();
  private readonly lists = new Map<string, readonly Counted[]>();
  private listsOf: Picture | null = null;
  private built: Built | null = null;

  constructor(readonly scope: Scope) {
    this.sees = covers(scope);
  }

  /** @param now by the process's clock, ms */
  age(picture: Picture, now: number): Age {
    const { built } = this;
    if (built === null) return 'stale';
    const unchanged = built.picture === picture && built.stamp === picture.stamp(this.sees);
    if (unchanged) built.asOf = picture.position;
    const age = now - built.at;
    if (unchanged) return built.unsorted && age >= RESORT_MS ? 'aging' : 'fresh';
    if (age < REBUILD_MS) return 'fresh';
    return age < OLDEST_MS ? 'aging' : 'stale';
  }

  build(picture: Picture, now: number): void {
    const { rows: sorted, totals } = rollUp(picture.of(this.sees));
    const rows = this.order.arrange(sorted, now);
    this.remember(rows);
    const { class: class_, drill } = this.scope.timeline;
    const pinned = rows.filter((row) => row.pinned).length;
    const head = { class: class_, drill, park: this.scope.park, pinned };
    const text = JSON.stringify({ ...head, rows: rows.map((row) => this.view(row)), totals }).slice(0, -1);
    const stamp = picture.stamp(this.sees);
    const unsorted = rows.some((row, place) => row !== sorted[place]);
    this.built = { picture, stamp, at: now, unsorted, text, asOf: picture.position };
  }

  /** The answer as it was built last, as JSON. */
  get answer(): string {
    if (this.built === null) throw new Error('nothing has been built yet');
    return `${this.built.text},"asOf":${this.built.asOf}}`;
  }

  /**
   * The members of a row when the journal was at `asOf`, worst first; null where that is not known any more.
   * @param shown only of a row that was laid out then; else also of the place of an earlier one
   */
  members(picture: Picture, row: string, asOf: number, { shown }: { shown: boolean }): readonly Counted[] | null {
    if (this.listsOf !== picture) this.lists.clear();
    this.listsOf = picture;
    const key = `${asOf} ${shown} ${row}`;
    const kept = this.lists.get(key);
    if (kept !== undefined) return kept;
    const then = picture.asOf(this.sees, asOf);
    const found = then && (rollUp(then).rows.find(({ id }) => id === row) ?? (shown ? undefined : this.known.get(row)));
    if (!then || !found) return null;
    const members = membersOf(found, then).sort(compareAlarms);
    keep(this.lists, key, members, KEPT_LISTS);
    return members;
  }

  private remember(rows: readonly OverviewRow[]): void {
    for (const row of rows) keep(this.known, row.id, row, KNOWN_ROWS);
  }

  private view({ id, onset, ...rest }: OverviewRow) {
    return { id: addressOf(this.scope, id), onset: new Date(onset).toISOString(), ...rest };
  }
}

/** Puts it at the map's end and forgets the first where there are too many. */
export function keep<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [first] = map.keys();
  if (map.size > most && first !== undefined) map.delete(first);
}
