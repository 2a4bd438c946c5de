import { Inject, Injectable } from '@nestjs/common';
import {
  type LogMessage,
  type MonitorStatus,
  type Refusal,
  type RegisterVersion,
  type Sample,
  type Tick,
  type Timeline,
  timelineKey,
  type TimelineEnd,
} from '@cofferdam/domain';
import { RedisConnection } from './redis-connection';
import { Keys } from './keys';

/** What ingestion may say; what clocks say and register versions have doors of their own. */
export type Intake = Sample | Refusal | MonitorStatus;

/**
 * Under load a write gathers what arrives meanwhile: an entry of many messages costs Redis and both readers far less
 * than many of few. A message that comes alone does not wait.
 */
const LEAST_MS_BETWEEN_WRITES = 8;
const pause = (ms: number): Promise<unknown> =>
  ms < 1 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));

interface Waiting {
  readonly messages: readonly Intake[];
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The way into the telemetry log. Calls that come while a write is under way wait for it and then go together:
 * one entry a shard, one pipeline, one fsync (architecture decision 2).
 */
@Injectable()
export class TelemetryLog {
  private waiting: Waiting[] = [];
  private writing = false;
  private writtenAt = 0;

  constructor(
    private readonly connection: RedisConnection,
    @Inject(Keys) private readonly keys: Keys,
  ) {}

  /**
   * Resolves when the messages are on Redis's disk (`appendfsync always`).
   * @throws when they are not, or when nobody can tell: then nothing may be acknowledged
   */
  append(messages: readonly Intake[]): Promise<void> {
    if (messages.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waiting.push({ messages, resolve, reject });
      if (!this.writing) {
        this.writing = true;
        setImmediate(() => void this.writeAll());
      }
    });
  }

  /** Puts a register version before all that is judged by it, once however many replicas say it. */
  async appendRegister(version: RegisterVersion): Promise<void> {
    const shard = this.keys.shardOf(version, version.park);
    const body = JSON.stringify([version]);
    await this.connection.redis.appendRegister(
      this.keys.log(shard),
      this.keys.registers(shard),
      `${timelineKey(version)}/${version.park}`,
      version.version,
      body,
    );
  }

  /**
   * Moves the clock of a drill in the log: what it makes due is judged by then, behind all that was appended before.
   * Nothing waits for it, and it for nothing.
   * @param at epoch ms of the drill's clock
   * @throws when it is not on Redis's disk; it may be said again
   */
  async appendTick({ class: class_, drill }: Timeline, park: string, at: number): Promise<void> {
    const timeline = { class: class_, drill };
    const tick: Tick = { kind: 'tick', at, heard: true, timeline };
    await this.connection.redis.xadd(
      this.keys.log(this.keys.shardOf(timeline, park)),
      '*',
      'b',
      JSON.stringify([tick]),
    );
  }

  /**
   * Has everybody who reads the log forget a drill's timeline; saying it again is harmless.
   * @throws when it is not on Redis's disk
   */
  async endTimeline({ class: class_, drill }: Timeline, park: string): Promise<void> {
    const end: TimelineEnd = { kind: 'end', class: class_, drill, park };
    const shard = this.keys.shardOf(end, park);
    const { log, registers } = this.keys;
    const name = `${timelineKey(end)}/${park}`;
    await this.connection.redis.endTimeline(log(shard), registers(shard), name, JSON.stringify([end]));
  }

  /** @throws while Redis does not take writes */
  async probe(): Promise<void> {
    await this.connection.redis.set(this.keys.probe(), Date.now());
  }

  /** Tells the rule engines for the next `ttlMs` that ingestion hears its broker. Unsaid, silence waits. */
  async setHearing(ttlMs: number): Promise<void> {
    const shards = Array.from({ length: this.keys.shards }, (_, shard) => shard);
    await Promise.all(shards.map((shard) => this.connection.redis.set(this.keys.hearing(shard), 1, 'PX', ttlMs)));
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      await pause(this.writtenAt + LEAST_MS_BETWEEN_WRITES - performance.now());
      this.writtenAt = performance.now();
      const batch = this.waiting;
      this.waiting = [];
      await this.write(batch);
    }
    this.writing = false;
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    const byShard = new Map<number, LogMessage[]>();
    const shards = batch.map(({ messages }) => messages.map((message) => this.sort(message, byShard)));
    const failed = await this.pipeline(byShard);
    batch.forEach(({ resolve, reject }, i) => {
      const failure = shards[i]?.map((shard) => failed.get(shard)).find((error) => error !== undefined);
      if (failure === undefined) resolve();
      else reject(failure);
    });
    const [failure] = failed.values();
    if (failure !== undefined) this.rejectWaiting(failure);
  }

  /** Nothing may get ahead of what has to come again, or a monitor's readings would change their order. */
  private rejectWaiting(failure: Error): void {
    for (const { reject } of this.waiting.splice(0)) reject(failure);
  }

  private sort(message: Intake, byShard: Map<number, LogMessage[]>): number {
    const shard = this.keys.shardOf(message, message.park);
    const messages = byShard.get(shard);
    if (messages === undefined) byShard.set(shard, [message]);
    else messages.push(message);
    return shard;
  }

  /** Which shards did not take their entry, and why. */
  private async pipeline(byShard: ReadonlyMap<number, LogMessage[]>): Promise<Map<number, Error>> {
    const shards = [...byShard.keys()];
    const failed = new Map<number, Error>();
    try {
      const pipeline = this.connection.redis.pipeline();
      for (const shard of shards) pipeline.xadd(this.keys.log(shard), '*', 'b', JSON.stringify(byShard.get(shard)));
      const results = (await pipeline.exec()) ?? [];
      shards.forEach((shard, i) => {
        const error = results[i] === undefined ? new Error('no answer from Redis') : results[i][0];
        if (error) failed.set(shard, error);
      });
    } catch (error) {
      for (const shard of shards) failed.set(shard, error as Error);
    }
    return failed;
  }
}
