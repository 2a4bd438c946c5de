import { Module } from '@nestjs/common';
import { CapModule } from './cap/cap.module';
import { FeedsModule } from './feeds/feeds.module';
import { MessagesModule } from './messages/messages.module';

/** Tells people over their channels, and machines over feeds: what the outbox and the journal have to say. */
@Module({ imports: [CapModule, FeedsModule, MessagesModule] })
export class NotificationModule {}
