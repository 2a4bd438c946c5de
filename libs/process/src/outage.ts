import type { Logger } from '@nestjs/common';

/** Tells of an outage when it begins and when it ends, not at every attempt in between. */
export class Outage {
  private away = false;

  constructor(
    private readonly logger: Logger,
    private readonly what: string,
  ) {}

  /** An attempt failed. */
  goesOn(error: unknown): void {
    if (this.away) return;
    this.away = true;
    this.logger.warn(`${this.what}: ${error instanceof Error ? error.message : String(error)}`);
  }

  /** An attempt succeeded. */
  isOver(): void {
    if (this.away) this.logger.log(`${this.what}: over`);
    this.away = false;
  }
}
