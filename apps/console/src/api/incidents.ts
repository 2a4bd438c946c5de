import type {
  AlarmView,
  IncidentActName,
  IncidentView,
  JournalEvent,
  OverviewRow,
  Overview,
  Tier,
  Timeline,
  WallState,
} from '@cofferdam/domain';
import { isFenced } from '../incidents/acts';
import { inQuery } from '../timeline/timeline';
import { call, write } from './client';
import { readEvent } from './event';
import type { Page } from './shapes';

const INCIDENTS_A_PAGE = 500;
const EVENTS_A_PAGE = 500;

/** A measure that can be started in an incident. */
export interface OfferedMeasure {
  readonly code: string;
  readonly tier: Tier;
  readonly wall: string | null;
  readonly zh: string;
  readonly en: string;
  readonly twoPersons: boolean;
}

/** What a wall last said, or what a measure did to it. */
export interface WallReportView {
  readonly wall: string;
  readonly state: WallState;
  /** m3, ponds only. */
  readonly level: number | null;
  readonly by: string | null;
  readonly at: string | null;
  readonly incident: string | null;
}

export interface OverviewRowView extends Omit<OverviewRow, 'onset'> {
  readonly onset: string;
}
export interface OverviewView {
  readonly rows: readonly OverviewRowView[];
  readonly totals: Overview['totals'];
  readonly asOf: number;
}

/** What came of acknowledging many at once. */
export interface GroupAnswer {
  readonly acknowledged: readonly { readonly id: string }[];
  readonly alreadyBy: readonly { readonly id: string; readonly by: string; readonly at: string }[];
  readonly changedSince: readonly { readonly id: string; readonly alarm: AlarmView }[];
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

const of = (id: string): string => `/incidents/${encodeURIComponent(id)}`;
const cursor = (after: string | null): string => (after === null ? '' : `&after=${encodeURIComponent(after)}`);

/** Every open incident of the timeline; pages after the first may be newer than it, never older. */
export async function openIncidents(timeline: Timeline): Promise<IncidentView[]> {
  const all: IncidentView[] = [];
  for (let after: string | null = null, more = true; more;) {
    const page: Page<IncidentView> = await call(
      `/incidents?open=true&limit=${INCIDENTS_A_PAGE}${cursor(after)}${inQuery(timeline)}`,
    );
    all.push(...page.items);
    after = page.next;
    more = after !== null;
  }
  return all;
}

export function endedIncidents(
  timeline: Timeline,
  park: string | null,
  after: string | null,
): Promise<Page<IncidentView>> {
  const within = park === null ? '' : `&park=${encodeURIComponent(park)}`;
  return call(`/incidents?open=false&limit=50${within}${cursor(after)}${inQuery(timeline)}`);
}

export const incident = (id: string): Promise<IncidentView> => call(of(id));

/** What happened in the incident and to its alarms, oldest first. */
export async function timeline(id: string): Promise<JournalEvent[]> {
  const all: JournalEvent[] = [];
  for (let after: string | null = null, more = true; more;) {
    const page: Page<unknown> = await call(`${of(id)}/timeline?limit=${EVENTS_A_PAGE}${cursor(after)}`);
    all.push(...page.items.flatMap((wire) => readEvent(wire) ?? []));
    after = page.next;
    more = after !== null;
  }
  return all;
}

export const offeredMeasures = async (id: string): Promise<readonly OfferedMeasure[]> =>
  (await call<Pick<Page<OfferedMeasure>, 'items'>>(`${of(id)}/measures`)).items;

/** Where a photo is read; the browser sends the session's cookie along. */
export const photoUrl = (id: string, evidence: string): string =>
  `/api/v1${of(id)}/evidence/${encodeURIComponent(evidence)}/photo`;

/** @throws ApiError 409 or 412 when the incident has grown since it was seen; with `reason` when the act is refused */
export const act = (seen: IncidentView, name: IncidentActName, body: object): Promise<unknown> =>
  write('POST', `${of(seen.id)}/${name}`, body, isFenced(name) ? `"g${seen.generation}"` : undefined);

export function overview(timeline: Timeline, park: string | null): Promise<OverviewView> {
  const query = `${park === null ? '' : `&park=${encodeURIComponent(park)}`}${inQuery(timeline)}`;
  return call(`/overview${query.replace('&', '?')}`);
}

export const overviewMembers = (row: string, after: string | null): Promise<Page<AlarmView>> =>
  call(`/overview/rows/${encodeURIComponent(row)}?limit=50${cursor(after)}`);

/** Acknowledges what the row held at that number of the journal, and nothing newer. */
export const acknowledgeRow = (row: string, asOf: number): Promise<GroupAnswer> =>
  write('POST', '/alarms/acknowledge', { row, asOf });

export const wallReports = async (park: string): Promise<readonly WallReportView[]> =>
  (await call<Pick<Page<WallReportView>, 'items'>>(`/parks/${encodeURIComponent(park)}/walls`)).items;
