import type { JournalEvent } from '@cofferdam/domain';
import { anAlarm, anEvent } from '../alarms/builders';
import { Feed, type FeedListener, type Source } from './feed';
import { health, HEARTBEAT_MS, retryAfter } from './health';

/** A source that the test speaks through. */
class Spoken implements Source {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  closed = false;
  private readonly listeners = new Map<string, (message: { data: unknown }) => void>();

  constructor(readonly after: number) {}

  addEventListener(type: string, listener: (message: { data: unknown }) => void): void {
    this.listeners.set(type, listener);
  }
  close(): void {
    this.closed = true;
  }
  say(event: JournalEvent): void {
    this.onmessage?.({ data: JSON.stringify({ ...event, at: new Date(event.at).toISOString() }) });
  }
  named(type: string, data: unknown): void {
    this.listeners.get(type)?.({ data: JSON.stringify(data) });
  }
}

function follow(after: number) {
  const sources: Spoken[] = [];
  const heard: number[] = [];
  const told: string[] = [];
  const listener: FeedListener = {
    events: (events) => heard.push(...events.map(({ seq }) => seq)),
    clock: (ahead) => told.push(`clock ${ahead}`),
    state: ({ link }) => told.push(link),
    resync: () => told.push('resync'),
    unreadable: () => told.push('unreadable'),
    broken: () => undefined,
  };
  const open = (from: number): Source => {
    const source = new Spoken(from);
    sources.push(source);
    return source;
  };
  const clock = {
    now: () => Date.now(),
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (timer: unknown) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  };
  const feed = new Feed(open, listener, clock, after);
  feed.start();
  const now = (): Spoken => {
    const source = sources.at(-1);
    if (source === undefined) throw new Error('no source was opened');
    return source;
  };
  return { feed, sources, heard, told, now };
}

const event = (seq: number) => anEvent(seq, anAlarm({ version: seq }));

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

test('a broken link is opened again after the last number seen: nothing missing, nothing twice', () => {
  const { sources, heard, now } = follow(5);
  expect(now().after).toBe(5);
  now().say(event(6));
  now().say(event(7));
  now().onerror?.();
  expect(heard).toEqual([6, 7]);
  expect(sources[0]?.closed).toBe(true);
  jest.advanceTimersByTime(500);
  expect(now().after).toBe(7);
  for (const seq of [7, 8, 8, 9]) now().say(event(seq));
  jest.advanceTimersByTime(100);
  expect(heard).toEqual([6, 7, 8, 9]);
});

test('retries come slower and slower, and start anew after a success', () => {
  const { sources, now } = follow(0);
  const gaps = [500, 1_000, 2_000, 4_000, 5_000, 5_000];
  expect([1, 2, 3, 4, 5, 6].map(retryAfter)).toEqual(gaps);
  for (const gap of gaps) {
    now().onerror?.();
    const before = sources.length;
    jest.advanceTimersByTime(gap - 1);
    expect(sources).toHaveLength(before);
    jest.advanceTimersByTime(1);
    expect(sources).toHaveLength(before + 1);
  }
  now().onopen?.();
  now().onerror?.();
  jest.advanceTimersByTime(500);
  expect(sources).toHaveLength(gaps.length + 2);
});

test('a link that says nothing for four heartbeats is given up', () => {
  const { sources, told, now } = follow(0);
  now().onopen?.();
  jest.advanceTimersByTime(4 * HEARTBEAT_MS - 1);
  expect(sources).toHaveLength(1);
  now().named('heartbeat', { at: new Date(Date.now() + 250).toISOString(), seq: 0 });
  expect(told.at(-1)).toBe('clock 250');
  jest.advanceTimersByTime(4 * HEARTBEAT_MS);
  expect(told.at(-1)).toBe('broken');
});

test('events before a resync are handed on, and the feed ends', () => {
  const { sources, heard, told, now } = follow(0);
  now().say(event(1));
  now().named('resync', { reason: 'too-slow', seq: 90 });
  jest.advanceTimersByTime(60_000);
  expect(heard).toEqual([1]);
  expect(told.at(-1)).toBe('resync');
  expect(sources).toHaveLength(1);
});

test('what cannot be read is told, and the next event still counts', () => {
  const { heard, told, now } = follow(0);
  now().onmessage?.({ data: '{"seq":' });
  now().onmessage?.({ data: '{"seq":1,"type":"alarm.raised"}' });
  now().say(event(2));
  jest.advanceTimersByTime(100);
  expect(told.filter((word) => word === 'unreadable')).toHaveLength(2);
  expect(heard).toEqual([2]);
});

test('after stop nothing is heard and nothing is opened', () => {
  const { feed, sources, heard, now } = follow(0);
  now().say(event(1));
  feed.stop();
  jest.advanceTimersByTime(60_000);
  expect(heard).toEqual([]);
  expect(sources).toHaveLength(1);
});

test.each([
  ['connecting', { link: 'connecting', heardAt: null }, { level: 'connecting' }],
  ['live', { link: 'open', heardAt: 990_000 }, { level: 'live', ageMs: 10_000 }],
  ['late', { link: 'open', heardAt: 989_999 }, { level: 'late', ageMs: 10_001 }],
  ['lost in silence', { link: 'open', heardAt: 980_000 }, { level: 'lost', since: 980_000 }],
  ['lost', { link: 'broken', heardAt: 999_000 }, { level: 'lost', since: 999_000 }],
] as const)('the page says no more than it heard: %s', (_, feed, says) => {
  expect(health(feed, 1_000_000)).toEqual(says);
});
