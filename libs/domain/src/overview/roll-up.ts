import { isPinned, layOut, type Layout } from './layout';
import type { Counted, Overview, OverviewRow } from './overview';
import type { Part } from './place';
import { keepPlaces } from './row-order';

/**
 * Rolls open alarms up into at most `ROW_BUDGET` rows: red, toxic and park-tier alarms singly while there are few, the
 * rest of those by enterprise and factor, then the worst groups opened from the park down to the alarm while rows are
 * left, each cut with an exact remainder. Every alarm is in exactly one row, and the order in which they come is nothing.
 *
 * @param previous ids of the rows as they stood: they keep their places, unless a new pinned row comes
 */
export function rollUp(alarms: Iterable<Counted>, previous: readonly string[] = []): Overview {
  const all = [...alarms];
  const { pinned, others } = layOut(all);
  const rows = [...pinned.map((part) => rowOf(part, true)), ...others.map((part) => rowOf(part, false))];
  return { rows: keepPlaces(rows, previous), totals: totalsOf(all) };
}

/**
 * The alarms of a row, of all that are open now. A row that is not laid out any more is answered by its place; a
 * remainder then by nothing.
 */
export function membersOf(row: OverviewRow, alarms: Iterable<Counted>): Counted[] {
  const all = [...alarms];
  const part = partOf(layOut(all), row.id);
  if (part !== undefined) return part.members();
  if (row.kind === 'rest') return [];
  if (row.kind === 'alarm') return all.filter(({ id }) => id === row.alarm);
  return all.filter((alarm) => isPinned(alarm) === row.pinned && isAt(alarm, row));
}

const partOf = ({ pinned, others }: Layout, id: string): Part | undefined =>
  [...pinned, ...others].find((part) => part.id === id);

const isAt = (alarm: Counted, row: OverviewRow): boolean =>
  (['park', 'enterprise', 'unit', 'outlet', 'factor'] as const).every(
    (part) => row[part] === null || row[part] === alarm[part],
  );

function rowOf({ id, kind, tally }: Part, pinned: boolean): OverviewRow {
  const { park, enterprise, unit, outlet, factor, tier, count, active, unacknowledged, bySeverity, onset } = tally;
  const { gravest } = tally;
  return {
    ...{ id, kind, pinned, park, enterprise, unit, outlet, factor },
    ...{ severity: gravest?.severity ?? 'blue', tier, count, active, unacknowledged, bySeverity, onset },
    alarm: gravest?.id ?? '',
  };
}

/** Counted apart from the rows, so that what they add up to can be compared with it. */
function totalsOf(alarms: readonly Counted[]): Overview['totals'] {
  const bySeverity = { blue: 0, yellow: 0, orange: 0, red: 0 };
  const overlaid = { SHLVD: 0, DSUPR: 0, OOSRV: 0 };
  let [active, unacknowledged] = [0, 0];
  for (const alarm of alarms) {
    const { state } = alarm;
    bySeverity[alarm.severity] += 1;
    if (alarm.active) active += 1;
    if (alarm.unacknowledged) unacknowledged += 1;
    if (state === 'SHLVD' || state === 'DSUPR' || state === 'OOSRV') overlaid[state] += 1;
  }
  const { SHLVD: shelved, DSUPR: suppressed, OOSRV: outOfService } = overlaid;
  return { open: alarms.length, active, unacknowledged, shelved, suppressed, outOfService, bySeverity, dropped: 0 };
}
