import { Injectable } from '@nestjs/common';
import {
  type ContactPoint,
  DEFAULT_LANGUAGE,
  type JournalEntry,
  type Language,
  LIVE,
  type User,
} from '@cofferdam/domain';
import {
  Contacts,
  Journal,
  type NewUser,
  Records,
  Register,
  type Tx,
  type UserAccount,
  type UserChange,
  Users,
} from '@cofferdam/records';
import { PersonChannels } from '../channels/person-channels';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';

/** With where they are reached, in their order; what is absent stays. */
type WithPoints<T> = T & { readonly channels?: readonly ContactPoint[] };

/** Where somebody is reached, in their order, and in which language. */
interface Reach {
  readonly channels: readonly ContactPoint[];
  readonly language: Language;
}
interface Wanted extends Pick<Reach, 'channels'> {
  readonly language?: Language | undefined;
}

/** Who may sign in, as administrators say, each within their own parks. Who has all parks has `*`. */
@Injectable()
export class Accounts {
  constructor(
    private readonly records: Records,
    private readonly users: Users,
    private readonly register: Register,
    private readonly journal: Journal,
    private readonly contacts: Contacts,
    private readonly personChannels: PersonChannels,
  ) {}

  /** Users that have a park in common with the administrator, or with the one asked for. */
  async seenBy(tx: Tx, admin: User, park: string | undefined) {
    const all = (await this.users.list(tx)).filter((user) => shares(admin, user));
    const wanted = park === undefined ? all : all.filter(({ parks }) => parks.includes(park) || parks.includes('*'));
    const points = await this.contacts.many(
      tx,
      wanted.map(({ username }) => username),
    );
    return wanted.map((account) => view(admin, account, points.get(account.username) ?? []));
  }

  /** @throws Problem `forbidden` for parks that are not the administrator's, `act-refused` for a name that is taken */
  async create(tx: Tx, admin: User, { channels, ...user }: WithPoints<NewUser>) {
    await this.mustGive(tx, admin, user.parks);
    const points = await this.personChannels.check(tx, user.parks, channels ?? []);
    if (!(await this.users.create(user, tx))) {
      throw refused({ reason: 'name-taken', detail: `${user.username} is taken` });
    }
    const { username, role, parks, name = null, phone = null, language = DEFAULT_LANGUAGE } = user;
    const account = { username, role, parks, name, phone, language, disabled: false };
    await this.contacts.set(tx, username, points);
    await this.tell(tx, admin, account, { created: true, channels: channelsOf(points) });
    return view(admin, account, points);
  }

  /**
   * Nobody changes their own role, parks or right to sign in: an installation keeps somebody who may.
   * @throws Problem `not-found`, `forbidden`, `act-refused`
   */
  async change(tx: Tx, admin: User, username: string, { channels, ...change }: WithPoints<UserChange>) {
    const known = await this.mustEdit(tx, admin, username);
    if (username === admin.username && touchesRights(change)) {
      throw refused({ reason: 'same-person', detail: 'another administrator has to do that' });
    }
    if (change.parks !== undefined) await this.mustGive(tx, admin, change.parks);
    const { parks = known.parks } = change;
    const points = channels === undefined ? null : await this.personChannels.check(tx, parks, channels);
    const account = await this.users.change(tx, username, change);
    if (account === null) throw new Problem('not-found', `no user ${username}`);
    if (points !== null) await this.contacts.set(tx, username, points);
    const told = points === null ? {} : { channels: channelsOf(points) };
    await this.tell(tx, admin, account, { passwordChanged: change.password !== undefined, ...told });
    return view(admin, account, points ?? (await this.contacts.of(tx, username)));
  }

  /** Where somebody is reached themselves, and in which language. @throws Problem `unauthenticated` */
  async own(tx: Tx, { username }: User): Promise<Reach> {
    const { language } = await this.mustBe(tx, username);
    return { channels: await this.contacts.of(tx, username), language };
  }

  /** The same as they say themselves; a language that is absent stays. @throws Problem `bad-request`, `unauthenticated` */
  async setOwn(tx: Tx, { username }: User, { channels, language }: Wanted): Promise<Reach> {
    const { parks } = await this.mustBe(tx, username);
    const points = await this.personChannels.check(tx, parks, channels);
    const account = await this.users.change(tx, username, language === undefined ? {} : { language });
    if (account === null) throw new Problem('unauthenticated');
    await this.contacts.set(tx, username, points);
    await this.tell(tx, account, account, { channels: channelsOf(points) });
    return { channels: points, language: account.language };
  }

  private async mustBe(tx: Tx, username: string): Promise<UserAccount> {
    const account = await this.users.get(username, tx);
    if (account === null) throw new Problem('unauthenticated');
    return account;
  }

  private async mustEdit(tx: Tx, admin: User, username: string): Promise<UserAccount> {
    const known = await this.users.get(username, tx);
    if (known === null || !shares(admin, known)) throw new Problem('not-found', `no user ${username} in your scope`);
    if (!covers(admin, known.parks)) throw new Problem('forbidden', `${username} has parks that are not yours`);
    return known;
  }

  private async mustGive(tx: Tx, admin: User, parks: readonly string[]): Promise<void> {
    if (!covers(admin, parks)) throw new Problem('forbidden', `not all of ${parks.join(', ')} are yours to give`);
    const known = new Set((await this.register.all(tx)).map(({ park }) => park));
    const unknown = parks.filter((park) => park !== '*' && !known.has(park));
    if (unknown.length > 0) throw new Problem('bad-request', `body.parks: unknown: ${unknown.join(', ')}`);
  }

  /** Told to those who see the user's park; of several parks to those who see all. No number, no address, no password. */
  private async tell(tx: Tx, admin: User, account: UserAccount, more: Record<string, unknown>): Promise<void> {
    const { username, role, parks, name, language, disabled } = account;
    const [only] = parks;
    const entry: JournalEntry = {
      ...{ ...LIVE, at: await this.records.now(tx), type: 'user.changed', actor: admin.username },
      park: parks.length === 1 && only !== undefined && only !== '*' ? only : null,
      subject: { kind: 'user', id: username },
      data: { username, role, parks, name, language, disabled, ...more },
    };
    await this.journal.write(tx, [entry]);
  }
}

const covers = (admin: User, parks: readonly string[]): boolean =>
  admin.parks.includes('*') || parks.every((park) => park !== '*' && admin.parks.includes(park));

const shares = (admin: User, { parks }: Pick<User, 'parks'>): boolean =>
  admin.parks.includes('*') || parks.includes('*') || parks.some((park) => admin.parks.includes(park));

const touchesRights = ({ role, parks, disabled }: UserChange): boolean =>
  role !== undefined || parks !== undefined || disabled !== undefined;

const view = (admin: User, account: UserAccount, channels: readonly ContactPoint[]) => ({
  ...account,
  channels,
  editable: covers(admin, account.parks),
});

/** What the journal says of contact points: over which channels, never the addresses. */
const channelsOf = (points: readonly ContactPoint[]): string[] => points.map(({ channel }) => channel);
