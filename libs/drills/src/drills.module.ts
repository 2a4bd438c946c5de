import { Module } from '@nestjs/common';
import { HistoryModule } from '@cofferdam/history';
import { DrillBroker } from '@cofferdam/mqtt';
import { Conductor } from './conductor';
import { DrillActs } from './drill-acts';
import { DrillKeeping } from './drill-keeping';
import { DrillMetrics } from './drill-metrics';
import { EndedWatch } from './ended-watch';
import { Injecting } from './injecting';
import { LiveWatch } from './live-watch';
import { Step } from './step';
import { VirtualDevices } from './virtual-devices';

const parts = [
  ...[Conductor, DrillActs, DrillBroker, DrillKeeping, DrillMetrics],
  ...[EndedWatch, Injecting, LiveWatch, Step, VirtualDevices],
];

/** Drives drills. Needs the modules of config, process, redis and records beside it. */
@Module({ imports: [HistoryModule], providers: parts, exports: parts })
export class DrillsModule {}
