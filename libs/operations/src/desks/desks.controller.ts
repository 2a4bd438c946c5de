import { Controller } from '@nestjs/common';
import { type Desk, type DeskState, fitToRoster, newDeskState, type User } from '@cofferdam/domain';
import { Desks, type ParkDesk, Records, type Tx } from '@cofferdam/records';
import { type Answer, answer, etag } from '../http/answer';
import { Given, SignedIn } from '../http/given';
import { Seen, type Sight } from '../http/if-match';
import type { Caller } from '../http/operator-request';
import { Problem } from '../http/problem';
import { Answers, type Given as GivenOf } from '../http/route';
import { Within } from '../http/within';
import { RegisterReader } from '../register/register-reader';
import { parksOf } from '../scope/parks';
import { type Moment, viewDesk, viewShift } from './desk-view';
import {
  acceptDesk,
  confirmPresence,
  deleteDesk,
  forceDesk,
  handOverDesk,
  listDesks,
  listShifts,
  putDesk,
} from './desks.routes';
import { HandOvers } from './hand-overs';
import { Rosters } from './rosters';

interface Standing {
  readonly desk: ParkDesk;
  readonly state: DeskState;
  readonly timezone: string;
}

@Controller()
export class DesksController {
  constructor(
    private readonly records: Records,
    private readonly register: RegisterReader,
    private readonly desks: Desks,
    private readonly rosters: Rosters,
    private readonly handOvers: HandOvers,
  ) {}

  @Answers(listDesks)
  list(@Given() { query }: GivenOf<typeof listDesks>, @SignedIn() { user }: Caller): Promise<unknown> {
    return this.read(user, query.park, ({ desk, state }, moment) => viewDesk(desk, state, moment));
  }

  @Answers(listShifts)
  shifts(@Given() { query }: GivenOf<typeof listShifts>, @SignedIn() { user }: Caller): Promise<unknown> {
    const { at } = query;
    return this.read(user, query.park, ({ desk, state }, { at: now, timezone }) =>
      viewShift(desk, at === undefined ? state : null, { at: at ?? now, timezone }),
    );
  }

  @Answers(putDesk)
  async put(
    @Given() { params, body }: GivenOf<typeof putDesk>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    if (body.id !== undefined && body.id !== params.desk) {
      throw new Problem('bad-request', `body.id: this is desk ${params.desk}`);
    }
    const desk: Desk = { ...body, id: params.desk };
    const done = await this.rosters.put(tx, params.park, desk, { user, sight });
    return answer(done.desk, { ETag: etag(done.version) });
  }

  @Answers(deleteDesk)
  async remove(
    @Given() { params }: GivenOf<typeof deleteDesk>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return answer(await this.rosters.remove(tx, `${params.park}.${params.desk}`, { user, sight }));
  }

  @Answers(handOverDesk)
  async handOver(
    @Given() { params, body }: GivenOf<typeof handOverDesk>,
    @SignedIn() { user }: Caller,
    @Seen() sight: Sight,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return stood(await this.handOvers.offer(tx, params.desk, { user, sight }, body));
  }

  @Answers(acceptDesk)
  async accept(
    @Given() { params }: GivenOf<typeof acceptDesk>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return stood(await this.handOvers.accept(tx, params.desk, user));
  }

  @Answers(forceDesk)
  async force(
    @Given() { params, body }: GivenOf<typeof forceDesk>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return stood(await this.handOvers.force(tx, params.desk, { user, ...body }));
  }

  @Answers(confirmPresence)
  async present(
    @Given() { params }: GivenOf<typeof confirmPresence>,
    @SignedIn() { user }: Caller,
    @Within() tx: Tx,
  ): Promise<Answer> {
    return stood(await this.handOvers.present(tx, params.desk, user));
  }

  private read<T>(user: User, park: string | undefined, view: (one: Standing, moment: Moment) => T): Promise<unknown> {
    const parks = parksOf(user, park);
    return this.records.snapshot(async (tx, asOf) => {
      const zones = new Map((await this.register.parks(tx, user)).map((one) => [one.park, one.document.timezone]));
      const [desks, states] = [await this.desks.all(tx, parks), await this.desks.states(tx, parks)];
      const at = await this.records.now(tx);
      const byId = new Map(states.map((state) => [state.id, state]));
      const items = desks.flatMap((desk) => {
        const timezone = zones.get(desk.park);
        const stored = byId.get(`${desk.park}.${desk.desk.id}`) ?? newDeskState(desk.park, desk.desk);
        const state = fitToRoster(stored, desk.desk) ?? stored;
        return timezone === undefined ? [] : [view({ desk, state, timezone }, { at, timezone })];
      });
      return { items, next: null, total: items.length, asOf };
    });
  }
}

const stood = ({ desk, generation }: { desk: unknown; generation: number }): Answer =>
  answer(desk, { ETag: etag(generation) });
