import { Module } from '@nestjs/common';
import { FeedsModule } from './feeds/feeds.module';

/** Tells people over their channels, and machines over feeds: what the outbox and the journal have to say. */
@Module({ imports: [FeedsModule] })
export class NotificationModule {}
