export { FeedAuditor } from './feeds/feed-auditor';
export { FeedsModule } from './feeds/feeds.module';
export { Expander } from './messages/expander';
export { MessageAuditor } from './messages/message-auditor';
export { MessageSweep } from './messages/message-sweep';
export { MessagesModule } from './messages/messages.module';
export { Sender } from './messages/sender';
export { type Voices, VOICES } from './messages/texts';
export { NotificationModule } from './notification.module';
