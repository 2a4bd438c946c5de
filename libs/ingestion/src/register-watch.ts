import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { LIVE } from '@cofferdam/domain';
import { type DrillDevices, Drills, Register, type RegisteredPark } from '@cofferdam/records';
import { TelemetryLog } from '@cofferdam/redis';
import { Identity } from './identity';

const EVERY_MS = 2_000;
/** A drill's devices are heard so long after its start at most, and no longer after its end. */
const DRILLS_EVERY_MS = 500;

/**
 * Keeps the identity up to date with the register and with the drills that are under way. A new version of a park is in
 * the telemetry log before the first reading is taken under it. While PostgreSQL or Redis is away what was known last
 * holds.
 */
@Injectable()
export class RegisterWatch implements OnModuleDestroy {
  private readonly logger = new Logger('RegisterWatch');
  private current = new Identity([]);
  private parks = new Map<string, RegisteredPark>();
  private underWay: readonly DrillDevices[] = [];
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly away = new Set<string>();
  private ended = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly register: Register,
    private readonly drills: Drills,
    private readonly log: TelemetryLog,
  ) {}

  get identity(): Identity {
    return this.current;
  }

  /** Told after each change of the register. */
  watch(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Reads the register and the drills now and from then on; what cannot be read is asked for again. */
  async start(): Promise<void> {
    await this.follow('register', EVERY_MS, () => this.refresh());
    await this.follow('list of drills', DRILLS_EVERY_MS, () => this.refreshDrills());
  }

  onModuleDestroy(): void {
    this.ended = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  /** @throws when PostgreSQL or Redis is away; nothing has changed then */
  async refresh(): Promise<void> {
    const versions = Object.fromEntries([...this.parks.values()].map(({ park, version }) => [park, version]));
    const changed = await this.register.since(versions);
    if (changed.length === 0) return;
    await Promise.all(changed.map((park) => this.announce(park)));
    for (const park of changed) this.parks.set(park.park, park);
    this.renew();
    this.logger.log(`Register: ${changed.length} parks new or changed, ${this.parks.size} known`);
    for (const listener of this.listeners) listener();
  }

  /** @throws when PostgreSQL is away; nothing has changed then */
  async refreshDrills(): Promise<void> {
    const underWay = await this.drills.devices();
    if (namesOf(underWay) === namesOf(this.underWay)) return;
    this.underWay = underWay;
    this.renew();
    this.logger.log(`Drills under way: ${namesOf(underWay) || 'none'}`);
  }

  private renew(): void {
    this.current = new Identity([...this.parks.values()], this.underWay);
  }

  private async follow(what: string, everyMs: number, read: () => Promise<void>): Promise<void> {
    try {
      await read();
      this.away.delete(what);
    } catch (error) {
      if (!this.away.has(what)) this.logger.warn(`The ${what} is away: ${String(error)}`);
      this.away.add(what);
    }
    if (this.ended) return;
    const again = (): void => void this.follow(what, everyMs, read);
    this.timers.set(what, setTimeout(again, everyMs));
  }

  private announce({ park, version, document }: RegisteredPark): Promise<void> {
    return this.log.appendRegister({ kind: 'register', ...LIVE, park, version, document });
  }
}

/** A drill's devices do not change while it is under way. */
const namesOf = (drills: readonly DrillDevices[]): string => drills.map(({ id }) => id).join(', ');
