export { FeedAuditor } from './feeds/feed-auditor';
export { FeedsModule } from './feeds/feeds.module';
export { NotificationModule } from './notification.module';
