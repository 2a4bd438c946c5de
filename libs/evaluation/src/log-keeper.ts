import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { compareOrder, type Severity } from '@cofferdam/domain';
import { SystemAlarms } from '@cofferdam/records';
import { Shards } from '@cofferdam/redis';
import { type HeldShard, ShardKeeper } from './shard-keeper';

const LOOK_MS = 5_000;
/** Shares of a shard's byte budget at which its alarm rises; at the last one history gives way. */
const FULL = 0.9;
const LEVELS: readonly (readonly [share: number, severity: Severity])[] = [
  [FULL, 'red'],
  [0.75, 'orange'],
  [0.5, 'yellow'],
];

/** Keeps the telemetry log within its bytes: forgets what both readers have, and says so when it fills. */
@Injectable()
export class LogKeeper {
  private readonly logger = new Logger(LogKeeper.name);
  private readonly levels = new Map<number, Severity>();
  private busy = false;

  constructor(
    private readonly keeper: ShardKeeper,
    private readonly shards: Shards,
    private readonly alarms: SystemAlarms,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Interval(LOOK_MS)
  async look(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (const [shard, work] of this.keeper.holding) await this.keep(shard, work);
    } catch (error) {
      this.logger.debug(`not trimmed: ${(error as Error).message}`);
    } finally {
      this.busy = false;
    }
  }

  private async keep(shard: number, { judge, history }: HeldShard): Promise<void> {
    await this.shards.trim(shard, earlier(judge.safeOffset, history.safeOffset));
    const share = (await this.shards.bytes(shard)) / (this.settings.logBudgetBytes / this.shards.count);
    if (share >= FULL && isBefore(history.safeOffset, judge.safeOffset)) history.giveUpBefore(judge.safeOffset);
    await this.report(shard, share);
  }

  private async report(shard: number, share: number): Promise<void> {
    const severity = LEVELS.find(([level]) => share >= level)?.[1];
    if (severity === this.levels.get(shard)) return;
    const subject = { kind: 'system', id: `telemetry-log-${shard}` } as const;
    if (severity === undefined) await this.alarms.clear({ subject, rule: 'log-budget' });
    else {
      const explain = `Shard ${shard} of the telemetry log fills ${Math.round(100 * share)} % of its bytes; history lags.`;
      await this.alarms.raise({ subject, rule: 'log-budget', severity, explain });
    }
    if (severity === undefined) this.levels.delete(shard);
    else this.levels.set(shard, severity);
  }
}

/** `0` is the place before the first entry. */
const isBefore = (a: string, b: string): boolean => b !== '0' && (a === '0' || compareOrder([a, 0], [b, 0]) < 0);
const earlier = (a: string, b: string): string => (isBefore(a, b) ? a : b);
