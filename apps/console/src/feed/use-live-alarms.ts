import type { AlarmView, IncidentView, JournalEvent, Timeline } from '@cofferdam/domain';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { alarms, type AlarmsState, NO_ALARMS, type Snapshot } from '../alarms/alarms';
import { ApiError, feedUrl, snapshot, whoAmI } from '../api/client';
import { openIncidents } from '../api/incidents';
import { incidents, type IncidentsState, NO_INCIDENTS } from '../incidents/incidents';
import { Feed, type Source } from './feed';
import { type FeedState, retryAfter } from './health';
import { News } from './news';

const CLOCK = {
  now: () => Date.now(),
  setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
  clearTimeout: (timer: unknown) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/** A service that asks for a snapshot again and again is not asked faster than this. */
const RESYNC_MS = 300;

export interface LiveAlarms {
  /** What is real, or a drill. */
  readonly timeline: Timeline;
  readonly state: AlarmsState;
  readonly incidents: IncidentsState;
  readonly feed: FeedState;
  /** The service's clock minus this computer's, ms. */
  readonly clockAhead: number;
  /** Why there is no snapshot; null while there is one or it is under way. */
  readonly failure: unknown;
  /** Takes an alarm as an answer gave it, if it is newer than the one known. */
  readonly learn: (alarm: AlarmView) => void;
  /** The same for an incident. */
  readonly learnIncident: (incident: IncidentView) => void;
  readonly retry: () => void;
  /** Every event of the feed, for what else follows it. */
  readonly news: News;
  /** Counts the snapshots, from 0 before the first: with each, what else follows the feed is read anew. */
  readonly snapshots: number;
}

/**
 * A snapshot of the timeline, then its feed from its `asOf` on; both again when the feed says that it cannot go on. The
 * timeline stays the same object for as long as the page is open.
 */
export function useLiveAlarms(timeline: Timeline, onSessionEnded: () => void): LiveAlarms {
  const { hear, take, unreadable, ...known } = useKnown(timeline);
  const [feedState, setFeedState] = useState<FeedState>({ link: 'connecting', heardAt: null });
  const [clockAhead, setClockAhead] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const [snapshots, setSnapshots] = useState(0);
  const [news] = useState(() => new News());
  const failures = useRef(0);
  const retry = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    let feed: Feed | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const follow = (after: number): void => {
      const listener = {
        events: (events: readonly JournalEvent[]) => {
          hear(events);
          news.tell(events);
        },
        clock: setClockAhead,
        state: setFeedState,
        resync: () => {
          timer = setTimeout(retry, RESYNC_MS);
        },
        unreadable,
        broken: () => void whoAmI().then((user) => user ?? onSessionEnded(), ignore),
      };
      const open = (from: number): Source => new EventSource(feedUrl(timeline, from)) as unknown as Source;
      feed = new Feed(open, listener, CLOCK, after);
      feed.start();
    };
    everything(timeline).then(
      (taken) => {
        if (over) return;
        failures.current = 0;
        setFailure(null);
        take(taken);
        setSnapshots((before) => before + 1);
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
  }, [timeline, round, retry, onSessionEnded, news, hear, take, unreadable]);

  return { ...known, timeline, feed: feedState, clockAhead, failure, retry, news, snapshots };
}

interface Everything extends Snapshot {
  readonly incidents: readonly IncidentView[];
}

/** Incidents are read after the alarms: they can only be newer than the number from which the feed is followed. */
async function everything(timeline: Timeline): Promise<Everything> {
  const taken = await snapshot(timeline);
  return { ...taken, incidents: await openIncidents(timeline) };
}

/** Alarms and incidents as the page knows them, and what changes them. */
function useKnown(timeline: Timeline) {
  const [state, dispatch] = useReducer(alarms, { ...NO_ALARMS, timeline });
  const [incidentsState, dispatchIncidents] = useReducer(incidents, { ...NO_INCIDENTS, timeline });
  const [changes] = useState(() => ({
    take: (taken: Everything): void => {
      dispatch({ type: 'snapshot', snapshot: taken });
      dispatchIncidents({ type: 'snapshot', snapshot: taken });
    },
    hear: (events: readonly JournalEvent[]): void => {
      dispatch({ type: 'events', events, now: Date.now() });
      dispatchIncidents({ type: 'events', events });
    },
    unreadable: (): void => dispatch({ type: 'unreadable' }),
    learn: (alarm: AlarmView): void => dispatch({ type: 'object', alarm }),
    learnIncident: (incident: IncidentView): void => dispatchIncidents({ type: 'object', incident }),
  }));
  return { state, incidents: incidentsState, ...changes };
}

/** The service is away: the feed is already trying again. */
const ignore = (): void => undefined;
