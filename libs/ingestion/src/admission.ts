import { Injectable, Logger } from '@nestjs/common';

/** Why no packet is taken: what we would acknowledge could not be kept. */
export type Obstacle = 'log-away' | 'disk-full';

/** Whether packets may be taken now. Everybody who finds an obstacle says so here; the slots listen. */
@Injectable()
export class Admission {
  private readonly logger = new Logger('Admission');
  private readonly obstacles = new Set<Obstacle>();
  private readonly listeners = new Set<(open: boolean) => void>();

  get open(): boolean {
    return this.obstacles.size === 0;
  }

  /** What stands in the way, sorted. */
  get why(): Obstacle[] {
    return [...this.obstacles].sort();
  }

  /** Told at each change; answers how to stop listening. */
  watch(listener: (open: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  obstruct(obstacle: Obstacle, detail: string): void {
    if (this.obstacles.has(obstacle)) return;
    this.logger.error(`Intake stops (${obstacle}): ${detail}`);
    this.change(() => this.obstacles.add(obstacle));
  }

  clear(obstacle: Obstacle): void {
    if (!this.obstacles.has(obstacle)) return;
    this.logger.log(`Intake: ${obstacle} is over`);
    this.change(() => this.obstacles.delete(obstacle));
  }

  private change(apply: () => void): void {
    const before = this.open;
    apply();
    if (this.open !== before) for (const listener of this.listeners) listener(this.open);
  }
}
