import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import {
  MOST_WEBHOOKS,
  rotatedSecrets,
  type User,
  WEBHOOK_TRIAL,
  type Webhook,
  type WebhookChange,
  type WebhookDraft,
  webhookEntry,
} from '@cofferdam/domain';
import {
  type WebhookDelivery,
  Journal,
  Records,
  SystemAlarms,
  type Tx,
  WebhookDeliveries,
  webhookGone,
  Webhooks,
  type WebhookStand,
} from '@cofferdam/records';
import { checkTarget, freshSecret } from '@cofferdam/webhooks';
import { type Doer, mustMatch } from '../http/if-match';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { RegisterReader } from '../register/register-reader';
import { viewWebhook } from './webhook-view';

/** A webhook and the secret that is shown this once. */
export interface WithSecret {
  readonly stand: WebhookStand;
  readonly secret: string;
}

/** Who is told over HTTP, as those say who set parks up, each within their own parks. */
@Injectable()
export class WebhookSetUp {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly records: Records,
    private readonly register: RegisterReader,
    private readonly webhooks: Webhooks,
    private readonly deliveries: WebhookDeliveries,
    private readonly journal: Journal,
    private readonly systemAlarms: SystemAlarms,
  ) {}

  /** @throws Problem `not-found` also for a hook of parks that are not the caller's */
  async find(tx: Tx, user: User, id: string): Promise<WebhookStand> {
    const stand = await this.webhooks.get(tx, id);
    if (stand === null || !covers(user, stand.hook.park)) throw new Problem('not-found', `no webhook ${id} here`);
    return stand;
  }

  async create(tx: Tx, user: User, draft: WebhookDraft): Promise<WithSecret> {
    await this.mustBeAllowed(tx, user, draft);
    if ((await this.webhooks.count(tx)) >= MOST_WEBHOOKS) {
      throw refused({ reason: 'too-many', detail: `there are ${MOST_WEBHOOKS} webhooks already` });
    }
    const now = await this.records.now(tx);
    const about = { id: randomUUID(), disabledWhy: null, createdBy: user.username, createdAt: now, version: 1 };
    const hook: Webhook = { ...draft, ...about };
    const secret = freshSecret();
    await this.webhooks.create(tx, hook, [{ secret, until: null }]);
    await this.tell(tx, user, hook, 'created');
    return { stand: await this.find(tx, user, hook.id), secret };
  }

  async change(tx: Tx, { user, sight }: Doer, id: string, draft: WebhookDraft): Promise<WebhookStand> {
    const known = await this.lock(tx, user, id);
    mustMatch(sight, known.hook.version, viewWebhook(known));
    await this.mustBeAllowed(tx, user, draft);
    const hook: Webhook = { ...known.hook, ...draft, disabledWhy: null, version: known.hook.version + 1 };
    if (!draft.enabled) Object.assign(hook, { disabledWhy: known.hook.disabledWhy });
    await this.webhooks.save(tx, hook);
    if (hook.enabled) await this.systemAlarms.clear(webhookGone(known.hook), tx);
    await this.tell(tx, user, hook, 'changed');
    return this.find(tx, user, id);
  }

  async remove(tx: Tx, { user, sight }: Doer, id: string): Promise<void> {
    const known = await this.lock(tx, user, id);
    mustMatch(sight, known.hook.version, viewWebhook(known));
    await this.webhooks.delete(tx, id);
    await this.systemAlarms.clear(webhookGone(known.hook), tx);
    await this.tell(tx, user, known.hook, 'deleted');
  }

  async rotate(tx: Tx, user: User, id: string): Promise<WithSecret> {
    const { hook } = await this.lock(tx, user, id);
    const secret = freshSecret();
    const now = await this.records.now(tx);
    await this.webhooks.setSecrets(tx, id, rotatedSecrets(await this.webhooks.secrets(tx, id), secret, now));
    await this.tell(tx, user, hook, 'secret-rotated');
    return { stand: await this.find(tx, user, id), secret };
  }

  async trial(tx: Tx, user: User, id: string): Promise<WebhookDelivery> {
    mustBeOn((await this.lock(tx, user, id)).hook);
    const row = { hook: id, seq: null, type: WEBHOOK_TRIAL };
    const [delivery = 0] = await this.deliveries.add(tx, [row], await this.records.now(tx));
    const written = await this.deliveries.get(tx, id, delivery);
    if (written === null) throw new Error('a trial that was just written is not there');
    return written;
  }

  async resend(tx: Tx, user: User, id: string, delivery: number): Promise<WebhookDelivery> {
    mustBeOn((await this.lock(tx, user, id)).hook);
    const again = await this.deliveries.resend(tx, id, delivery, await this.records.now(tx));
    if (again === null) throw new Problem('not-found', `no delivery ${delivery} of that webhook`);
    return again;
  }

  private async lock(tx: Tx, user: User, id: string): Promise<WebhookStand> {
    await this.webhooks.lock(tx, id);
    return this.find(tx, user, id);
  }

  /** The park is theirs, and the receiver is none of our own network's. */
  private async mustBeAllowed(tx: Tx, user: User, { park, url }: WebhookDraft): Promise<void> {
    if (park !== null) await this.register.park(tx, user, park);
    else if (!covers(user, park)) throw new Problem('forbidden', 'a webhook of every park is for those who have all');
    const refusal = await checkTarget(url, this.settings.webhookAllowPrivate);
    if (refusal !== null) {
      throw new Problem('bad-request', `body.url: ${refusal.detail}`, {
        ...{ reason: refusal.reason, errors: [{ at: 'body.url', detail: refusal.detail }] },
      });
    }
  }

  private async tell(tx: Tx, user: User, hook: Webhook, change: WebhookChange): Promise<void> {
    await this.journal.write(tx, [webhookEntry(hook, change, user.username, await this.records.now(tx))]);
  }
}

const covers = ({ parks }: User, park: string | null): boolean =>
  parks.includes('*') || (park !== null && parks.includes(park));

function mustBeOn({ enabled }: Webhook): void {
  if (!enabled) throw refused({ reason: 'switched-off', detail: 'the webhook is switched off' });
}
