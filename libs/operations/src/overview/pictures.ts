import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type AlarmView, type JournalEvent, LIVE, type Timeline, timelineKey, viewAlarm } from '@cofferdam/domain';
import { Metrics, Outage } from '@cofferdam/process';
import { Alarms, Records, Register, type Tx } from '@cofferdam/records';
import { FeedHub, type JournalListener } from '../feed/feed-hub';
import { Picture } from './picture';

const ALARMS_A_READ = 5_000;
const AFTER_FAILURE_MS = 1_000;
/** Timelines besides the live one that are held at most; the one that nobody asked for the longest goes first. */
const OTHER_TIMELINES = 16;

interface Held {
  readonly timeline: Timeline;
  picture: Picture | null;
  loading: Promise<Picture> | null;
  /** What was heard while it is being loaded. */
  missed: JournalEvent[];
  /** What the journal said has a gap since the picture was taken. */
  broken: boolean;
  /** Something came up while it is being loaded: once more. */
  again: boolean;
}

/** Pictures of the open alarms that follow the journal: taken from a snapshot, and again where events were missed. */
@Injectable()
export class Pictures implements JournalListener, OnModuleInit, OnModuleDestroy {
  private readonly outage = new Outage(new Logger(Pictures.name), 'the open alarms cannot be read');
  private readonly held = new Map<string, Held>();
  private readonly reloads;
  private readonly begun: Promise<void>;
  private begin: () => void = () => undefined;
  private heard = 0;
  private stopped = false;

  constructor(
    private readonly records: Records,
    private readonly alarms: Alarms,
    private readonly register: Register,
    private readonly hub: FeedHub,
    metrics: Metrics,
  ) {
    this.begun = new Promise((resolve) => (this.begin = resolve));
    this.reloads = metrics.counter('overview_loads_total', 'Times the open alarms were read as a whole', ['why']);
    metrics.gauge('overview_alarms', 'Open alarms of what is real', (gauge) => {
      gauge.set(this.held.get(timelineKey(LIVE))?.picture?.size ?? 0);
    });
  }

  onModuleInit(): void {
    this.hub.tell(this);
  }

  onModuleDestroy(): void {
    this.stopped = true;
  }

  began(position: number): void {
    this.heard = position;
    this.begin();
    this.of(LIVE).catch(() => undefined); // who asks for it tries again
  }

  hear(events: readonly JournalEvent[]): void {
    const fresh = events.filter(({ seq }) => seq > this.heard);
    const last = fresh.at(-1);
    if (last === undefined) return;
    const whole = last.seq - this.heard === fresh.length;
    this.heard = last.seq;
    const moved = fresh.some(({ type }) => type === 'registry.changed');
    for (const held of this.held.values()) {
      held.broken ||= !whole;
      held.missed.push(...(held.loading === null ? [] : fresh));
      if (!held.broken) held.picture?.hear(fresh);
      if (!whole || moved) this.reload(held, whole ? 'register' : 'gap');
    }
  }

  /** @throws whatever PostgreSQL says when the picture has to be taken and cannot be */
  async of(timeline: Timeline): Promise<Picture> {
    await this.begun;
    const key = timelineKey(timeline);
    const held = this.held.get(key) ?? {
      ...{ timeline, picture: null, loading: null, missed: [], broken: false, again: false },
    };
    this.held.delete(key); // re-inserted at the end: the first key is the one that nobody asked for the longest
    this.held.set(key, held);
    this.forget();
    if (held.picture !== null && !held.broken) return held.picture;
    return (held.loading ??= this.load(held, 'first'));
  }

  private forget(): void {
    const others = [...this.held.keys()].filter((key) => key !== timelineKey(LIVE));
    for (const key of others.slice(0, -OTHER_TIMELINES)) this.held.delete(key);
  }

  private reload(held: Held, why: 'register' | 'gap'): void {
    if (held.loading !== null) held.again = true;
    else held.loading = this.load(held, why);
    held.loading.catch((error: unknown) => {
      this.outage.goesOn(error);
      void pause(AFTER_FAILURE_MS, undefined, { ref: false }).then(() => {
        if (!this.stopped && held.loading === null) this.reload(held, why);
      });
    });
  }

  private async load(held: Held, why: 'first' | 'register' | 'gap'): Promise<Picture> {
    this.reloads.inc({ why });
    try {
      for (;;) {
        Object.assign(held, { missed: [], again: false });
        const picture = await this.take(held.timeline);
        this.outage.isOver();
        if (held.again) continue;
        picture.hear(held.missed);
        Object.assign(held, { picture, broken: false });
        return picture;
      }
    } catch (error) {
      held.broken = true;
      throw error;
    } finally {
      held.loading = null;
      held.missed = [];
    }
  }

  private take(timeline: Timeline): Promise<Picture> {
    return this.records.snapshot(async (tx, asOf) => {
      const parks = await this.register.all(tx);
      return new Picture(timeline, parks, await this.open(tx, timeline), asOf);
    });
  }

  private async open(tx: Tx, timeline: Timeline): Promise<AlarmView[]> {
    const all: AlarmView[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const from = after === undefined ? {} : { after };
      const filter = { ...timeline, parks: '*', open: true, limit: ALARMS_A_READ, ...from } as const;
      const { items, next } = await this.alarms.list(tx, filter);
      all.push(...items.map(viewAlarm));
      after = next;
    }
    return all;
  }
}
