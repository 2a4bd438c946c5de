import { Controller, Res } from '@nestjs/common';
import { Records, type Tx, WebhookDeliveries, Webhooks } from '@cofferdam/records';
import type { Response } from 'express';
import { type Answer, answer, etag } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import { Seen, type Sight } from '../http/if-match';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { parksOf } from '../scope/parks';
import { WebhookSetUp, type WithSecret } from './webhook-set-up';
import { viewDelivery, viewWebhook } from './webhook-view';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhookDeliveries,
  listWebhooks,
  putWebhook,
  resendWebhookDelivery,
  rotateWebhook,
  testWebhook,
} from './webhooks.routes';

@Controller()
export class WebhooksController {
  constructor(
    private readonly records: Records,
    private readonly webhooks: Webhooks,
    private readonly deliveries: WebhookDeliveries,
    private readonly setUp: WebhookSetUp,
  ) {}

  @Answers(listWebhooks)
  list(@Given() { query }: GivenOf<typeof listWebhooks>, @SignedIn() { user }: Caller): Promise<unknown> {
    const parks = parksOf(user, query.park);
    return this.records.snapshot(async (tx, asOf) => {
      const items = (await this.webhooks.list(tx, parks)).map(viewWebhook);
      return { items, next: null, total: items.length, asOf };
    });
  }

  @Answers(getWebhook)
  get(
    @Given() { params }: GivenOf<typeof getWebhook>,
    @SignedIn() { user }: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const stand = await this.setUp.find(tx, user, params.id);
      response.setHeader('ETag', etag(stand.hook.version));
      return { ...viewWebhook(stand), asOf };
    });
  }

  @Answers(createWebhook)
  async create(
    @Given() { body }: GivenOf<typeof createWebhook>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return shown(await this.setUp.create(tx, user, body), 201);
  }

  @Answers(putWebhook)
  async put(
    @Given() { params, body }: GivenOf<typeof putWebhook>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const stand = await this.setUp.change(tx, { user, sight }, params.id, body);
    return answer(viewWebhook(stand), { ETag: etag(stand.hook.version) });
  }

  @Answers(deleteWebhook)
  async remove(
    @Given() { params }: GivenOf<typeof deleteWebhook>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    await this.setUp.remove(tx, { user, sight }, params.id);
    return answer({ id: params.id, removed: true });
  }

  @Answers(rotateWebhook)
  async rotate(
    @Given() { params }: GivenOf<typeof rotateWebhook>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return shown(await this.setUp.rotate(tx, user, params.id), 200);
  }

  @Answers(testWebhook)
  async test(
    @Given() { params }: GivenOf<typeof testWebhook>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return answer(viewDelivery(params.id, await this.setUp.trial(tx, user, params.id)));
  }

  @Answers(listWebhookDeliveries)
  listDeliveries(
    @Given() { params, query }: GivenOf<typeof listWebhookDeliveries>,
    @SignedIn() { user }: Caller,
  ): Promise<unknown> {
    const { limit, after, state } = query;
    return this.records.snapshot(async (tx, asOf) => {
      await this.setUp.find(tx, user, params.id);
      const which = { ...(state && { state }), ...(after && { before: after }), limit: limit + 1 };
      const { items, total } = await this.deliveries.list(tx, params.id, which);
      const page = items.slice(0, limit);
      const next = items.length > limit ? String(page.at(-1)?.id) : null;
      return { items: page.map((delivery) => viewDelivery(params.id, delivery)), next, total, asOf };
    });
  }

  @Answers(resendWebhookDelivery)
  async resend(
    @Given() { params }: GivenOf<typeof resendWebhookDelivery>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return answer(viewDelivery(params.id, await this.setUp.resend(tx, user, params.id, params.delivery)));
  }
}

const shown = ({ stand, secret }: WithSecret, status: number): Answer =>
  answer({ ...viewWebhook(stand), secret }, { ETag: etag(stand.hook.version), 'Cache-Control': 'no-store' }, status);
