import { Module } from '@nestjs/common';
import { MqttModule } from '@cofferdam/mqtt';
import { QueueModule } from '@cofferdam/queue';
import { BellRinger } from './bell-ringer';
import { ClockGuard } from './clock-guard';
import { CommandSender } from './command-sender';
import { DeskWatchman } from './desk-watchman';
import { DrillSweep } from './drill-sweep';
import { DueAlarms } from './due-alarms';
import { DueApprovals } from './due-approvals';
import { DueDesks } from './due-desks';
import { DueIncidents } from './due-incidents';
import { DueLegal } from './due-legal';
import { Fire } from './fire';
import { Sweep } from './sweep';
import { TimerAuditor } from './timer-auditor';

const timers = [
  BellRinger,
  ClockGuard,
  CommandSender,
  DeskWatchman,
  DrillSweep,
  DueAlarms,
  DueApprovals,
  DueDesks,
  DueIncidents,
  DueLegal,
  Fire,
  Sweep,
  TimerAuditor,
];

/** Everything that happens because time has passed. */
@Module({ imports: [MqttModule, QueueModule], providers: timers, exports: timers })
export class TimersModule {}
