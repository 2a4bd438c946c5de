import type { JournalEvent } from '@cofferdam/domain';
import { readEvent } from '../api/event';
import { type FeedState, SILENT_MS, retryAfter } from './health';

/** The part of the browser's EventSource that the feed uses. */
export interface Source {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  addEventListener(type: string, listener: (message: { data: unknown }) => void): void;
  close(): void;
}

export interface FeedListener {
  events(events: readonly JournalEvent[]): void;
  /** The service's clock minus this computer's, ms. */
  clock(aheadMs: number): void;
  state(state: FeedState): void;
  /** The cursor is too old or this page was too slow: a snapshot is needed. */
  resync(): void;
  unreadable(): void;
  /** The link broke: whoever holds the session may want to ask whether it is still valid. */
  broken(): void;
}

interface Clock {
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** Events are handed on together at most this often, so that a storm costs one drawing of the page and not hundreds. */
const BATCH_MS = 80;

/**
 * Follows the journal over server-sent events. Reconnecting is done here and not left to the browser, because the
 * browser stops for good at the first HTTP error: a new connection asks for what comes after the last number seen.
 */
export class Feed {
  private source: Source | null = null;
  private seq: number;
  private attempt = 0;
  private heardAt: number | null = null;
  private waiting: JournalEvent[] = [];
  private flushTimer: unknown = null;
  private retryTimer: unknown = null;
  private silenceTimer: unknown = null;

  constructor(
    private readonly open: (after: number) => Source,
    private readonly listener: FeedListener,
    private readonly clock: Clock,
    after: number,
  ) {
    this.seq = after;
  }

  start(): void {
    this.connect();
  }

  stop(): void {
    this.dropSource();
    this.clock.clearTimeout(this.flushTimer);
    this.clock.clearTimeout(this.retryTimer);
  }

  private connect(): void {
    const source = this.open(this.seq);
    this.source = source;
    source.onopen = () => {
      this.attempt = 0;
      this.heard();
    };
    source.onmessage = ({ data }) => this.take(data);
    source.onerror = () => this.reconnect();
    source.addEventListener('heartbeat', ({ data }) => this.beat(data));
    source.addEventListener('resync', () => {
      this.stop();
      this.flush();
      this.listener.resync();
    });
    this.watchSilence();
  }

  private take(data: unknown): void {
    this.heard();
    const event = readEvent(parse(data));
    if (event === null) return this.listener.unreadable();
    if (event.seq <= this.seq) return;
    this.seq = event.seq;
    this.waiting.push(event);
    this.flushTimer ??= this.clock.setTimeout(() => this.flush(), BATCH_MS);
  }

  private flush(): void {
    this.clock.clearTimeout(this.flushTimer);
    this.flushTimer = null;
    if (this.waiting.length === 0) return;
    const events = this.waiting;
    this.waiting = [];
    this.listener.events(events);
  }

  private beat(data: unknown): void {
    this.heard();
    const beat = parse(data) as { at?: unknown } | null;
    const at = typeof beat?.at === 'string' ? Date.parse(beat.at) : Number.NaN;
    if (Number.isFinite(at)) this.listener.clock(at - this.clock.now());
  }

  private heard(): void {
    this.heardAt = this.clock.now();
    this.watchSilence();
    this.listener.state({ link: 'open', heardAt: this.heardAt });
  }

  private watchSilence(): void {
    this.clock.clearTimeout(this.silenceTimer);
    this.silenceTimer = this.clock.setTimeout(() => this.reconnect(), SILENT_MS);
  }

  private reconnect(): void {
    this.dropSource();
    this.flush();
    this.listener.state({ link: 'broken', heardAt: this.heardAt });
    this.listener.broken();
    this.attempt += 1;
    this.retryTimer = this.clock.setTimeout(() => this.connect(), retryAfter(this.attempt));
  }

  /** A word from a source that was given up is never heard. */
  private dropSource(): void {
    this.clock.clearTimeout(this.silenceTimer);
    if (this.source === null) return;
    this.source.onopen = null;
    this.source.onmessage = null;
    this.source.onerror = null;
    this.source.close();
    this.source = null;
  }
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}
