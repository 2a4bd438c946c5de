import type { AlarmView, IncidentView } from '@cofferdam/domain';
import type { OverviewRowView } from '../api/incidents';
import type { Row } from '../alarms/alarms';
import { type Due, nextDue } from '../incidents/deadlines';

/** A line of the table; all have one height. */
export type Line =
  | { readonly is: 'alarm'; readonly id: string; readonly alarm: AlarmView; readonly member: boolean }
  | { readonly is: 'group'; readonly id: string; readonly row: OverviewRowView; readonly unfolded: boolean }
  | { readonly is: 'more'; readonly id: string; readonly row: string; readonly loading: boolean };

/** What is known of a row that has been unfolded; `next` is null when it is whole. */
export interface Members {
  readonly items: readonly AlarmView[];
  readonly next: string | null;
  readonly loading: boolean;
}

export const groupId = (row: string): string => `row ${row}`;

export const alarmLines = (alarms: readonly AlarmView[]): Line[] =>
  alarms.map((alarm) => ({ is: 'alarm', id: alarm.id, alarm, member: false }));

/**
 * The roll-up as lines: a row of one alarm is that alarm as it is now, a row of many can be unfolded to its members.
 * `open` are the alarms as the feed has them; one that has been left by the feed meanwhile is shown as a row.
 */
export function overviewLines(
  rows: readonly OverviewRowView[],
  open: ReadonlyMap<string, Row>,
  unfolded: ReadonlyMap<string, Members>,
): Line[] {
  return rows.flatMap((row): Line[] => {
    const single = row.count === 1 ? open.get(row.alarm) : undefined;
    if (single !== undefined) return [{ is: 'alarm', id: row.alarm, alarm: single.alarm, member: false }];
    const members = unfolded.get(row.id);
    const head: Line = { is: 'group', id: groupId(row.id), row, unfolded: members !== undefined };
    return members === undefined ? [head] : [head, ...memberLines(row.id, members, open)];
  });
}

function memberLines(row: string, { items, next, loading }: Members, open: ReadonlyMap<string, Row>): Line[] {
  const lines = items.map((item): Line => {
    const alarm = open.get(item.id)?.alarm ?? item;
    return { is: 'alarm', id: alarm.id, alarm, member: true };
  });
  return next === null && !loading ? lines : [...lines, { is: 'more', id: `more ${row}`, row, loading }];
}

/** The soonest deadline of the incidents that a row's alarms belong to, as far as its place tells. */
export function soonestOf(row: OverviewRowView, incidents: readonly IncidentView[]): Due | 'missed' | null {
  let soonest: Due | 'missed' | null = null;
  for (const incident of incidents) {
    if (!isWithin(incident, row)) continue;
    const due = nextDue(incident);
    if (due === 'missed') return due;
    if (due !== null && (soonest === null || due.at < soonest.at)) soonest = due;
  }
  return soonest;
}

function isWithin({ park, enterprise, outlets }: IncidentView, row: OverviewRowView): boolean {
  if (row.kind === 'rest' || park !== row.park) return false;
  if (row.outlet !== null) return outlets.includes(row.outlet);
  return row.enterprise === null ? row.kind === 'park' : enterprise === row.enterprise;
}
