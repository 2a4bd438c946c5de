import type { IncidentState, IncidentView, JournalEvent, Timeline } from '@cofferdam/domain';
import { isOf, LIVE } from '../timeline/timeline';
import { withDeadline } from './with-deadline';

/** Everything the page knows of its timeline's incidents. It is only ever changed by `incidents`. */
export interface IncidentsState {
  /** What is real, or a drill. */
  readonly timeline: Timeline;
  /** By id: every open one, and those that the page has seen come to an end. */
  readonly known: ReadonlyMap<string, IncidentView>;
  /** The journal has been followed up to and including this number. */
  readonly seq: number;
  /** What the page has seen happen in an incident, oldest first. */
  readonly seen: ReadonlyMap<string, readonly JournalEvent[]>;
}

export interface IncidentsSnapshot {
  /** The journal number from which on the feed is followed; what the list holds is as new or newer. */
  readonly asOf: number;
  readonly incidents: readonly IncidentView[];
}

export type IncidentsAction =
  | { readonly type: 'snapshot'; readonly snapshot: IncidentsSnapshot }
  | { readonly type: 'events'; readonly events: readonly JournalEvent[] }
  | { readonly type: 'object'; readonly incident: IncidentView };

/** At most so many events are remembered of one incident; its timeline has the rest. */
const SEEN_PER_INCIDENT = 200;
/** At most so many that have come to an end. */
const ENDED = 200;
const FINAL: readonly IncidentState[] = ['CLOSED', 'FALSE_ALARM', 'MERGED'];

export const NO_INCIDENTS: IncidentsState = { timeline: LIVE, known: new Map(), seq: 0, seen: new Map() };

export const isEnded = ({ state }: Pick<IncidentView, 'state'>): boolean => FINAL.includes(state);

export function incidents(state: IncidentsState, action: IncidentsAction): IncidentsState {
  switch (action.type) {
    case 'snapshot':
      return fromSnapshot(state, action.snapshot);
    case 'events':
      return follow(state, action.events);
    case 'object':
      return applyObject(state, action.incident);
  }
}

/** What was open and is not in the list has come to an end meanwhile: it is forgotten rather than shown as it was. */
function fromSnapshot(state: IncidentsState, { asOf, incidents: list }: IncidentsSnapshot): IncidentsState {
  const known = new Map([...state.known].filter(([, incident]) => isEnded(incident)));
  for (const incident of list) {
    const before = state.known.get(incident.id);
    if (isOf(state.timeline, incident)) known.set(incident.id, newer(before, incident));
  }
  return { ...state, known, seq: asOf };
}

function follow(state: IncidentsState, events: readonly JournalEvent[]): IncidentsState {
  const known = new Map(state.known);
  const seen = new Map(state.seen);
  let { seq } = state;
  for (const event of events) {
    if (event.seq <= seq) continue;
    seq = event.seq;
    const id = isOf(state.timeline, event) ? incidentOf(event) : null;
    if (id === null) continue;
    seen.set(id, [...(seen.get(id) ?? []).slice(-(SEEN_PER_INCIDENT - 1)), event]);
    const before = known.get(id);
    if (event.type.startsWith('incident.') && isIncident(event.data)) known.set(id, newer(before, event.data));
    else if (before !== undefined) known.set(id, withDeadline(before, event));
  }
  return seq === state.seq ? state : { ...state, known: bounded(known), seq, seen };
}

function applyObject(state: IncidentsState, incident: IncidentView): IncidentsState {
  const before = state.known.get(incident.id);
  if (!isOf(state.timeline, incident) || newer(before, incident) === before) return state;
  return { ...state, known: new Map(state.known).set(incident.id, incident) };
}

const newer = (before: IncidentView | undefined, after: IncidentView): IncidentView =>
  before !== undefined && before.version >= after.version ? before : after;

function bounded(known: Map<string, IncidentView>): Map<string, IncidentView> {
  const ended = [...known.values()].filter(isEnded);
  for (const { id } of ended.slice(0, Math.max(0, ended.length - ENDED))) known.delete(id);
  return known;
}

/** The incident that an event is about or belongs to. */
export function incidentOf({ type, subject, data }: JournalEvent): string | null {
  if (subject.kind === 'incident') return subject.id;
  if (type.startsWith('incident.')) return isIncident(data) ? data.id : null;
  const { incident } = (data ?? {}) as { incident?: unknown };
  return typeof incident === 'string' ? incident : null;
}

/** Enough of an incident to show it: the page never guesses at an object that it does not know. */
export function isIncident(data: unknown): data is IncidentView {
  if (typeof data !== 'object' || data === null) return false;
  const { id, version, tiers, deadlines } = data as Partial<IncidentView>;
  return typeof id === 'string' && typeof version === 'number' && Array.isArray(tiers) && Array.isArray(deadlines);
}

/** The incident in an answer, whether it is the answer or stands in its `incident` or `current`. */
export function incidentIn(body: unknown): IncidentView | null {
  if (isIncident(body)) return body;
  if (typeof body !== 'object' || body === null) return null;
  const { incident, current } = body as { incident?: unknown; current?: unknown };
  if (isIncident(incident)) return incident;
  return isIncident(current) ? current : null;
}

/** Open incidents of the park, or of every park in scope. */
export const openOf = ({ known }: IncidentsState, park: string | null): IncidentView[] =>
  [...known.values()].filter((incident) => !isEnded(incident) && (park === null || incident.park === park));
