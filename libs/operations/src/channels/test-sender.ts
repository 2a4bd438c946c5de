import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Channel, channelOf, type SendResult } from '@cofferdam/channels';
import { type ChannelSetup, DEFAULT_LANGUAGE, type JournalEntry, type Language, type User } from '@cofferdam/domain';
import { Contacts, Journal, JournalRelay, Records, SYSTEM_PARK, type Tx, Users } from '@cofferdam/records';
import { Problem } from '../http/problem';
import { refused } from '../http/refusal';
import { Attempts } from '../session/attempts';
import { setsUp } from './channel-view';
import { badBody, ChannelSetups } from './channel-setups';
import { withoutSecrets } from './settings';
import { testMessage } from './test-message';

/** Longer than any channel waits for its provider. */
const MOST_MS = 20_000;

interface Target {
  readonly setup: ChannelSetup;
  readonly to: string | null;
  /** Whose address it is; null for one that was typed in, and for a group. */
  readonly whose: string | null;
  /** The group's, or of whoever asks. */
  readonly language: Language;
}

/**
 * Sends test messages, one for each call: no lock is held while the provider is waited for, so an answer that was lost is
 * no reason to keep it. Each leaves an event of the class `test` in the journal.
 */
@Injectable()
export class TestSender {
  /** By channel: providers allow few messages, and those are for alarms. */
  private readonly attempts = new Attempts({ burst: 3, everyMs: 20_000 });

  constructor(
    private readonly records: Records,
    private readonly setups: ChannelSetups,
    private readonly contacts: Contacts,
    private readonly users: Users,
    private readonly journal: Journal,
    private readonly relay: JournalRelay,
  ) {}

  /** @param to null: the caller's own address @throws Problem `bad-request`, `forbidden`, `act-refused`, `too-many-tests` */
  async send(user: User, id: string, to: string | null) {
    const target = await this.records.snapshot((tx) => this.targetOf(tx, user, id, to));
    if (!target.setup.enabled) throw refused({ reason: 'channel-off', detail: `${id} is switched off` });
    const channel = channelOf(target.setup.kind);
    const settings = settingsOf(channel, target.setup);
    this.count(id);
    const key = `test-${randomUUID()}`;
    const { to: address, language } = target;
    const message = testMessage(target.setup, { key, by: user.username, to: address, language, size: channel.size });
    const began = performance.now();
    const result = await channel.send(settings, message, AbortSignal.timeout(MOST_MS));
    const tookMs = Math.round(performance.now() - began);
    await this.tell(user, target, key, result);
    const answer = withoutSecrets(result.answer, channel, settings);
    return { ok: result.ok, fault: result.ok ? null : result.fault, answer, tookMs };
  }

  private async targetOf(tx: Tx, user: User, id: string, to: string | null): Promise<Target> {
    const setup = await this.setups.get(tx, user, id);
    const { address } = channelOf(setup.kind);
    const may = setsUp(user, setup.park);
    if (address === null) {
      if (!may) throw new Problem('forbidden', `${id} is a group’s: those who set up channels test it`);
      if (to !== null) throw badBody([{ at: 'to', detail: `${id} reaches a group and takes no address` }]);
      return { setup, to: null, whose: null, language: setup.language };
    }
    if (to !== null && !may) throw new Problem('forbidden', 'you may test your own address alone');
    const { language = DEFAULT_LANGUAGE } = (await this.users.get(user.username, tx)) ?? {};
    if (to !== null) return { setup, to: readAddress(address, to), whose: null, language };
    const own = (await this.contacts.of(tx, user.username)).find(({ channel }) => channel === id);
    if (own === undefined) throw badBody([{ at: 'to', detail: `you have no address of your own on ${id}: name one` }]);
    return { setup, to: own.to, whose: user.username, language };
  }

  private count(id: string): void {
    const wait = this.attempts.take(id, performance.now());
    if (wait === 0) return;
    const seconds = String(Math.ceil(wait / 1000));
    throw new Problem('too-many-tests', `try again in ${seconds} s`, {}, { 'Retry-After': seconds });
  }

  /** Who tested what, and what became of it; whose address it was, never the address. */
  private async tell(user: User, { setup, whose }: Target, key: string, result: SendResult): Promise<void> {
    const { id, park } = setup;
    await this.records.transaction(async (tx) => {
      const entry: JournalEntry = {
        ...{ at: await this.records.now(tx), type: result.ok ? 'notification.sent' : 'notification.failed' },
        ...{ class: 'test', drill: null, park: park ?? SYSTEM_PARK, actor: user.username },
        subject: { kind: 'channel', id },
        data: {
          ...{ key, channel: id, to: whose, attempt: 1, possibleRepeat: false },
          ...(result.ok ? {} : { fault: result.fault }),
        },
      };
      await this.journal.write(tx, [entry]);
    });
    this.relay.poke();
  }
}

/** As its kind reads them today: they may have been stored before it asked for more. */
function settingsOf(channel: Channel, { id, settings }: ChannelSetup): Readonly<Record<string, unknown>> {
  const read = channel.settings.safeParse(settings);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw refused({ reason: 'channel-settings', detail: `${id} has to be set up anew: ${wrong}` });
}

function readAddress(address: NonNullable<Channel['address']>, to: string): string {
  const read = address.safeParse(to);
  if (read.success) return read.data;
  throw badBody(read.error.issues.map(({ message }) => ({ at: 'to', detail: message })));
}
