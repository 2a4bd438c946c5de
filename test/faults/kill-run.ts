import { setTimeout as pause } from 'node:timers/promises';
import {
  type AppName,
  type BuiltProcess,
  FeedReader,
  Installation,
  manyParks,
  type ServiceName,
  type Services,
} from '@cofferdam/testing';
import { Campaign } from './campaign';
import { LogWitness } from './log-witness';
import { lossCheck, reconcile, type Reconciled } from './reconcile';

/** What is killed: one of our processes, or a service. Mosquitto is restarted in order: it keeps what it acknowledged. */
export type Victim = Exclude<AppName, 'station' | 'simulator'> | ServiceName;

export interface Run {
  readonly parks: number;
  readonly outletsEach: number;
  readonly perSecond: number;
  readonly victims: readonly Victim[];
  /** Between two kills, ms. */
  readonly everyMs: number;
  /** How long a victim stays dead, ms. */
  readonly deadMs: number;
  /** Readings of a monitor from one episode to the next. */
  readonly pattern?: number;
  /** Ends with the service judging its history again. */
  readonly judgeAgain?: boolean;
}

export interface Outcome extends Reconciled {
  readonly sent: number;
  readonly episodes: number;
  readonly kills: number;
  readonly outOfOrder: number;
  /** Events that a reader of the feed, resuming by its cursor, missed or was told twice. */
  readonly feedGaps: number;
  /** Breaches that the service found when it judged its history again, and those without an alarm (K19). */
  readonly rejudged: number;
  readonly withoutAlarm: number;
}

const APPS = ['alert-worker', 'operator-api', 'rule-engine', 'ingestion'] as const;
const isApp = (victim: Victim): victim is (typeof APPS)[number] => (APPS as readonly string[]).includes(victim);

const NOT_JUDGED = { rejudged: 0, withoutAlarm: 0 };

/** Runs the processes apart under load, kills the victims one after another, and compares from outside. */
export async function killRun(services: Services, run: Run): Promise<Outcome> {
  const { folder, places } = manyParks(run.parks, run.outletsEach);
  const installation = await Installation.make(services, { PARKS_DIR: folder }, false);
  const processes = new Map<Victim, BuiltProcess>();
  for (const app of APPS) processes.set(app, await installation.start(app));
  const witness = new LogWitness(services.urls.redisUrl, installation.env['NAMESPACE'] ?? '', 8);
  witness.start();
  const feed = new PersistentFeed(installation);
  feed.start();
  const campaign = new Campaign(services.urls.mqttUrl, places, run.perSecond, run.pattern);
  await campaign.start();
  for (const victim of run.victims) {
    await pause(run.everyMs * (0.5 + Math.random()));
    await killAndRevive(victim, services, processes, run.deadMs);
  }
  await pause(run.everyMs);
  await campaign.stop();
  const { acknowledged, expected } = campaign;
  const result = await reconcile(installation, places, acknowledged, expected);
  const loss = run.judgeAgain === true ? await lossCheck(installation, places, acknowledged) : NOT_JUDGED;
  await feed.stop();
  await witness.stop();
  await installation.stop();
  return {
    sent: acknowledged.length,
    episodes: expected.length,
    kills: run.victims.length,
    outOfOrder: witness.outOfOrder,
    feedGaps: feed.gaps,
    ...result,
    ...loss,
  };
}

async function killAndRevive(
  victim: Victim,
  services: Services,
  processes: ReadonlyMap<Victim, BuiltProcess>,
  deadMs: number,
): Promise<void> {
  if (isApp(victim)) {
    const process = processes.get(victim);
    await process?.kill('SIGKILL');
    await pause(deadMs);
    await process?.restart();
    return;
  }
  if (victim === 'mosquitto') await services.halt(victim);
  else await services.kill(victim);
  await pause(deadMs);
  await services.start(victim);
}

/** A screen that reconnects with the last number it saw, and counts what does not follow on. */
class PersistentFeed {
  gaps = 0;
  private seen = 0;
  private stopped = false;
  private running: Promise<void> | undefined;

  constructor(private readonly installation: Installation) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const { api, demo } = this.installation;
      const feed = await FeedReader.open(api, demo.operator.token, this.seen).catch(() => null);
      let taken = 0;
      while (feed !== null && !feed.ended && !this.stopped) {
        await pause(100);
        taken = this.follow(feed, taken);
      }
      if (feed !== null) this.follow(feed, taken);
      feed?.close();
      await pause(100);
    }
  }

  private follow(feed: FeedReader, from: number): number {
    for (const { event } of feed.events.slice(from)) {
      if (event.seq !== this.seen + 1) this.gaps += 1;
      this.seen = event.seq;
    }
    return feed.events.length;
  }
}
