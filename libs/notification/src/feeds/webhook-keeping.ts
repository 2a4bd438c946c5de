import { Injectable } from '@nestjs/common';
import {
  afterWebhookAttempt,
  type Webhook,
  type WebhookAnswer,
  webhookAttemptAt,
  webhookEntry,
  type WebhookOutcome,
} from '@cofferdam/domain';
import {
  type DueDelivery,
  Journal,
  Records,
  SystemAlarms,
  type Tx,
  WebhookDeliveries,
  webhookGone,
  Webhooks,
} from '@cofferdam/records';

/** Keeps what came of an attempt, and what follows for its hook, in one transaction. */
@Injectable()
export class WebhookKeeping {
  constructor(
    private readonly records: Records,
    private readonly webhooks: Webhooks,
    private readonly deliveries: WebhookDeliveries,
    private readonly journal: Journal,
    private readonly systemAlarms: SystemAlarms,
  ) {}

  async keep(due: DueDelivery, answer: WebhookAnswer): Promise<WebhookOutcome> {
    const random = Math.random();
    return this.records.transaction(async (tx) => {
      const hook = await this.webhooks.lock(tx, due.hook.id);
      const now = await this.records.now(tx);
      const known = { attempts: due.attempts + 1, giveUpAt: due.giveUpAt, hookFailures: due.failures };
      const result = afterWebhookAttempt(answer, known, now, random);
      await this.deliveries.settle(tx, due, result, webhookAttemptAt(answer, now));
      // Whoever has changed it meanwhile has given it another receiver, perhaps.
      if (result.outcome === 'gone' && hook?.version === due.hook.version) await this.switchOff(tx, hook, now);
      return result.outcome;
    });
  }

  /** Its receiver wants nothing any more, for good. */
  private async switchOff(tx: Tx, hook: Webhook, now: number): Promise<void> {
    const off: Webhook = { ...hook, enabled: false, disabledWhy: 'gone', version: hook.version + 1 };
    await this.webhooks.save(tx, off);
    await this.journal.write(tx, [webhookEntry(off, 'gone', 'system', now)]);
    const explain = `The receiver of the webhook "${hook.name}" answered 410 (gone): it is switched off.`;
    await this.systemAlarms.raise({ ...webhookGone(hook), severity: 'yellow', explain }, tx);
  }
}
