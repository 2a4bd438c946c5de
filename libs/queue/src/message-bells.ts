import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS } from '@cofferdam/config';
import { Outage } from '@cofferdam/process';
import { Queue, Worker } from 'bullmq';
import { queueOptions, type QueueSettings, workerOptions } from './options';
import { within } from './within';

/** The queue of messages to people; a queue's name has no `:`. */
export const MESSAGES = 'messages';

/** What there is to do: say who is told (null), or send what waits for a channel. What waits the records know. */
export interface MessageJob {
  readonly channel: string | null;
}

const jobIdOf = ({ channel }: MessageJob): string => (channel === null ? 'expand' : `channel-${channel}`);

/**
 * Has messages sent as soon as they are written, by whichever process has a hand free. A job says where something waits
 * and carries nothing; one that Redis loses is found by whoever looks into the records.
 */
@Injectable()
export class MessageBells implements OnModuleDestroy, OnApplicationShutdown {
  private readonly queue: Queue<MessageJob, void, string>;
  private worker: Worker<MessageJob, void, string> | null = null;
  private readonly waiting = new Map<string, MessageJob>();
  private hanging: Promise<void> | null = null;
  private closed = false;
  private readonly outage = new Outage(
    new Logger(MessageBells.name),
    'messages to people are found by looking for them',
  );

  constructor(@Inject(SETTINGS) private readonly settings: QueueSettings) {
    this.queue = new Queue(
      MESSAGES,
      queueOptions(settings, () => this.closed),
    );
    this.queue.on('error', (error) => this.outage.goesOn(error));
  }

  /** Never throws and is never waited for; while Redis is away jobs are forgotten. */
  ring(jobs: readonly MessageJob[]): void {
    if (this.closed) return;
    for (const job of jobs) this.waiting.set(jobIdOf(job), job);
    this.hanging ??= this.hang().finally(() => (this.hanging = null));
  }

  /** @param handler one call a channel at a time; what it throws counts as a failed job */
  listen(handler: (job: MessageJob) => Promise<void>): void {
    if (this.worker !== null || this.closed) return;
    const worker = new Worker<MessageJob, void, string>(
      MESSAGES,
      ({ data }) => handler(data),
      workerOptions(this.settings, () => this.closed),
    );
    worker.on('error', (error) => this.outage.goesOn(error));
    worker.on('ready', () => this.outage.isOver());
    this.worker = worker;
  }

  /** Nothing is handed over any more once this resolves. */
  async onModuleDestroy(): Promise<void> {
    this.closed = true;
    await within(this.worker?.close(), 1_000);
  }

  async onApplicationShutdown(): Promise<void> {
    await within(this.queue.close(), 1_000);
  }

  private async hang(): Promise<void> {
    await Promise.resolve(); // what one commit writes comes one by one
    while (this.waiting.size > 0 && !this.closed) {
      const jobs = [...this.waiting].map(([jobId, data]) => ({ name: 'send', data, opts: { jobId } }));
      this.waiting.clear();
      try {
        await this.queue.addBulk(jobs);
        this.outage.isOver();
      } catch (error) {
        this.outage.goesOn(error);
      }
    }
  }
}
