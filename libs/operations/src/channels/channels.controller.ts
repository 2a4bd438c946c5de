import { Controller, Res } from '@nestjs/common';
import { Records, type Tx } from '@cofferdam/records';
import type { Response } from 'express';
import { type Answer, answer, etag } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import { Seen, type Sight } from '../http/if-match';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { ChannelSetups } from './channel-setups';
import { viewKinds } from './channel-view';
import { deleteChannel, getChannel, listChannelKinds, listChannels, putChannel, testChannel } from './channels.routes';
import { TestSender } from './test-sender';

@Controller()
export class ChannelsController {
  constructor(
    private readonly records: Records,
    private readonly setups: ChannelSetups,
    private readonly tests: TestSender,
  ) {}

  @Answers(listChannels)
  list(@Given() { query }: GivenOf<typeof listChannels>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const items = await this.setups.seenBy(tx, user, query.park);
      return { items, next: null, total: items.length, asOf };
    });
  }

  @Answers(listChannelKinds)
  kinds(): Promise<unknown> {
    const items = viewKinds();
    return this.records.snapshot(async (_, asOf) => ({ items, next: null, total: items.length, asOf }));
  }

  @Answers(getChannel)
  get(
    @Given() { params }: GivenOf<typeof getChannel>,
    @SignedIn() { user }: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => {
      const setup = await this.setups.get(tx, user, params.id);
      response.setHeader('ETag', etag(setup.version));
      return { ...(await this.setups.view(tx, user, setup)), asOf };
    });
  }

  @Answers(putChannel)
  async put(
    @Given() { params, body }: GivenOf<typeof putChannel>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const { id = params.id } = body;
    if (id !== params.id) throw new Problem('bad-request', `body.id: this is channel ${params.id}`);
    const done = await this.setups.put(tx, { ...body, id }, { user, sight });
    return answer(done.channel, { ETag: etag(done.version) });
  }

  @Answers(deleteChannel)
  async remove(
    @Given() { params }: GivenOf<typeof deleteChannel>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return answer(await this.setups.remove(tx, params.id, { user, sight }));
  }

  @Answers(testChannel)
  test(@Given() { params, body }: GivenOf<typeof testChannel>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.tests.send(user, params.id, body.to ?? null);
  }
}
