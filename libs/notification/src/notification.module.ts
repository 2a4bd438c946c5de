import { Module } from '@nestjs/common';
import { CapModule } from './cap/cap.module';

/** Tells people over their channels, and machines over feeds: what the outbox and the journal have to say. */
@Module({ imports: [CapModule] })
export class NotificationModule {}
