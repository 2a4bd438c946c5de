import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { MOST_WEBHOOKS, signingSecrets, type WebhookAnswer, webhookMessageId } from '@cofferdam/domain';
import { Metrics, Outage } from '@cofferdam/process';
import { type DueDelivery, Nap, Records, WebhookDeliveries } from '@cofferdam/records';
import { Line, signed } from '@cofferdam/webhooks';
import { WebhookKeeping } from './webhook-keeping';
import { bodyOf } from './webhook-message';

const LOOK_EVERY_MS = 500;
const AFTER_FAILURE_MS = 1_000;

/**
 * Sends what webhooks are to get, at least once. Hooks are sent to side by side, so that none waits for another's
 * receiver; one hook's deliveries go one after the other. Nothing in the records is held while a receiver thinks.
 */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly owner = randomUUID();
  private readonly outage = new Outage(new Logger(WebhookSender.name), 'webhooks wait');
  private readonly nap = new Nap();
  private readonly end = new AbortController();
  private readonly active = new Map<string, Promise<void>>();
  private readonly outcomes;
  private loop: Promise<void> | null = null;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly records: Records,
    private readonly deliveries: WebhookDeliveries,
    private readonly keeping: WebhookKeeping,
    metrics: Metrics,
  ) {
    this.outcomes = metrics.counter('webhook_deliveries_total', 'Attempts to send to webhooks', ['outcome']);
  }

  onApplicationBootstrap(): void {
    this.loop ??= this.run();
  }

  /** There is something to send. */
  poke(): void {
    this.nap.wake();
  }

  /** What is under way is cut short and sent again by whoever comes next. */
  async onModuleDestroy(): Promise<void> {
    this.end.abort();
    this.nap.wake();
    await this.loop;
    await Promise.all(this.active.values());
  }

  private get stopping(): boolean {
    return this.end.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        const room = MOST_WEBHOOKS - this.active.size;
        const hooks = room > 0 ? await this.deliveries.claim(this.owner, room) : [];
        for (const hook of hooks) this.begin(hook);
        this.outage.isOver();
        await this.nap.sleep(LOOK_EVERY_MS);
      } catch (error) {
        if (!this.stopping) this.outage.goesOn(error);
        await this.nap.sleep(AFTER_FAILURE_MS);
      }
    }
  }

  private begin(hook: string): void {
    if (this.active.has(hook)) return;
    const served = this.serve(hook)
      .catch((error: unknown) => this.outage.goesOn(error))
      .finally(() => this.active.delete(hook));
    this.active.set(hook, served);
  }

  /** One hook, until nothing is due for it any more. */
  private async serve(hook: string): Promise<void> {
    const line = new Line({ allowPrivate: this.settings.webhookAllowPrivate });
    try {
      while (!this.stopping) {
        const due = await this.deliveries.next(this.owner, hook);
        if (due === null) break;
        const answer = await this.send(due, line);
        if (this.stopping && answer.kind === 'unanswered') break; // cut short by us
        await this.settle(due, answer);
      }
    } finally {
      line.close();
      await this.deliveries.release(this.owner, hook).catch(() => undefined);
    }
  }

  private async send(due: DueDelivery, line: Line): Promise<WebhookAnswer> {
    const body = bodyOf(due);
    if (body === null) return { kind: 'unanswered', reason: 'the event is not kept any more' };
    const now = await this.records.now();
    const headers = signed(webhookMessageId(due.hook.id, due.id), now, body, signingSecrets(due.secrets, now));
    return line.post(due.hook.url, headers, body, this.end.signal);
  }

  private async settle(due: DueDelivery, answer: WebhookAnswer): Promise<void> {
    const outcome = await this.keeping.keep(due, answer);
    this.outcomes.inc({ outcome });
  }
}
