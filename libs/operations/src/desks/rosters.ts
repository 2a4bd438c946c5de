import { Injectable } from '@nestjs/common';
import { channelOf } from '@cofferdam/channels';
import { checkDesk, checkDeskChannels, type Desk, fitToRoster, newDeskState } from '@cofferdam/domain';
import { Channels, Desks, Records, type Tx } from '@cofferdam/records';
import { type Doer, mustMatch, type Sight } from '../http/if-match';
import { Problem } from '../http/problem';
import { RegisterReader } from '../register/register-reader';
import { DeskRecords, type LockedDesk } from './desk-records';
import { viewDesk } from './desk-view';

/** Desks and their people, as engineers set them. */
@Injectable()
export class Rosters {
  constructor(
    private readonly records: Records,
    private readonly register: RegisterReader,
    private readonly desks: Desks,
    private readonly keeper: DeskRecords,
    private readonly channels: Channels,
  ) {}

  /** @throws Problem `bad-request` for what cannot be meant, `precondition-…` for a desk that is there */
  async put(tx: Tx, park: string, desk: Desk, { user, sight }: Doer) {
    const { document } = await this.register.park(tx, user, park);
    const problems = [...checkDesk(document, desk, ['body']), ...(await this.checkChannels(tx, park, desk))];
    const errors = problems.map(({ path, message }) => ({ at: path.join('.'), detail: message }));
    if (errors.length > 0) throw new Problem('bad-request', errors.map(({ detail }) => detail).join('; '), { errors });
    const known = await this.desks.lock(tx, park, desk.id);
    if (known !== null) this.mustHaveSeen(await this.keeper.lock(tx, user, `${park}.${desk.id}`), sight);
    else if (sight.generation !== undefined)
      throw new Problem('precondition-failed', `there is no desk ${park}.${desk.id}`);
    const put = await this.desks.put(tx, park, desk, user.username);
    const [before = newDeskState(park, desk)] = await this.desks.lockState(tx, [`${park}.${desk.id}`]);
    const state = fitToRoster(before, desk) ?? before;
    const now = await this.records.now(tx);
    if (state !== before) await this.keeper.keep(tx, { now }, { state, entries: [], messages: [] }, 'roster-changed');
    return { desk: viewDesk(put, state, { at: now, timezone: document.timezone }), version: put.version };
  }

  /** @throws Problem `not-found`, `precondition-failed` */
  async remove(tx: Tx, id: string, { user, sight }: Doer) {
    const locked = await this.keeper.lock(tx, user, id);
    this.mustHaveSeen(locked, sight);
    await this.keeper.forget(tx, locked);
    await this.desks.remove(tx, locked.park, locked.desk.id, user.username);
    return { id, removed: true };
  }

  /** The channels that it names are held, so that none is taken away while the desk begins to use it. */
  private async checkChannels(tx: Tx, park: string, desk: Desk) {
    if ((desk.channels ?? []).length === 0) return [];
    await this.channels.hold(tx, desk.channels ?? []);
    const all = (await this.channels.all(tx)).map(({ id, park: whose, kind }) => {
      return { id, park: whose, collective: channelOf(kind).collective };
    });
    return checkDeskChannels(park, desk, all, ['body']);
  }

  private mustHaveSeen(locked: LockedDesk, { generation }: Sight): void {
    if (generation === undefined) throw new Problem('precondition-required');
    const current = this.keeper.view(locked, locked.state);
    mustMatch({ generation, needed: true }, locked.version, current, 'its roster has changed');
  }
}
