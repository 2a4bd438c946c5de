import { Injectable } from '@nestjs/common';
import { type JournalEntry, LIVE, type User } from '@cofferdam/domain';
import { Metrics } from '@cofferdam/process';
import { Journal, JournalRelay, Records, Users } from '@cofferdam/records';
import { Problem } from '../http/problem';
import { Attempts } from './attempts';

/** Somebody who wants in. */
export interface Knock {
  readonly username: string;
  readonly password: string;
  /** Where they come from. */
  readonly address: string;
}

type SessionEvent = 'session.opened' | 'session.closed' | 'session.refused';

/**
 * Checks user name and password, slowly enough that guessing is hopeless: wrong attempts are counted by user name and by
 * address, and counted before the password is looked at, so that many at once gain nothing. Right ones do not count.
 */
@Injectable()
export class Door {
  private readonly byName = new Attempts({ burst: 10, everyMs: 20_000 });
  private readonly byAddress = new Attempts({ burst: 50, everyMs: 4_000 });
  private readonly refused;

  constructor(
    private readonly users: Users,
    private readonly records: Records,
    private readonly journal: Journal,
    private readonly relay: JournalRelay,
    metrics: Metrics,
  ) {
    this.refused = metrics.counter('sessions_refused_total', 'Refused log-ins', ['reason']);
  }

  /** @throws Problem `too-many-attempts` with `Retry-After`, or `bad-credentials` */
  async admit(knock: Knock): Promise<User> {
    this.count(knock);
    const user = await this.users.verify(knock.username, knock.password);
    if (user === null) {
      this.refused.inc({ reason: 'credentials' });
      await this.tell('session.refused', knock.username, { address: knock.address });
      throw new Problem('bad-credentials');
    }
    this.byName.giveBack(knock.username);
    this.byAddress.giveBack(network(knock.address));
    return user;
  }

  async tell(type: SessionEvent, username: string, data: Record<string, unknown>): Promise<void> {
    const entry: Omit<JournalEntry, 'at'> = {
      ...LIVE,
      type,
      park: null,
      subject: { kind: 'user', id: username },
      actor: type === 'session.refused' ? 'system' : username,
      data,
    };
    await this.records.transaction(async (tx) => {
      await this.journal.write(tx, [{ ...entry, at: await this.records.now(tx) }]);
    });
    this.relay.poke();
  }

  private count({ username, address }: Knock): void {
    const now = performance.now();
    const wait = Math.max(this.byName.take(username, now), this.byAddress.take(network(address), now));
    if (wait === 0) return;
    this.refused.inc({ reason: 'too-many' });
    const seconds = String(Math.ceil(wait / 1000));
    throw new Problem('too-many-attempts', `try again in ${seconds} s`, {}, { 'Retry-After': seconds });
  }
}

/** An IPv6 host owns a /64, so that is what counts as one address. */
function network(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  return address.split(':').slice(0, 4).join(':');
}
