import { Controller } from '@nestjs/common';
import { PushSettings } from '@cofferdam/channels';
import { Channels, Contacts, Records, type Tx } from '@cofferdam/records';
import { type Answer, answer } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { Accounts } from '../users/accounts';
import { pushChannelFor, withBrowser, withoutBrowser } from './browsers';
import { addBrowser, removeBrowser, seePush } from './push.routes';

/** The browsers in which somebody is told, as they switch them on and off there. */
@Controller()
export class PushController {
  constructor(
    private readonly records: Records,
    private readonly channels: Channels,
    private readonly contacts: Contacts,
    private readonly accounts: Accounts,
  ) {}

  @Answers(seePush)
  see(@SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx) => {
      const setup = pushChannelFor(await this.channels.all(tx), user.parks);
      if (setup === null) return { channel: null };
      return { channel: setup.id, publicKey: PushSettings.parse(setup.settings).publicKey };
    });
  }

  @Answers(addBrowser)
  async add(
    @Given() { body }: GivenOf<typeof addBrowser>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const setup = pushChannelFor(await this.channels.all(tx), user.parks);
    if (setup === null) throw new Problem('not-found', 'no push channel is set up');
    const before = await this.contacts.of(tx, user.username);
    const points = withBrowser(before, setup.id, body);
    if (points === null) throw new Problem('bad-request', `${before.length} ways are as many as there can be`);
    if (!same(before, points)) await this.accounts.setOwn(tx, user, { channels: points });
    return answer({ channel: setup.id });
  }

  @Answers(removeBrowser)
  async remove(
    @Given() { body }: GivenOf<typeof removeBrowser>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    const before = await this.contacts.of(tx, user.username);
    const points = withoutBrowser(before, body.endpoint);
    if (!same(before, points)) await this.accounts.setOwn(tx, user, { channels: points });
    return answer({ removed: !same(before, points) });
  }
}

const same = (a: readonly object[], b: readonly object[]): boolean => JSON.stringify(a) === JSON.stringify(b);
