import type { AlarmView } from '@cofferdam/domain';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Directory } from '../alarms/directory';
import { count, type Filter, list, NO_FILTER } from '../alarms/list';
import { monitorsOf } from '../alarms/monitors';
import { useAcknowledge } from '../detail/use-acknowledge';
import { health } from '../feed/health';
import { type LiveAlarms, useLiveAlarms } from '../feed/use-live-alarms';
import { useSurroundings } from '../feed/use-surroundings';
import { useHeldList } from '../table/use-held-list';
import { useSetting } from './preferences';
import { useCommands } from './use-commands';
import { useNow } from './use-now';

export type LiveModel = ReturnType<typeof useLivePage>;

/** Everything that the live page shows, and what can be done on it. */
export function useLivePage(onSessionEnded: () => void) {
  const { words, language } = useSetting();
  const live = useLiveAlarms(onSessionEnded);
  const { parks, quarantine } = useSurroundings();
  const directory = useMemo(() => new Directory(parks, language, words), [parks, language, words]);
  const [filter, setFilter] = useState(NO_FILTER);
  const [selected, select] = useState<string | null>(null);
  const [keysShown, showKeys] = useState(false);
  const { held, counts } = useList(live, filter, directory);
  const alarm = useChosen(live, selected);
  const acknowledging = useAcknowledge(selected, live.learn, onSessionEnded);
  const fields = useCommands({ rows: held.rows, selected, alarm, acknowledging, onSelect: select, onHelp: showKeys });
  const clocks = useClocks(live);
  useTitle(counts.unacknowledged, clocks.level === 'lost');
  const shown = useMemo(
    () => parks.filter(({ id }) => filter.park === null || id === filter.park),
    [parks, filter.park],
  );
  const { open } = live.state;
  const monitors = useMemo(() => monitorsOf(shown, open), [shown, open]);
  return {
    ...{ live, parks, quarantine, directory, held, counts, alarm, acknowledging, fields, shown, monitors },
    ...{ filter, setFilter, selected, select, keysShown, showKeys },
    ...clocks,
    zone: directory.zone(filter.park),
    /** The park of the chosen alarm, or the first in scope. */
    stripPark: shown.find(({ id }) => id === alarm?.park) ?? shown[0],
  };
}

function useClocks({ feed, clockAhead }: LiveAlarms) {
  const here = useNow(1000);
  const openedAt = useRef(here).current;
  const is = health(feed, here);
  const since = is.level === 'lost' ? is.since : null;
  const now = here + clockAhead;
  return {
    level: is.level,
    /** This computer's time at which the last word came, while the connection is lost. */
    since,
    openedAt,
    /** The service's clock, epoch ms. */
    now,
    /** The moment that the page knows about: while nothing is heard nothing ages. */
    known: since === null ? now : since + clockAhead,
  };
}

function useList(live: LiveAlarms, filter: Filter, directory: Directory) {
  const { open } = live.state;
  const textOf = useCallback((alarm: AlarmView) => directory.text(alarm), [directory]);
  const rows = useMemo(() => list(open, filter, textOf), [open, filter, textOf]);
  const held = useHeldList(rows);
  const { release } = held;
  useEffect(release, [filter, release]);
  const counts = useMemo(() => count(open, filter.park), [open, filter.park]);
  return { held, counts };
}

/** The chosen alarm as it is now; once it has left the list, as the last event had it. */
function useChosen({ state }: LiveAlarms, selected: string | null): AlarmView | null {
  if (selected === null) return null;
  const row = state.open.get(selected);
  if (row) return row.alarm;
  const last = state.seen.get(selected)?.at(-1);
  return last ? (last.data as AlarmView) : null;
}

/** The tab says how many wait, and that the connection is lost, when another tab is in front. */
function useTitle(unacknowledged: number, lost: boolean): void {
  const { words } = useSetting();
  useEffect(() => {
    const sign = lost ? '✕ ' : unacknowledged > 0 ? `(${unacknowledged}) ` : '';
    document.title = `${sign}${words.live} · ${words.title}`;
  }, [unacknowledged, lost, words]);
}
