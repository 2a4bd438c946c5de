import { Module } from '@nestjs/common';
import { QueueModule } from '@cofferdam/queue';
import { Around } from './around';
import { ChannelTroubles } from './channel-troubles';
import { Claims } from './claims';
import { DrillGate } from './drill-gate';
import { DrillSight } from './drill-sight';
import { Expander } from './expander';
import { FactsReader } from './facts-reader';
import { MessageAuditor } from './message-auditor';
import { MessageMetrics } from './message-metrics';
import { MessageSweep } from './message-sweep';
import { Onwards } from './onwards';
import { Outcomes } from './outcomes';
import { Sender } from './sender';
import { Tellings } from './tellings';
import { REAL_VOICES, VOICES } from './texts';

const parts = [
  Around,
  ChannelTroubles,
  Claims,
  DrillGate,
  DrillSight,
  Expander,
  FactsReader,
  MessageAuditor,
  MessageMetrics,
  MessageSweep,
  Onwards,
  Outcomes,
  Sender,
  Tellings,
];

/** Messages to people: who is told, over which channel, within what its provider allows. */
@Module({
  imports: [QueueModule],
  providers: [{ provide: VOICES, useValue: REAL_VOICES }, ...parts],
  exports: parts,
})
export class MessagesModule {}
