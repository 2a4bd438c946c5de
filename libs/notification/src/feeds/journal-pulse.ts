import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Journal } from '@cofferdam/records';

/** Tells the feeds of this process that the journal has grown: one connection for all of them. */
@Injectable()
export class JournalPulse implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly told: (() => void)[] = [];
  private stop: () => Promise<void> = () => Promise.resolve();

  constructor(private readonly journal: Journal) {}

  /** A pulse may be missed; who is told looks for himself now and then. */
  onGrowth(fn: () => void): void {
    this.told.push(fn);
  }

  async onApplicationBootstrap(): Promise<void> {
    this.stop = await this.journal.listen(() => this.told.forEach((fn) => fn()));
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }
}
