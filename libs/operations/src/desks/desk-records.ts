import { Injectable } from '@nestjs/common';
import {
  type DeskChange,
  deskDeadlines,
  type DeskState,
  fitToRoster,
  LIVE,
  newDeskState,
  type User,
} from '@cofferdam/domain';
import { Deadlines, Desks, Journal, Outbox, type ParkDesk, Records, type Tx } from '@cofferdam/records';
import { Problem } from '../http/problem';
import { RegisterReader } from '../register/register-reader';
import { viewDesk } from './desk-view';

/** A desk as it is locked for an act. */
export interface LockedDesk extends ParkDesk {
  readonly state: DeskState;
  readonly timezone: string;
  /** PostgreSQL's clock, epoch ms. */
  readonly now: number;
}

/** Desks as an act finds and leaves them: locked, then written with their deadlines, events and messages. */
@Injectable()
export class DeskRecords {
  constructor(
    private readonly records: Records,
    private readonly register: RegisterReader,
    private readonly desks: Desks,
    private readonly deadlines: Deadlines,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Problem `not-found`, also for a park out of the caller's scope */
  async lock(tx: Tx, user: User, id: string): Promise<LockedDesk> {
    const [, park = '', desk = ''] = /^([^.]+)\.([^.]+)$/.exec(id) ?? [];
    const { document } = await this.register.park(tx, user, park);
    const found = await this.desks.lock(tx, park, desk);
    if (found === null) throw new Problem('not-found', `no desk ${id}`);
    const [stored = newDeskState(park, found.desk)] = await this.desks.lockState(tx, [id]);
    const state = fitToRoster(stored, found.desk) ?? stored; // a park file may have changed the roster
    return { ...found, state, timezone: document.timezone, now: await this.records.now(tx) };
  }

  /** @param why one word for the deadlines that are no longer wanted */
  async keep(tx: Tx, { now }: Pick<LockedDesk, 'now'>, change: Omit<DeskChange, 'effect'>, why: string): Promise<void> {
    const { state, entries, messages } = change;
    await this.desks.saveState(tx, [state]);
    await this.journal.write(tx, entries);
    await this.settle(tx, state, now, why);
    await this.outbox.write(tx, messages);
  }

  /** Nothing is due any more at a desk that is taken away. */
  async forget(tx: Tx, { state, now }: LockedDesk): Promise<void> {
    const { park, desk, tier, generation, version } = state;
    const fresh = { ...newDeskState(park, { id: desk, tier }), questions: state.questions };
    const next = { ...fresh, generation: generation + 1, version: version + 1 };
    await this.keep(tx, { now }, { state: next, entries: [], messages: [] }, 'removed');
    await this.outbox.cancelOf(tx, { kind: 'desk', id: state.id }, {}, 'removed');
  }

  view({ timezone, now, ...parkDesk }: LockedDesk, state: DeskState) {
    return viewDesk(parkDesk, state, { at: now, timezone });
  }

  private async settle(tx: Tx, state: DeskState, now: number, why: string): Promise<void> {
    const { id, park } = state;
    const wanted = deskDeadlines(state);
    await this.deadlines.reconcile(tx, [{ owner: { kind: 'desk', id }, timeline: LIVE, park, wanted, why }], now);
  }
}
