interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Turns single items into batches: what arrives while a batch is worked on is the next one. One batch at a time. */
export class Gathering<T> {
  private waiting: Waiting<T>[] = [];
  private working = false;

  constructor(
    private readonly work: (items: T[]) => Promise<void>,
    private readonly largest: number,
  ) {}

  /** Resolves when the batch with this item is done. @throws what the batch's work throws */
  take(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.working) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.working = true;
    await Promise.resolve(); // those that come in the same tick come along
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.largest);
      await this.work(batch.map(({ item }) => item)).then(
        () => batch.forEach(({ resolve }) => resolve()),
        (error: unknown) => batch.forEach(({ reject }) => reject(error)),
      );
    }
    this.working = false;
  }
}
