import type { JournalEvent } from '@cofferdam/domain';
import { useCallback, useEffect, useRef, useState } from 'react';
import { retryAfter } from './health';
import type { LiveAlarms } from './use-live-alarms';

export interface Followed<T> {
  /** As it was last read; null before the first answer. */
  readonly value: T | null;
  /** The last attempt to read it failed: what is shown may be old, or nothing. */
  readonly failed: boolean;
  readonly again: () => void;
}

interface What<T> {
  readonly read: () => Promise<T>;
  /** An event after which it has to be read again. */
  readonly concerns: (event: JournalEvent) => boolean;
  /** Also read after this time, for what time alone changes. */
  readonly everyMs?: number;
}

/** Several events within this time cost one reading. */
const GATHER_MS = 150;

/** Reads something with each snapshot of the alarms, and again when the feed tells of a change to it. */
export function useFollowed<T>(
  { news, snapshots }: Pick<LiveAlarms, 'news' | 'snapshots'>,
  what: What<T>,
): Followed<T> {
  const [value, setValue] = useState<T | null>(null);
  const [failed, setFailed] = useState(false);
  const latest = useRef(what);
  useEffect(() => {
    latest.current = what;
  });
  const reading = useRef<Reading>({ soon: () => undefined });
  const again = useCallback(() => reading.current.soon(0), []);
  useEffect(() => {
    if (snapshots === 0) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let round = 0;
    const soon = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(read, ms);
    };
    const read = (): void => {
      const own = ++round;
      const current = (): boolean => !over && own === round;
      latest.current.read().then(
        (found) => {
          if (!current()) return;
          failures = 0;
          setFailed(false);
          setValue(found);
          if (latest.current.everyMs !== undefined) soon(latest.current.everyMs);
        },
        () => {
          if (!current()) return;
          failures += 1;
          setFailed(true);
          soon(retryAfter(failures));
        },
      );
    };
    reading.current = { soon };
    read();
    const stop = news.subscribe((events) => {
      if (events.some((event) => latest.current.concerns(event))) soon(GATHER_MS);
    });
    return () => {
      over = true;
      clearTimeout(timer);
      stop();
    };
  }, [news, snapshots]);
  return { value, failed, again };
}

interface Reading {
  readonly soon: (ms: number) => void;
}
