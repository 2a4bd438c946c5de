import { Module } from '@nestjs/common';

/** Tells people over their channels, and machines over feeds: what the outbox and the journal have to say. */
@Module({})
export class NotificationModule {}
