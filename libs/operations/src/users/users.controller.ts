import { Controller } from '@nestjs/common';
import { Records, type Tx } from '@cofferdam/records';
import { type Answer, answer } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { parksOf } from '../scope/parks';
import { Accounts } from './accounts';
import { changeUser, createUser, listUsers, seeOwnChannels, setOwnChannels } from './users.routes';

@Controller()
export class UsersController {
  constructor(
    private readonly records: Records,
    private readonly accounts: Accounts,
  ) {}

  @Answers(listUsers)
  list(@Given() { query }: GivenOf<typeof listUsers>, @SignedIn() { user }: Caller): Promise<unknown> {
    parksOf(user, query.park);
    return this.records.snapshot(async (tx, asOf) => {
      const items = await this.accounts.seenBy(tx, user, query.park);
      return { items, next: null, total: items.length, asOf };
    });
  }

  @Answers(createUser)
  async create(
    @Given() { body }: GivenOf<typeof createUser>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return answer(await this.accounts.create(tx, user, body), {}, createUser.status);
  }

  @Answers(changeUser)
  async change(
    @Given() { params, body }: GivenOf<typeof changeUser>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return answer(await this.accounts.change(tx, user, params.username, body));
  }

  @Answers(seeOwnChannels)
  ownChannels(@SignedIn() { user }: Caller): Promise<unknown> {
    return this.records.snapshot(async (tx, asOf) => ({ ...(await this.accounts.own(tx, user)), asOf }));
  }

  @Answers(setOwnChannels)
  async setOwnChannels(
    @Given() { body }: GivenOf<typeof setOwnChannels>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return answer(await this.accounts.setOwn(tx, user, body));
  }
}
