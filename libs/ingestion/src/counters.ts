import { Injectable } from '@nestjs/common';
import type { RefusalReason } from '@cofferdam/domain';

/** What intake has done since the process started. Plain numbers: they are counted for every packet. */
@Injectable()
export class IntakeCounters {
  packets = 0;
  /** Packets that the broker had sent before and that were not answered then. */
  redelivered = 0;
  samples = 0;
  /** Receipts and HJ 212 answers handed to the publisher. */
  receipts = 0;
  slotsHeld = 0;
  slotsOpen = 0;
  takenOver = 0;
  quarantineDropped = 0;
  readonly refusals = new Map<RefusalReason, number>();

  refused(reason: RefusalReason): void {
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }
}
