import type { Leases } from '@cofferdam/redis';

const LEASE_MS = 4_000;
const RENEW_MS = 1_000;

/** That a drill is ours to drive. It ends by itself when it cannot be renewed; whoever drives by it stops at once. */
export class Lease {
  private readonly lost = new AbortController();
  private until: number;
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly leases: Leases,
    private readonly name: string,
    private readonly owner: string,
    takenAt: number,
  ) {
    this.until = takenAt + LEASE_MS;
  }

  /** Null where somebody else drives it. @throws while Redis is away */
  static async take(leases: Leases, drill: string, owner: string): Promise<Lease | null> {
    const at = performance.now();
    const name = `drill-${drill}`;
    if (!(await leases.hold(name, owner, LEASE_MS))) return null;
    const lease = new Lease(leases, name, owner, at);
    lease.timer = setInterval(() => void lease.renew(), RENEW_MS);
    return lease;
  }

  /** Aborted once it is lost or given back. A process that was paused finds out before it does anything more. */
  get signal(): AbortSignal {
    if (performance.now() >= this.until) this.lose();
    return this.lost.signal;
  }

  /** Whoever drives by it stops; it is held until `release`. */
  lose(): void {
    this.lost.abort();
  }

  async release(): Promise<void> {
    this.lose();
    clearInterval(this.timer);
    await this.leases.release(this.name, this.owner).catch(() => undefined); // it ends by itself
  }

  private async renew(): Promise<void> {
    const at = performance.now();
    const held = await this.leases.hold(this.name, this.owner, LEASE_MS).catch(() => null);
    if (held === true) this.until = at + LEASE_MS;
    else if (held === false || performance.now() >= this.until) this.lose();
  }
}
