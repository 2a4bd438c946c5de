import type { Counted } from '@cofferdam/domain';

/** How long it is known what stood before a change, ms, and how many changes are kept at most. */
const KEPT_MS = 5 * 60_000;
const MOST = 100_000;

interface Change {
  readonly seq: number;
  /** By the process's clock, ms. */
  readonly at: number;
  readonly id: string;
  /** Null: it was not there. */
  readonly before: Counted | null;
}

/** What stood before the last changes, so that the alarms of some minutes ago can be had again. */
export class Undo {
  private changes: Change[] = [];
  private first = 0;
  /** The oldest number of the journal that can be gone back to. */
  private floor: number;

  constructor(
    begin: number,
    private readonly most = MOST,
  ) {
    this.floor = begin;
  }

  add(seq: number, id: string, before: Counted | null, now = performance.now()): void {
    this.changes.push({ seq, at: now, id, before });
    while (this.changes.length - this.first > this.most || (this.changes[this.first]?.at ?? now) < now - KEPT_MS) {
      this.floor = this.changes[this.first]?.seq ?? this.floor;
      this.first += 1;
    }
    if (this.first < 1024 || this.first * 2 < this.changes.length) return;
    this.changes = this.changes.slice(this.first);
    this.first = 0;
  }

  /** The alarms as they stood when the journal was at `asOf`; null where that is not known any more. */
  back(alarms: ReadonlyMap<string, Counted>, asOf: number): ReadonlyMap<string, Counted> | null {
    if (asOf < this.floor) return null;
    const then = new Map(alarms);
    for (let n = this.changes.length - 1; n >= this.first; n -= 1) {
      const change = this.changes[n];
      if (change === undefined || change.seq <= asOf) break;
      if (change.before === null) then.delete(change.id);
      else then.set(change.id, change.before);
    }
    return then;
  }
}
