import { Module } from '@nestjs/common';
import { FeedsModule } from './feeds/feeds.module';
import { MessagesModule } from './messages/messages.module';

/** Tells people over their channels, and machines over feeds: what the outbox and the journal have to say. */
@Module({ imports: [FeedsModule, MessagesModule] })
export class NotificationModule {}
