import type { AlarmView } from '@cofferdam/domain';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Directory } from '../alarms/directory';
import { count, type Filter, isNarrowed, list } from '../alarms/list';
import type { LiveAlarms } from '../feed/use-live-alarms';
import { useOverview } from '../overview/use-overview';
import { alarmLines, overviewLines } from '../table/lines';
import { useFrozen, useHeldList, usePointerHold } from '../table/use-held-list';

/** More open alarms than this are rolled up. */
const ROW_BUDGET = 25;

/** The lines of the table: every alarm that the filter lets through, or the roll-up where there are many. */
export function useLines(live: LiveAlarms, filter: Filter, directory: Directory) {
  const { open } = live.state;
  const [everyRow, showEveryRow] = useState(false);
  const pointer = usePointerHold();
  const { release } = pointer;
  useEffect(release, [filter, everyRow, release]);
  const counts = useMemo(() => count(open, filter.park), [open, filter.park]);
  const many = counts.open > ROW_BUDGET && !isNarrowed(filter);
  const wanted = many && !everyRow;
  const overview = useOverview({
    ...{ timeline: live.timeline, park: filter.park, wanted },
    ...{ news: live.news, snapshots: live.snapshots },
  });
  const view = useFrozen(overview.view, pointer);
  const rolledUp = wanted && !overview.failed && view !== null;

  const textOf = useCallback((alarm: AlarmView) => directory.text(alarm), [directory]);
  const rows = useMemo(() => list(open, filter, textOf), [open, filter, textOf]);
  const held = useHeldList(rows, pointer);
  const lines = useMemo(
    () => (rolledUp ? overviewLines(view.rows, open, overview.unfolded) : alarmLines(held.rows)),
    [rolledUp, view, open, overview.unfolded, held.rows],
  );
  return {
    ...{ lines, counts, pointer, overview, view, rolledUp, everyRow, showEveryRow },
    /** The switch between roll-up and every row is of use. */
    many,
    held: rolledUp ? { ...held, waiting: [], moved: false } : held,
  };
}
