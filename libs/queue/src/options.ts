import type { DefaultJobOptions, QueueOptions, WorkerOptions } from 'bullmq';
import type { Settings } from '@cofferdam/config';

export type QueueSettings = Pick<Settings, 'redisQueueUrl' | 'namespace'>;

/** A bell that has rung is forgotten, so that its id is free; one that failed is kept for the auditor. */
export const FAILED_KEPT_MS = 600_000;
const FAILED_KEPT = 1_000;

const JOBS: DefaultJobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: { count: FAILED_KEPT } };

/** True once the process ends: nobody reconnects any more, and what still waits for Redis is given up. */
type Over = () => boolean;

/** Without `maxRetriesPerRequest: null` a worker ends with its first lost connection. BullMQ's own delay grows to 20 s. */
const connection = ({ redisQueueUrl }: QueueSettings, over: Over) => ({
  url: redisQueueUrl,
  maxRetriesPerRequest: null,
  retryStrategy: (attempt: number): number | null => (over() ? null : Math.min(50 * attempt, 1_000)),
});

export const queueOptions = (settings: QueueSettings, over: Over): QueueOptions => ({
  connection: connection(settings, over),
  prefix: settings.namespace,
  defaultJobOptions: JOBS,
  streams: { events: { maxLen: 100 } },
});

/**
 * A killed worker's bells are taken up by another within seconds (BullMQ's defaults: up to a minute, and a second kill
 * fails a job for good).
 */
export const workerOptions = (settings: QueueSettings, over: Over): WorkerOptions => ({
  connection: connection(settings, over),
  prefix: settings.namespace,
  concurrency: 50,
  lockDuration: 5_000,
  stalledInterval: 2_000,
  maxStalledCount: 1_000_000,
  runRetryDelay: 500,
  drainDelay: 2,
});
