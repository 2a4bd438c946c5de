import { Module } from '@nestjs/common';
import { MqttModule } from '@cofferdam/mqtt';
import { FeedAuditor } from './feed-auditor';
import { JournalPulse } from './journal-pulse';
import { MqttAlerts } from './mqtt-alerts';
import { MqttSiren } from './mqtt-siren';
import { WebhookFeed } from './webhook-feed';
import { WebhookKeeping } from './webhook-keeping';
import { WebhookSender } from './webhook-sender';

/** What machines are told of the journal, each feed with its own place in it. */
@Module({
  imports: [MqttModule],
  providers: [JournalPulse, MqttAlerts, MqttSiren, WebhookFeed, WebhookKeeping, WebhookSender, FeedAuditor],
  exports: [MqttAlerts, MqttSiren, WebhookFeed, WebhookSender, FeedAuditor],
})
export class FeedsModule {}
