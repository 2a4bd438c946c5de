interface Entry<T> {
  readonly at: number;
  readonly item: T;
}

/** What is due when: a binary heap, so that a tick touches only what it has to. An item may stand in it more than once. */
export class DueList<T> {
  private readonly heap: Entry<T>[] = [];

  add(at: number, item: T): void {
    const heap = this.heap;
    let i = heap.length;
    heap.push({ at, item });
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.at(parent) <= this.at(i)) return;
      this.swap(i, parent);
      i = parent;
    }
  }

  /** Takes out everything that is due at `now`. */
  take(now: number): T[] {
    const due: T[] = [];
    while (this.heap.length > 0 && this.at(0) <= now) due.push(this.pop());
    return due;
  }

  private pop(): T {
    const heap = this.heap;
    this.swap(0, heap.length - 1);
    const last = heap.pop() as Entry<T>;
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      const least = this.at(left + 1) < this.at(left) ? left + 1 : left;
      if (this.at(least) >= this.at(i)) return last.item;
      this.swap(i, least);
      i = least;
    }
  }

  private at(i: number): number {
    return this.heap[i]?.at ?? Infinity;
  }

  private swap(i: number, j: number): void {
    const a = this.heap[i];
    const b = this.heap[j];
    if (a === undefined || b === undefined) return;
    this.heap[i] = b;
    this.heap[j] = a;
  }
}
