import { Inject, Injectable } from '@nestjs/common';
import {
  allotDrillPersons,
  allotDrillPosts,
  allotInTurn,
  allotPersons,
  allotPosts,
  type ChannelSetup,
  type InTurn,
  isGrave,
  lanesForExercise,
} from '@cofferdam/domain';
import {
  type ChannelHealth,
  Channels,
  ChannelSends,
  Deliveries,
  type Delivery,
  Records,
  type Tx,
} from '@cofferdam/records';
import { Onwards } from './onwards';
import { type Voices, VOICES } from './texts';

/** Deliveries that are looked at for one send: a digest takes that many at most. */
const AT_ONCE = 500;
/** A channel that fails is tried with one message at a time, so far apart, ms. */
const PROBE_MS = 2_000;

/** What goes out as one message. */
export interface Claim {
  readonly setup: ChannelSetup;
  readonly deliveries: readonly Delivery[];
  /** Of the channel's log of sends; null where nothing counts them. */
  readonly send: number | null;
  /** By this process's monotonic clock, ms. */
  readonly at: number;
}

/** Takes what may go out over a channel now, within its allowances, in a short transaction. */
@Injectable()
export class Claims {
  constructor(
    private readonly records: Records,
    private readonly channels: Channels,
    private readonly deliveries: Deliveries,
    private readonly sends: ChannelSends,
    private readonly onwards: Onwards,
    @Inject(VOICES) private readonly voices: Voices,
  ) {}

  /** @param most how many messages the caller can send at once */
  async next(channel: string, worker: string, most: number): Promise<Claim[]> {
    return this.records.transaction(async (tx) => {
      const health = await this.sends.lock(tx, channel);
      const setup = await this.channels.get(tx, channel);
      if (setup === null || !setup.enabled) return this.giveUp(tx, channel);
      const failing = health.failingMs !== null;
      if (health.blockedMs > 0) return [];
      const waiting = await this.deliveries.waiting(tx, channel, AT_ONCE);
      if (waiting.length === 0) return [];
      const ready = failing ? await this.onwards.past(tx, waiting, health.failingMs ?? 0) : waiting;
      if (failing && health.probedMs < PROBE_MS) return [];
      const { live, exercise } = await this.allot(tx, setup, ready);
      // One probe of a failing channel is anybody's; else there is always a lane that no drill keeps busy.
      const groups = failing
        ? [...live, ...exercise].slice(0, 1)
        : [...live.slice(0, most), ...exercise.slice(0, lanesForExercise(most - Math.min(most, live.length)))];
      return this.take(tx, { setup, worker, health }, ready, groups);
    });
  }

  private async allot(
    tx: Tx,
    { id, kind }: ChannelSetup,
    waiting: readonly Delivery[],
  ): Promise<ReturnType<typeof allotInTurn>> {
    const { allowances, reserved, collective } = this.voices.channelOf(kind);
    const used = await this.sends.used(tx, id, allowances);
    const budget = { ...used, reserved };
    const those = waiting.map((one): InTurn => ({ ...one, grave: isGrave(one) }));
    if (collective) return allotInTurn(those, budget, { live: allotPosts, exercise: allotDrillPosts });
    const recipients = those.map(({ recipient }) => recipient);
    const recent = await this.deliveries.lately(tx, id, recipients);
    return allotInTurn(those, budget, {
      live: (some, left) => allotPersons(some, left, recent),
      exercise: allotDrillPersons,
    });
  }

  private async take(
    tx: Tx,
    { setup, worker, health }: { setup: ChannelSetup; worker: string; health: ChannelHealth },
    waiting: readonly Delivery[],
    groups: readonly (readonly number[])[],
  ): Promise<Claim[]> {
    if (groups.length === 0) return [];
    const order = new Map(waiting.map(({ id }, n) => [id, n]));
    const claimed = await this.deliveries.claim(tx, groups.flat(), worker);
    const lists = groups.map((ids) =>
      ids.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).flatMap((id) => claimed.get(id) ?? []),
    );
    const counted = this.voices.channelOf(setup.kind).allowances.length > 0;
    // What a drill sends counts as lighter: it must not look as if grave live messages came.
    const graves = lists.map((list) => list.some((one) => one.class === 'actual' && isGrave(one)));
    const sends = counted ? await this.sends.begin(tx, setup.id, graves) : [];
    if (health.failingMs !== null) await this.sends.probing(tx, setup.id);
    const at = performance.now();
    return lists.map((deliveries, n) => ({ setup, deliveries, send: sends[n] ?? null, at }));
  }

  /** A channel that was taken away or switched off takes nothing any more. */
  private async giveUp(tx: Tx, channel: string): Promise<Claim[]> {
    const waiting = await this.deliveries.waiting(tx, channel, AT_ONCE);
    await this.onwards.fromNowhere(tx, waiting);
    return [];
  }
}
