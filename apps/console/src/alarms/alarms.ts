import type { AlarmView, JournalEvent, Timeline } from '@cofferdam/domain';
import { isOf, LIVE } from '../timeline/timeline';

/** An open alarm on the page. `arrivedAt` (epoch ms) is set when it came or returned live, not with the snapshot. */
export interface Row {
  readonly alarm: AlarmView;
  readonly arrivedAt: number | null;
}

/** Everything a page knows of the alarms of its timeline. It is only ever changed by `alarms`. */
export interface AlarmsState {
  /** What is real, or a drill: what is of another timeline is not taken. */
  readonly timeline: Timeline;
  readonly phase: 'loading' | 'ready';
  /** Open alarms by id. */
  readonly open: ReadonlyMap<string, Row>;
  /** Version at which an alarm left the list, so that an older word cannot bring it back. */
  readonly left: ReadonlyMap<string, number>;
  /** The journal has been followed up to and including this number. */
  readonly seq: number;
  /** What the page has seen happen to an alarm, oldest first. */
  readonly seen: ReadonlyMap<string, readonly JournalEvent[]>;
  /** Epoch ms from which on `seen` is complete; what lies before was not loaded. */
  readonly seenFrom: number;
  /** Epoch ms of the newest alarm event; null if none is known. */
  readonly lastEventAt: number | null;
  /** Events that could not be read. Shown, and always 0 unless service and page disagree. */
  readonly dropped: number;
}

/** `asOf` is the journal number of the snapshot's first page: later pages can only be newer, and versions settle that. */
export interface Snapshot {
  readonly asOf: number;
  readonly alarms: readonly AlarmView[];
  /** The journal's recent past up to `asOf`, for histories and counts. */
  readonly past: readonly JournalEvent[];
  /** Epoch ms from which on `past` is complete. */
  readonly pastFrom: number;
}

export type AlarmsAction =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly type: 'events'; readonly events: readonly JournalEvent[]; readonly now: number }
  | { readonly type: 'object'; readonly alarm: AlarmView }
  | { readonly type: 'unreadable' };

/** At most so many events are remembered of one alarm; the journal has the rest. */
const SEEN_PER_ALARM = 50;

export const NO_ALARMS: AlarmsState = {
  timeline: LIVE,
  phase: 'loading',
  open: new Map(),
  left: new Map(),
  seq: 0,
  seen: new Map(),
  seenFrom: 0,
  lastEventAt: null,
  dropped: 0,
};

export function alarms(state: AlarmsState, action: AlarmsAction): AlarmsState {
  switch (action.type) {
    case 'snapshot':
      return fromSnapshot(state, action.snapshot);
    case 'events':
      return follow(state, action.events, action.now);
    case 'object':
      return applyObject(state, action.alarm);
    case 'unreadable':
      return { ...state, dropped: state.dropped + 1 };
  }
}

function fromSnapshot(state: AlarmsState, snapshot: Snapshot): AlarmsState {
  const open = new Map<string, Row>();
  for (const alarm of snapshot.alarms) {
    if (!isOf(state.timeline, alarm) || !alarm.open) continue;
    const known = state.open.get(alarm.id);
    if (known === undefined || known.alarm.version < alarm.version) open.set(alarm.id, { alarm, arrivedAt: null });
    else open.set(alarm.id, known);
  }
  const draft = { open, left: new Map<string, number>(), seen: new Map<string, JournalEvent[]>() };
  let lastEventAt: number | null = null;
  for (const event of snapshot.past) {
    if (!isAboutAlarm(state, event) || !isAlarm(event.data)) continue;
    remember(draft.seen, event);
    lastEventAt = event.at;
  }
  return {
    ...state,
    ...draft,
    phase: 'ready',
    seq: snapshot.asOf,
    seenFrom: snapshot.pastFrom,
    lastEventAt: lastEventAt ?? state.lastEventAt,
  };
}

function follow(state: AlarmsState, events: readonly JournalEvent[], now: number): AlarmsState {
  const fresh = events.filter((event) => event.seq > state.seq);
  if (fresh.length === 0) return state;
  const draft = { open: new Map(state.open), left: new Map(state.left), seen: new Map(state.seen) };
  let { seq, lastEventAt, dropped } = state;
  for (const event of fresh) {
    if (event.seq <= seq) continue;
    seq = event.seq;
    if (!isAboutAlarm(state, event)) continue;
    if (!isAlarm(event.data)) {
      dropped += 1;
      continue;
    }
    lastEventAt = event.at;
    remember(draft.seen, event);
    place(draft, event.data, now);
  }
  return { ...state, ...draft, seq, lastEventAt, dropped };
}

function applyObject(state: AlarmsState, alarm: AlarmView): AlarmsState {
  if (!isOf(state.timeline, alarm)) return state;
  const draft = { open: new Map(state.open), left: new Map(state.left) };
  return place(draft, alarm, null) ? { ...state, ...draft } : state;
}

interface Draft {
  readonly open: Map<string, Row>;
  readonly left: Map<string, number>;
}

/** Puts the alarm where it belongs if this word on it is newer than what is known; says whether it was. */
function place({ open, left }: Draft, alarm: AlarmView, now: number | null): boolean {
  const known = open.get(alarm.id);
  const version = known?.alarm.version ?? left.get(alarm.id) ?? -1;
  if (alarm.version <= version) return false;
  if (alarm.open) {
    open.set(alarm.id, { alarm, arrivedAt: isNews(known?.alarm, alarm) ? now : (known?.arrivedAt ?? null) });
    left.delete(alarm.id);
  } else {
    open.delete(alarm.id);
    left.set(alarm.id, alarm.version);
  }
  return true;
}

/** New to the list, back again, or graver than before: a reason to draw the eye. */
const isNews = (before: AlarmView | undefined, after: AlarmView): boolean =>
  before === undefined || before.episode !== after.episode || before.severity !== after.severity;

function remember(seen: Map<string, readonly JournalEvent[]>, event: JournalEvent): void {
  const { id } = event.data as AlarmView;
  const before = seen.get(id) ?? [];
  seen.set(id, [...before.slice(-(SEEN_PER_ALARM - 1)), event]);
}

const isAboutAlarm = ({ timeline }: AlarmsState, event: JournalEvent): boolean =>
  event.type.startsWith('alarm.') && isOf(timeline, event);

/** Enough of an alarm to show it: the page never guesses at an object that it does not know. */
export function isAlarm(data: unknown): data is AlarmView {
  if (typeof data !== 'object' || data === null) return false;
  const alarm = data as Partial<AlarmView>;
  return typeof alarm.id === 'string' && typeof alarm.version === 'number' && typeof alarm.state === 'string';
}
