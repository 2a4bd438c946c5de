import { Logger } from '@nestjs/common';
import type { LogMessage, Sample } from '@cofferdam/domain';
import type { History } from '@cofferdam/history';
import type { QuarantineStore } from '@cofferdam/records';
import type { Entry, Shards } from '@cofferdam/redis';
import type { EvaluationMetrics } from './evaluation-metrics';
import type { HandOver } from './hand-over';
import { pause } from './pause';
import { Recogniser } from './recogniser';

/** Batches of this size cost InfluxDB least (design measurements: 118,000 points/s). */
const SAMPLES_A_WRITE = 5_000;
const ENTRIES_A_READ = 500;
/** Gathered between two writes: one write of many points costs both sides far less than many of few. */
const GATHER_MS = 200;
/** A crash writes again what came since, which changes nothing. */
const CHECKPOINT_MS = 10_000;
const LONGEST_RETRY_MS = 5_000;

/** Epoch ms. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Name of the part of the checkpoint that holds the gaps; all others are the recogniser's. */
const GAPS = 'gaps';

/** Timestamp part of an entry id, epoch ms. */
const timeOf = (id: string): number => Number(id.split('-')[0]);

/**
 * The second reader of a shard's log: writes its samples into history, at its own pace. InfluxDB may be away for
 * hours; no judgement waits for it.
 */
export class HistoryReader {
  private readonly logger: Logger;
  private readonly recogniser = new Recogniser();
  /** Place up to which everything is written; a crash writes again from `stored`, which changes nothing. */
  private written = '0';
  private stored = '0';
  private storedAt = 0;
  /** Place to which the log must be given up, because it has no room. */
  private skip: string | undefined;
  /** Stretches that were given up and are not yet recorded in history, which is away. */
  private gaps: Gap[] = [];
  private stopped = false;
  private running: Promise<void> | undefined;

  constructor(
    readonly shard: number,
    private readonly owner: string,
    private readonly shards: Shards,
    private readonly history: History,
    private readonly quarantine: QuarantineStore,
    private readonly metrics: EvaluationMetrics,
    private readonly handOver: HandOver,
  ) {
    this.logger = new Logger(`History of shard ${shard}`);
  }

  /** Place in the log up to which everything is in history. */
  get safeOffset(): string {
    return this.stored;
  }

  start(): void {
    this.running = this.run().catch((error: unknown) => this.logger.error('stopped', (error as Error).stack));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** The log has no room left: history gives up what is before `position`, as a recorded gap. */
  giveUpBefore(position: string): void {
    this.skip = position;
  }

  private async run(): Promise<void> {
    const offset = await this.load();
    if (offset === undefined) return;
    this.stored = this.written = offset;
    while (!this.stopped) {
      await this.jump();
      const entries = this.handOver.take(this.written) ?? (await this.untilDone(() => this.read()));
      await this.store(entries ?? []);
      if (Date.now() - this.storedAt > CHECKPOINT_MS && this.written !== this.stored)
        await this.checkpoint(this.written);
      if ((entries?.length ?? 0) < ENTRIES_A_READ) await pause(GATHER_MS);
    }
  }

  private read(): Promise<Entry<LogMessage>[]> {
    return this.shards.read(this.shard, this.written, ENTRIES_A_READ);
  }

  private async load(): Promise<string | undefined> {
    const start = await this.untilDone(() => this.shards.load(this.shard, 'history'));
    if (start === undefined) return undefined;
    const { [GAPS]: gaps, ...known } = start.parts;
    this.recogniser.load(known);
    this.gaps = gaps === undefined ? [] : (JSON.parse(gaps) as Gap[]);
    return start.offset;
  }

  private async store(entries: readonly Entry<LogMessage>[]): Promise<void> {
    let samples: Sample[] = [];
    for (const [i, { id, messages }] of entries.entries()) {
      samples.push(...(await this.newsOf(id, messages)));
      if (samples.length < SAMPLES_A_WRITE && i < entries.length - 1) continue;
      const batch = samples;
      const refused = await this.unlessGivenUp(async () => {
        await this.recordGaps();
        return this.history.write(batch);
      });
      if (refused === undefined) return;
      await this.setAside(refused);
      this.metrics.stored.inc(batch.length - refused.length);
      this.written = id;
      samples = [];
      if (this.skip !== undefined) return;
    }
  }

  /** The samples that history does not have yet; what a correction or a late reading overwrites is kept first. */
  private async newsOf(id: string, messages: readonly LogMessage[]): Promise<Sample[]> {
    const news: Sample[] = [];
    for (const message of messages) {
      if (message.kind === 'end') this.recogniser.forget(message);
      if (message.kind !== 'sample') continue;
      const kind = this.recogniser.recognise(message);
      if (kind === 'duplicate') continue;
      if (kind !== 'new') await this.unlessGivenUp(() => this.history.keepRevision(message, id));
      news.push(message);
    }
    return news;
  }

  private async setAside(refused: Awaited<ReturnType<History['write']>>): Promise<void> {
    if (refused.length === 0) return;
    this.metrics.refused.inc(refused.length);
    const rows = refused.map(({ sample, detail }) => ({
      at: sample.receivedAt,
      reason: 'history-refused' as const,
      class: sample.class,
      park: sample.park,
      outlet: sample.outlet,
      monitor: sample.monitor,
      topic: '',
      detail,
      payload: Buffer.from(JSON.stringify(sample)),
    }));
    await this.untilDone(() => this.quarantine.add(rows));
  }

  private async checkpoint(id: string): Promise<boolean> {
    const changed = {
      ...this.recogniser.takeDirty(),
      [GAPS]: this.gaps.length === 0 ? null : JSON.stringify(this.gaps),
    };
    const owner = await this.untilDone(() => this.shards.checkpoint(this.shard, 'history', this.owner, id, changed));
    if (owner !== true) this.stopped = true;
    else this.stored = this.written = id;
    this.storedAt = Date.now();
    return owner === true;
  }

  private async jump(): Promise<void> {
    const position = this.skip;
    if (position === undefined) return;
    await this.load(); // forgets what was recognised and then not written
    this.skip = undefined;
    this.gaps.push({ from: timeOf(this.written), to: timeOf(position) });
    if (await this.checkpoint(position)) this.logger.error(`gave up the log before ${position}: no room for more`);
  }

  private async recordGaps(): Promise<void> {
    for (let gap = this.gaps[0]; gap !== undefined; gap = this.gaps[0]) {
      await this.history.recordGap(this.shard, gap.from, gap.to);
      this.gaps.shift();
    }
  }

  /** As `untilDone`, and undefined as well when the log has no room to wait for history. */
  private unlessGivenUp<T>(work: () => Promise<T>): Promise<T | undefined> {
    return this.untilDone(work, () => this.skip !== undefined);
  }

  /** The work's answer, tried again while a service is away; undefined when told to stop. */
  private async untilDone<T>(work: () => Promise<T>, enough = () => false): Promise<T | undefined> {
    for (let wait = 100; !this.stopped && !enough(); wait = Math.min(2 * wait, LONGEST_RETRY_MS)) {
      try {
        return await work();
      } catch (error) {
        if (wait === 800) this.logger.warn(`waiting: ${(error as Error).message}`);
        await pause(wait);
      }
    }
    return undefined;
  }
}
