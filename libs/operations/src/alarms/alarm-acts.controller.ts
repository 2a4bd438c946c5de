import { Controller } from '@nestjs/common';
import type { Tx } from '@cofferdam/records';
import type { Answer } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import { Seen, type Sight } from '../http/if-match';
import type { Caller } from '../http/operator-request';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { AlarmActs } from './alarm-acts';
import {
  resetAlarmLatch,
  returnAlarmToService,
  shelveAlarm,
  takeOutOfService,
  unshelveAlarm,
} from './alarm-acts.routes';

@Controller()
export class AlarmActsController {
  constructor(private readonly acts: AlarmActs) {}

  @Answers(shelveAlarm)
  shelve(
    @Given() { params, body }: GivenOf<typeof shelveAlarm>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.acts.act(tx, params.id, { act: 'shelve', ...body }, { user, sight });
  }

  @Answers(unshelveAlarm)
  unshelve(
    @Given() { params }: GivenOf<typeof unshelveAlarm>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.acts.act(tx, params.id, { act: 'unshelve' }, { user, sight });
  }

  @Answers(takeOutOfService)
  takeOut(
    @Given() { params, body }: GivenOf<typeof takeOutOfService>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.acts.act(tx, params.id, { act: 'out-of-service', ...body }, { user, sight });
  }

  @Answers(returnAlarmToService)
  putBack(
    @Given() { params }: GivenOf<typeof returnAlarmToService>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.acts.act(tx, params.id, { act: 'return-to-service' }, { user, sight });
  }

  @Answers(resetAlarmLatch)
  resetLatch(
    @Given() { params, body }: GivenOf<typeof resetAlarmLatch>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return this.acts.act(tx, params.id, { act: 'reset-latch', ...body }, { user, sight });
  }
}
