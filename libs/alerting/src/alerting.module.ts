import { Module } from '@nestjs/common';
import { AlertWorker } from './alert-worker';
import { Auditor } from './auditor';
import { ConditionApplier } from './condition-applier';
import { ParkImport } from './park-import';
import { TimelineMerging } from './timeline-merging';
import { TimersModule } from './timers/timers.module';

/** Makes alarms of conditions, lets deadlines fire, numbers the journal, keeps the register at what the park files say. */
@Module({
  imports: [TimersModule],
  providers: [ParkImport, TimelineMerging, ConditionApplier, AlertWorker, Auditor],
  exports: [AlertWorker, ConditionApplier],
})
export class AlertingModule {}
