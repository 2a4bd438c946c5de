import { Injectable } from '@nestjs/common';
import type { Drill } from '@cofferdam/domain';
import type { Tx } from '@cofferdam/records';

/** Stand-in for the after-action report. */
@Injectable()
export class DrillReporter {
  make(_: Tx, drill: Drill): Promise<unknown> {
    return Promise.resolve({ drill: drill.id });
  }
}
