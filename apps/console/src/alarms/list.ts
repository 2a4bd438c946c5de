import type { AlarmView, Severity } from '@cofferdam/domain';
import type { AlarmsState, Row } from './alarms';
import { GRAVEST_FIRST, needsAcknowledgement } from './severity';

export type StateFilter = 'all' | 'unacknowledged' | 'shelved' | 'out-of-service' | 'suppressed';

export interface Filter {
  /** Park id, or null for every park in the user's scope. */
  readonly park: string | null;
  readonly state: StateFilter;
  /** Empty: every severity. */
  readonly severities: readonly Severity[];
  /** Looked for in what `textOf` says of a row, case ignored. */
  readonly text: string;
}

export const NO_FILTER: Filter = { park: null, state: 'all', severities: [], text: '' };

export const isNarrowed = (filter: Filter): boolean =>
  filter.state !== 'all' || filter.severities.length > 0 || filter.text !== '';

const IS_IN_STATE: Readonly<Record<StateFilter, (alarm: AlarmView) => boolean>> = {
  all: () => true,
  unacknowledged: needsAcknowledgement,
  shelved: ({ shelved }) => shelved !== null,
  'out-of-service': ({ outOfService }) => outOfService !== null,
  suppressed: ({ suppressed }) => suppressed !== null,
};

/** Gravest first, then newest, then by id: the same alarms always stand in the same order. */
export function inOrder(a: AlarmView, b: AlarmView): number {
  const gravest = GRAVEST_FIRST.indexOf(a.severity) - GRAVEST_FIRST.indexOf(b.severity);
  if (gravest !== 0) return gravest;
  if (a.raisedAt !== b.raisedAt) return a.raisedAt < b.raisedAt ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

export function list(
  open: ReadonlyMap<string, Row>,
  filter: Filter,
  textOf: (alarm: AlarmView) => string,
): AlarmView[] {
  const wanted = filter.text.trim().toLowerCase();
  const rows: AlarmView[] = [];
  for (const { alarm } of open.values()) {
    if (filter.park !== null && alarm.park !== filter.park) continue;
    if (!IS_IN_STATE[filter.state](alarm)) continue;
    if (filter.severities.length > 0 && !filter.severities.includes(alarm.severity)) continue;
    if (wanted !== '' && !textOf(alarm).toLowerCase().includes(wanted)) continue;
    rows.push(alarm);
  }
  return rows.sort(inOrder);
}

/**
 * What the list shows while the pointer rests on it: the rows that were there, in their places and up to date; those
 * that left stay as they were last seen. `waiting` are new ones, told about above the list.
 */
export function hold(
  held: readonly AlarmView[],
  now: readonly AlarmView[],
): { rows: AlarmView[]; waiting: AlarmView[]; moved: boolean } {
  const current = new Map(now.map((alarm) => [alarm.id, alarm]));
  const rows = held.map((alarm) => current.get(alarm.id) ?? gone(alarm));
  const shown = new Set(held.map((alarm) => alarm.id));
  const waiting = now.filter((alarm) => !shown.has(alarm.id));
  const moved = waiting.length > 0 || rows.some((row, at) => row.id !== now[at]?.id);
  return { rows, waiting, moved };
}

const gone = (alarm: AlarmView): AlarmView => ({ ...alarm, state: 'NORM', open: false, active: false });

export interface Counts {
  readonly active: number;
  readonly unacknowledged: number;
  readonly open: number;
  readonly shelved: number;
  readonly outOfService: number;
  readonly suppressed: number;
  /** Epoch ms since which somebody should have looked; null when all are acknowledged. */
  readonly longestUnacknowledgedSince: number | null;
}

const OVERLAYS = ['shelved', 'outOfService', 'suppressed'] as const;

/** Exact counts over every open alarm of the park, whatever the filter shows. */
export function count(open: ReadonlyMap<string, Row>, park: string | null): Counts {
  let [active, unacknowledged, all] = [0, 0, 0];
  const under = { shelved: 0, outOfService: 0, suppressed: 0 };
  let since: number | null = null;
  for (const { alarm } of open.values()) {
    if (park !== null && alarm.park !== park) continue;
    all += 1;
    if (alarm.active) active += 1;
    for (const overlay of OVERLAYS) if (alarm[overlay] !== null) under[overlay] += 1;
    if (!needsAcknowledgement(alarm)) continue;
    unacknowledged += 1;
    const raisedAt = Date.parse(alarm.raisedAt);
    if (since === null || raisedAt < since) since = raisedAt;
  }
  return { active, unacknowledged, open: all, ...under, longestUnacknowledgedSince: since };
}

const RECENT_MS = 600_000;

/** Alarms raised in the last ten minutes, open or not; `exact` is false where the loaded journal does not reach back so far. */
export function raisedRecently(
  state: Pick<AlarmsState, 'seen' | 'seenFrom' | 'open'>,
  park: string | null,
  now: number,
): { count: number; exact: boolean } {
  const from = now - RECENT_MS;
  const raised = new Set<string>();
  for (const events of state.seen.values()) {
    for (const event of events) {
      const wanted = event.type === 'alarm.raised' && event.at >= from && (park === null || event.park === park);
      if (wanted) raised.add(`${(event.data as AlarmView).id}#${event.seq}`);
    }
  }
  return { count: raised.size, exact: state.seenFrom <= from };
}
