import { statfs } from 'node:fs/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy, Optional } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { RedisConnection } from '@cofferdam/redis';
import { Admission } from './admission';
import { SystemWarnings } from './system-warnings';

/** Shares of the disk, 0 to 1, and how often it is looked at. */
export interface DiskLimits {
  /** A warning below this share free. */
  readonly warn: number;
  /** Intake stops below it: Redis with `appendfsync always` ends itself on a full disk. */
  readonly stop: number;
  readonly everyMs: number;
}
export const DISK_LIMITS = Symbol('disk limits');
const USUAL: DiskLimits = { warn: 0.15, stop: 0.05, everyMs: 10_000 };
/** Intake goes on only this much above the stop, so that it does not flutter. */
const MARGIN = 0.01;
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Watches the disk of the log's Redis where that is this machine's. Elsewhere its operators' monitoring has to. */
@Injectable()
export class DiskWatch implements OnModuleDestroy {
  private readonly logger = new Logger('DiskWatch');
  private readonly limits: DiskLimits;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly connection: RedisConnection,
    private readonly admission: Admission,
    private readonly warnings: SystemWarnings,
    @Optional() @Inject(DISK_LIMITS) limits?: DiskLimits,
  ) {
    this.limits = limits ?? USUAL;
  }

  async start(): Promise<void> {
    if (!LOCAL.has(new URL(this.settings.redisUrl).hostname)) {
      this.logger.log('Redis is on another machine: watch its disk there');
      return;
    }
    this.timer = setInterval(() => void this.look(), this.limits.everyMs);
    await this.look();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Free share of Redis's disk, 0 to 1; null where it cannot be told. */
  async free(): Promise<number | null> {
    try {
      const answer = (await this.connection.redis.config('GET', 'dir')) as unknown;
      const folder = Array.isArray(answer) ? (answer as string[])[1] : (answer as Record<string, string>)['dir'];
      if (folder === undefined) return null;
      const { bavail, blocks } = await statfs(folder);
      return blocks > 0 ? bavail / blocks : null;
    } catch {
      return null;
    }
  }

  async look(): Promise<void> {
    const free = await this.free();
    if (free === null) return;
    const text = `${(free * 100).toFixed(1)} % of the disk of Redis is free.`;
    const grave = free < this.limits.stop ? 'red' : 'orange';
    this.warnings.set('disk', free < this.limits.warn ? grave : null, text);
    if (free < this.limits.stop) this.admission.obstruct('disk-full', text);
    else if (free >= this.limits.stop + MARGIN) this.admission.clear('disk-full');
  }
}
