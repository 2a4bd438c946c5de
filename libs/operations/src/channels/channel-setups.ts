import { Injectable } from '@nestjs/common';
import { channelOf, CHANNELS } from '@cofferdam/channels';
import { CHANNEL_KINDS, type ChannelKind, type ChannelSetup, type User } from '@cofferdam/domain';
import { Channels, type ChannelUse, SYSTEM_PARK, type Tx, UNUSED } from '@cofferdam/records';
import { type Doer, mustMatch, type Sight } from '../http/if-match';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { RegisterReader } from '../register/register-reader';
import { parksOf, sees } from '../scope/parks';
import { setsUp, viewChannel } from './channel-view';
import { checkSettings } from './settings';

/** A channel as somebody wants it. */
export interface WantedChannel extends Omit<ChannelSetup, 'version' | 'kind'> {
  readonly kind: string;
}

/** Channels as engineers set them up, each within their own parks. Who has all parks sets up those of every park. */
@Injectable()
export class ChannelSetups {
  constructor(
    private readonly register: RegisterReader,
    private readonly channels: Channels,
  ) {}

  async seenBy(tx: Tx, user: User, park: string | undefined) {
    const parks = parksOf(user, park);
    const [all, uses] = [await this.channels.all(tx), await this.channels.uses(tx)];
    const seen = all.filter((setup) => isFor(setup, parks));
    return seen.map((setup) => viewChannel(user, setup, uses.get(setup.id) ?? UNUSED));
  }

  /** @throws Problem `not-found`, also for a channel of a park out of the caller's scope */
  async get(tx: Tx, user: User, id: string): Promise<ChannelSetup> {
    return mustSee(user, id, await this.channels.get(tx, id));
  }

  async view(tx: Tx, user: User, setup: ChannelSetup) {
    return viewChannel(user, setup, await this.useOf(tx, setup.id));
  }

  /** @throws Problem `bad-request` for what cannot be meant, `act-refused`, `precondition-…` for a channel that is there */
  async put(tx: Tx, wanted: WantedChannel, { user, sight }: Doer) {
    const kind = knownKind(wanted.kind);
    if (wanted.park !== null) await this.register.park(tx, user, wanted.park);
    mustSetUp(user, wanted.park);
    const before = await this.channels.lock(tx, wanted.id);
    if (before !== null) await this.mustBeEditable(tx, before, { ...wanted, kind }, { user, sight });
    else if (sight.generation !== undefined)
      throw new Problem('precondition-failed', `there is no channel ${wanted.id}`);
    const checked = checkSettings(channelOf(kind), wanted.settings, before?.settings ?? null);
    if (!checked.ok) throw badBody(checked.errors);
    const after = await this.channels.put(tx, { ...wanted, kind, settings: checked.settings }, user.username);
    return { channel: await this.view(tx, user, after), version: after.version };
  }

  /** @throws Problem `not-found`, `precondition-failed`, `act-refused` while somebody is told over it */
  async remove(tx: Tx, id: string, { user, sight }: Doer) {
    const setup = mustSee(user, id, await this.channels.lock(tx, id));
    mustSetUp(user, setup.park);
    await this.mustHaveSeen(tx, setup, { user, sight });
    const use = await this.useOf(tx, id);
    if (isUsed(use)) throw refused({ reason: 'channel-in-use', detail: `${id} is used by ${inWords(use)}` });
    await this.channels.remove(tx, id, user.username);
    return { id, removed: true };
  }

  private async mustBeEditable(
    tx: Tx,
    before: ChannelSetup,
    wanted: Pick<ChannelSetup, 'id' | 'kind' | 'park'>,
    doer: Doer,
  ): Promise<void> {
    mustSetUp(doer.user, mustSee(doer.user, wanted.id, before).park);
    await this.mustHaveSeen(tx, before, doer);
    if (before.kind !== wanted.kind) {
      throw refused({ reason: 'channel-kind', detail: `${before.id} is ${before.kind} and stays so: set up another` });
    }
    const use = await this.useOf(tx, before.id);
    if (before.park !== wanted.park && wanted.park !== null && isUsed(use)) {
      throw refused({ reason: 'channel-in-use', detail: `${before.id} is used by ${inWords(use)}` });
    }
  }

  private async mustHaveSeen(tx: Tx, setup: ChannelSetup, { user, sight }: Doer): Promise<void> {
    if (sight.generation === undefined) throw new Problem('precondition-required');
    const needed: Sight = { generation: sight.generation, needed: true };
    mustMatch(needed, setup.version, await this.view(tx, user, setup), 'it has been set up anew');
  }

  private async useOf(tx: Tx, id: string): Promise<ChannelUse> {
    return (await this.channels.uses(tx)).get(id) ?? UNUSED;
  }
}

const isFor = ({ park }: ChannelSetup, parks: ReturnType<typeof parksOf>): boolean => sees(parks, park ?? SYSTEM_PARK);

function mustSee(user: User, id: string, setup: ChannelSetup | null): ChannelSetup {
  if (setup === null || !isFor(setup, parksOf(user))) throw new Problem('not-found', `no channel ${id} in your scope`);
  return setup;
}

function mustSetUp(user: User, park: string | null): void {
  if (setsUp(user, park)) return;
  throw new Problem('forbidden', park === null ? 'that takes somebody who has every park' : `${park} is not yours`);
}

function knownKind(kind: string): ChannelKind {
  const known = CHANNELS.map((channel) => channel.kind);
  const found = CHANNEL_KINDS.find((one) => one === kind && known.includes(one));
  if (found !== undefined) return found;
  const detail = `unknown kind ${JSON.stringify(kind)}; known are ${known.join(', ')}`;
  throw new Problem('bad-request', `body.kind: ${detail}`, { errors: [{ at: 'body.kind', detail }], known });
}

/** @param errors with their places in the body */
export function badBody(parts: readonly { readonly at: string; readonly detail: string }[]): Problem {
  const errors = parts.map(({ at, detail }) => ({ at: `body.${at}`, detail }));
  return new Problem('bad-request', errors.map(({ at, detail }) => `${at}: ${detail}`).join('; '), { errors });
}

const isUsed = ({ desks, users }: ChannelUse): boolean => desks.length + users.length > 0;

const inWords = ({ desks, users }: ChannelUse): string =>
  [...desks.map((desk) => `desk ${desk}`), ...users.map((user) => `user ${user}`)].join(', ');
