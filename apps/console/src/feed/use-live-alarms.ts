import type { AlarmView, JournalEvent } from '@cofferdam/domain';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { alarms, type AlarmsState, NO_ALARMS } from '../alarms/alarms';
import { ApiError, feedUrl, snapshot, whoAmI } from '../api/client';
import { Feed, type Source } from './feed';
import { type FeedState, retryAfter } from './health';

const CLOCK = {
  now: () => Date.now(),
  setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
  clearTimeout: (timer: unknown) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/** A service that asks for a snapshot again and again is not asked faster than this. */
const RESYNC_MS = 300;

export interface LiveAlarms {
  readonly state: AlarmsState;
  readonly feed: FeedState;
  /** The service's clock minus this computer's, ms. */
  readonly clockAhead: number;
  /** Why there is no snapshot; null while there is one or it is under way. */
  readonly failure: unknown;
  /** Takes an alarm as an answer gave it, if it is newer than the one known. */
  readonly learn: (alarm: AlarmView) => void;
  readonly retry: () => void;
}

/** A snapshot, then the feed from its `asOf` on; both again when the feed says that it cannot go on. */
export function useLiveAlarms(onSessionEnded: () => void): LiveAlarms {
  const [state, dispatch] = useReducer(alarms, NO_ALARMS);
  const [feedState, setFeedState] = useState<FeedState>({ link: 'connecting', heardAt: null });
  const [clockAhead, setClockAhead] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const failures = useRef(0);
  const retry = useCallback(() => setRound((before) => before + 1), []);
  const learn = useCallback((alarm: AlarmView) => dispatch({ type: 'object', alarm }), []);

  useEffect(() => {
    let feed: Feed | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const follow = (after: number): void => {
      const listener = {
        events: (events: readonly JournalEvent[]) => dispatch({ type: 'events', events, now: Date.now() }),
        clock: setClockAhead,
        state: setFeedState,
        resync: () => {
          timer = setTimeout(retry, RESYNC_MS);
        },
        unreadable: () => dispatch({ type: 'unreadable' }),
        broken: () => void whoAmI().then((user) => user ?? onSessionEnded(), ignore),
      };
      const open = (from: number): Source => new EventSource(feedUrl(from)) as unknown as Source;
      feed = new Feed(open, listener, CLOCK, after);
      feed.start();
    };
    snapshot().then(
      (taken) => {
        if (over) return;
        failures.current = 0;
        setFailure(null);
        dispatch({ type: 'snapshot', snapshot: taken });
        follow(taken.asOf);
      },
      (error: unknown) => {
        if (over) return;
        if (error instanceof ApiError && error.status === 401) return onSessionEnded();
        setFailure(error);
        setFeedState((before) => ({ ...before, link: 'broken' }));
        failures.current += 1;
        timer = setTimeout(retry, retryAfter(failures.current));
      },
    );
    return () => {
      over = true;
      clearTimeout(timer);
      feed?.stop();
    };
  }, [round, retry, onSessionEnded]);

  return { state, feed: feedState, clockAhead, failure, learn, retry };
}

/** The service is away: the feed is already trying again. */
const ignore = (): void => undefined;
