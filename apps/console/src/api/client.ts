import type { AlarmView, Timeline, User } from '@cofferdam/domain';
import { isAlarm, type Snapshot } from '../alarms/alarms';
import { inQuery } from '../timeline/timeline';
import { readEvent } from './event';
import type { AcknowledgeView, OutletView, Page, ParkAnswer, ParkView, ReadingsView, SessionView } from './shapes';

const ROOT = '/api/v1';
const ALARMS_A_PAGE = 1_000;
/** How much of the journal's past is loaded for histories and for the count of the last ten minutes. */
const PAST_EVENTS = 500;

/** An hour of readings a second, and some. */
const READINGS_A_TREND = 5_000;

/** The service said no; `title` and `detail` are its problem+json (RFC 9457). Status 0: it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly problem: unknown = null,
  ) {
    super(title);
  }
}

export const feedUrl = (timeline: Timeline, after: number): string => `${ROOT}/feed?after=${after}${inQuery(timeline)}`;

export async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
  const headers = { Accept: 'application/json', ...(init.headers as Record<string, string> | undefined) };
  let response: Response;
  try {
    response = await fetch(ROOT + path, { ...init, headers, credentials: 'same-origin', cache: 'no-store' });
  } catch {
    throw new ApiError(0, 'unreachable');
  }
  const text = await response.text();
  const body = parse(text);
  if (!response.ok) throw new ApiError(response.status, titleOf(body) ?? response.statusText, body);
  return body as T;
}

export function write<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  ifMatch?: string,
): Promise<T> {
  const headers: Record<string, string> = { 'X-Requested-With': 'cofferdam', 'Idempotency-Key': freshKey() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (ifMatch !== undefined) headers['If-Match'] = ifMatch;
  return call<T>(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

/** Not `randomUUID`: that one is absent on plain HTTP, as inside a plant's own network. */
function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const logIn = async (username: string, password: string): Promise<User> =>
  (await write<SessionView>('POST', '/session', { username, password })).user;
export const logOut = (): Promise<void> => write('DELETE', '/session');

/** Who is signed in, or null. */
export async function whoAmI(): Promise<User | null> {
  try {
    return (await call<SessionView>('/session')).user;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** The parks in the user's scope, each with its outlets and walls. */
export async function parks(): Promise<ParkView[]> {
  const { items } = await call<Page<{ id: string }>>('/parks?limit=1000');
  return Promise.all(items.map(({ id }) => wholePark(id)));
}

async function wholePark(id: string): Promise<ParkView> {
  const path = `/parks/${encodeURIComponent(id)}`;
  const [park, outlets] = await Promise.all([
    call<ParkAnswer>(path),
    call<Page<OutletView>>(`${path}/outlets?limit=1000`),
  ]);
  const place = (outlet: OutletView): number => park.outlets.indexOf(outlet.id);
  return { ...park, outlets: [...outlets.items].sort((a, b) => place(a) - place(b)) };
}

/**
 * Every open alarm of the timeline. Pages after the first may be newer than it, never older; following the feed from the first page's
 * `asOf` and keeping the newest version of each alarm therefore misses nothing.
 */
export async function snapshot(timeline: Timeline): Promise<Snapshot> {
  const first = await alarmPage(timeline, null);
  const alarms = [...first.items];
  for (let next = first.next; next !== null;) {
    const page = await alarmPage(timeline, next);
    alarms.push(...page.items);
    next = page.next;
  }
  const after = Math.max(0, first.asOf - PAST_EVENTS);
  const journal = await call<Page<unknown>>(`/journal?after=${after}&limit=${PAST_EVENTS}${inQuery(timeline)}`);
  const past = journal.items.flatMap((wire) => readEvent(wire) ?? []).filter(({ seq }) => seq <= first.asOf);
  const pastFrom = after === 0 ? 0 : (past[0]?.at ?? Date.now());
  return { asOf: first.asOf, alarms, past, pastFrom };
}

function alarmPage(timeline: Timeline, after: string | null): Promise<Page<AlarmView>> {
  const cursor = after === null ? '' : `&after=${encodeURIComponent(after)}`;
  return call<Page<AlarmView>>(`/alarms?open=true&limit=${ALARMS_A_PAGE}${cursor}${inQuery(timeline)}`);
}

export async function alarm(id: string): Promise<AlarmView | null> {
  const body = await call<unknown>(`/alarms/${encodeURIComponent(id)}`);
  return alarmIn(body);
}

export const etag = (of: Pick<AlarmView, 'generation'>): string => `"g${of.generation}"`;

/** @throws ApiError 409 when the alarm has grown since the given generation: nothing was acknowledged */
export const acknowledge = (of: AlarmView, note: string): Promise<AcknowledgeView> =>
  write(
    'POST',
    `/alarms/${encodeURIComponent(of.id)}/acknowledge`,
    note.trim() === '' ? {} : { note: note.trim() },
    etag(of),
  );

export function readings(of: AlarmView, from: number, to: number): Promise<ReadingsView> {
  const query = new URLSearchParams({
    factor: of.factor ?? '',
    period: 'realtime',
    limit: String(READINGS_A_TREND),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  return call(`/outlets/${encodeURIComponent(`${of.park}.${of.outlet}`)}/readings?${query.toString()}${inQuery(of)}`);
}

export const quarantineTotal = async (): Promise<number> =>
  (await call<Pick<Page<unknown>, 'total'>>('/quarantine?limit=1')).total;

/** The alarm in an answer, whether it is the answer or stands in its `alarm` or `current`. */
export function alarmIn(body: unknown): AlarmView | null {
  if (isAlarm(body)) return body;
  if (typeof body !== 'object' || body === null) return null;
  const { alarm: inside, current } = body as { alarm?: unknown; current?: unknown };
  if (isAlarm(inside)) return inside;
  return isAlarm(current) ? current : null;
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function titleOf(body: unknown): string | null {
  const { title, detail } = (body ?? {}) as { title?: unknown; detail?: unknown };
  if (typeof detail === 'string') return detail;
  return typeof title === 'string' ? title : null;
}
