import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { LIVE } from '@cofferdam/domain';
import { Register, type RegisteredPark } from '@cofferdam/records';
import { TelemetryLog } from '@cofferdam/redis';
import { Identity } from './identity';

const EVERY_MS = 2_000;

/**
 * Keeps the identity up to date with the register. A new version of a park is in the telemetry log before the first
 * reading is taken under it. While PostgreSQL or Redis is away the last known register holds.
 */
@Injectable()
export class RegisterWatch implements OnModuleDestroy {
  private readonly logger = new Logger('RegisterWatch');
  private current = new Identity([]);
  private parks = new Map<string, RegisteredPark>();
  private timer: NodeJS.Timeout | undefined;
  private ended = false;
  private away = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly register: Register,
    private readonly log: TelemetryLog,
  ) {}

  get identity(): Identity {
    return this.current;
  }

  /** Told after each change. */
  watch(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Reads the register now and from then on; a register that cannot be read is asked for again. */
  async start(): Promise<void> {
    try {
      await this.refresh();
      this.away = false;
    } catch (error) {
      if (!this.away) this.logger.warn(`The register is away: ${String(error)}`);
      this.away = true;
    }
    if (!this.ended) this.timer = setTimeout(() => void this.start(), EVERY_MS);
  }

  onModuleDestroy(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  /** @throws when PostgreSQL or Redis is away; nothing has changed then */
  async refresh(): Promise<void> {
    const versions = Object.fromEntries([...this.parks.values()].map(({ park, version }) => [park, version]));
    const changed = await this.register.since(versions);
    if (changed.length === 0) return;
    await Promise.all(changed.map((park) => this.announce(park)));
    for (const park of changed) this.parks.set(park.park, park);
    this.current = new Identity([...this.parks.values()]);
    this.logger.log(`Register: ${changed.length} parks new or changed, ${this.parks.size} known`);
    for (const listener of this.listeners) listener();
  }

  private announce({ park, version, document }: RegisteredPark): Promise<void> {
    return this.log.appendRegister({ kind: 'register', ...LIVE, park, version, document });
  }
}
