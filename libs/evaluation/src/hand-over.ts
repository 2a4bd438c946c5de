import type { LogMessage } from '@cofferdam/domain';
import type { Entry } from '@cofferdam/redis';

/** Messages that wait at most; who is further behind reads the log itself. */
const MOST_MESSAGES = 5_000;

/**
 * What the judge has read, for history, which usually follows right behind it: nothing is then fetched and parsed twice.
 * History takes it when it stands exactly where it begins, and reads the log itself otherwise.
 */
export class HandOver {
  private from: string | undefined;
  private entries: Entry<LogMessage>[] = [];
  private messages = 0;

  /** `after`: where the judge stood before it read these. */
  give(after: string, entries: readonly Entry<LogMessage>[]): void {
    this.from ??= after;
    for (const entry of entries) {
      this.entries.push(entry);
      this.messages += entry.messages.length;
    }
    if (this.messages > MOST_MESSAGES) this.clear();
  }

  /** What comes right after `position`; undefined where the log has to be asked. */
  take(position: string): Entry<LogMessage>[] | undefined {
    const taken = this.from === position && this.entries.length > 0 ? this.entries : undefined;
    this.clear();
    return taken;
  }

  private clear(): void {
    this.from = undefined;
    this.entries = [];
    this.messages = 0;
  }
}
