import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { JournalEvent } from '@cofferdam/domain';
import { Metrics, Outage, Readiness } from '@cofferdam/process';
import { Journal, Sessions } from '@cofferdam/records';
import type { Response } from 'express';
import { Problem } from '../http/problem';
import { Audiences } from './audiences';
import type { Audience } from './audience';
import { catchUp } from './catch-up';
import { type Frame, heartbeat, type ResyncReason } from './frame';
import { JournalFollower } from './journal-follower';
import { MAX_UNSENT_BYTES, Reader } from './reader';
import { Recent } from './recent';

const HEARTBEAT_MS = 5_000;
/** Sessions may be closed by another process: every so many heartbeats they are looked up again. */
const BEATS_A_SESSION_CHECK = 12;
const MAX_READERS = 2_000;
const RECENT_BYTES = 4 * 1024 * 1024;
/** Further behind than this, a snapshot is cheaper than the events. */
const MAX_BEHIND = 50_000;
const MAX_PAUSE_MS = 40;
const READERS_A_PAUSE_MS = 20;

/** Who wants to be told, and from where on; `after` absent: from now. */
export interface FeedRequest {
  readonly audience: Audience;
  readonly username: string;
  readonly session: { readonly token: string; readonly expiresAt: number } | null;
  readonly after: number | undefined;
}

/** A part of this process that follows the journal along with the feeds. */
export interface JournalListener {
  /** Events after this one will be heard. */
  began(position: number): void;
  /** In order of `seq`; after trouble some may be heard again. */
  hear(events: readonly JournalEvent[]): void;
}

/** The journal as server-sent events: one reader of the journal a process, an event encoded once, for all open feeds. */
@Injectable()
export class FeedHub implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(FeedHub.name);
  private readonly outage = new Outage(this.logger, 'the journal does not answer');
  private readonly audiences = new Audiences();
  private readonly follower: JournalFollower;
  private readonly listeners: JournalListener[] = [];
  private recent = new Recent(0, RECENT_BYTES);
  private readonly sentAway;
  private timer?: NodeJS.Timeout;
  private beats = 0;

  constructor(
    private readonly journal: Journal,
    private readonly sessions: Sessions,
    private readonly readiness: Readiness,
    metrics: Metrics,
  ) {
    this.follower = new JournalFollower(journal, {
      hear: (events) => this.hear(events),
      take: (frames) => this.take(frames),
      settle: () => this.audiences.settle(),
      pause: () => Math.min(MAX_PAUSE_MS, this.audiences.size / READERS_A_PAUSE_MS),
    });
    this.sentAway = metrics.counter('feed_resyncs_total', 'Feeds that were told to take a snapshot again', ['reason']);
    metrics.gauge('feeds', 'Open feeds', (gauge) => gauge.set(this.audiences.size));
  }

  async onApplicationBootstrap(): Promise<void> {
    this.readiness.needs('journal', async () => void (await this.journal.lastSeq()));
    await this.follower.start((seq) => {
      this.recent = new Recent(seq, RECENT_BYTES);
      this.listeners.forEach((listener) => listener.began(seq));
    });
    this.timer = setInterval(() => void this.beat(), HEARTBEAT_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.follower.stop();
    for (const reader of this.audiences.all()) reader.end();
  }

  /** Tells another part of the process what the journal says; to be called before the application starts. */
  tell(listener: JournalListener): void {
    this.listeners.push(listener);
  }

  /**
   * Opens a feed on a response. A cursor that the journal cannot continue from gets `resync` and the end.
   * @throws Problem `unavailable` where there are too many feeds
   */
  async open(response: Response, { audience, username, session, after }: FeedRequest): Promise<void> {
    if (this.audiences.size >= MAX_READERS) {
      throw new Problem('unavailable', 'too many open feeds', {}, { 'Retry-After': '10' });
    }
    const refusal = after === undefined ? null : await this.refusal(after);
    const position = after ?? this.follower.position;
    const holder = { username, token: session?.token ?? null, expiresAt: session?.expiresAt ?? Infinity };
    const reader = new Reader(audience, holder, response, position);
    begin(response);
    if (refusal !== null) return this.sendAway(reader, refusal);
    this.audiences.add(reader);
    response.on('close', () => this.audiences.remove(reader));
    reader.beat(Date.now(), position);
    const { journal, recent, follower } = this;
    this.catchUp(reader, { journal, recent, position: () => follower.position });
  }

  /** Ends the feeds of a session that was closed. */
  endSession(token: string): void {
    for (const reader of this.audiences.all()) if (reader.holder.token === token) reader.end();
  }

  private catchUp(reader: Reader, past: Parameters<typeof catchUp>[1]): void {
    catchUp(reader, past).then(
      (read) => {
        if (!read) this.sendAway(reader, 'too-slow');
      },
      (error: unknown) => {
        this.logger.warn(`a feed could not be continued: ${(error as Error).message}`);
        reader.end(); // the client comes back with its cursor
      },
    );
  }

  private async refusal(after: number): Promise<ResyncReason | null> {
    const last = await this.journal.lastSeq();
    if (after > last) return 'ahead';
    if (last - after > MAX_BEHIND) return 'too-old';
    return after < last && after + 1 < (await this.journal.firstSeq()) ? 'too-old' : null;
  }

  private hear(events: readonly JournalEvent[]): void {
    for (const listener of this.listeners) listener.hear(events);
    for (const { type, subject } of events) if (type === 'user.changed') this.endUser(subject.id);
  }

  /** Their role, parks or right to be here may be others now: whoever may still come opens their feed again. */
  private endUser(username: string): void {
    for (const reader of this.audiences.all()) if (reader.holder.username === username) reader.end();
  }

  private take(frames: readonly Frame[]): void {
    this.recent.add(frames);
    for (const reader of this.audiences.give(frames)) this.sendAway(reader, 'too-slow');
  }

  private sendAway(reader: Reader, reason: ResyncReason): void {
    this.sentAway.inc({ reason });
    this.audiences.remove(reader);
    reader.sendAway(reason, this.follower.position);
  }

  private async beat(): Promise<void> {
    const now = Date.now();
    const { position } = this.follower;
    const bytes = heartbeat(now, position);
    for (const reader of this.audiences.all()) {
      if (reader.holder.expiresAt <= now) reader.end();
      else if (reader.unsent > MAX_UNSENT_BYTES) this.sendAway(reader, 'too-slow');
      else if (reader.live && reader.position <= position) reader.write(bytes);
      else reader.beat(now, reader.position);
    }
    this.beats += 1;
    await this.follower
      .look()
      .then(() => (this.beats % BEATS_A_SESSION_CHECK === 0 ? this.checkSessions() : undefined))
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      );
  }

  private async checkSessions(): Promise<void> {
    const tokens = new Set(this.audiences.all().flatMap(({ holder: { token } }) => (token === null ? [] : [token])));
    for (const token of tokens) if ((await this.sessions.find(token)) === null) this.endSession(token);
  }
}

function begin(response: Response): void {
  response.status(200);
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store, no-transform');
  response.setHeader('X-Accel-Buffering', 'no');
  response.flushHeaders();
  response.write('retry: 2000\n\n');
}
