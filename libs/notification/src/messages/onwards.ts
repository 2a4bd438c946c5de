import { Injectable } from '@nestjs/common';
import type { SendFault } from '@cofferdam/channels';
import { afterFault, type AfterFault, deskOfRecipient, type EventType, type JournalEntry } from '@cofferdam/domain';
import {
  Contacts,
  Deliveries,
  type Delivery,
  Journal,
  type NewDelivery,
  type Onward,
  Outbox,
  type Tx,
  Users,
} from '@cofferdam/records';
import { Around, channelBlamed, faultsOf, type Seen } from './around';
import { DrillSight } from './drill-sight';

/** Why a channel has not taken something; `drill-fault`: a drill's script has put it out of order. */
export interface Failure {
  readonly fault: SendFault | 'drill-fault';
  readonly retryAfterMs: number | null;
  readonly answer: string;
}

/** What is looked at around deliveries. */
type SeenAround = Pick<Seen, 'contacts' | 'channels' | 'drills'>;

/** What has become of deliveries that a channel did not take. */
export interface Moved {
  /** They go to another channel, or through their list again, or nowhere. */
  readonly passed: number;
  readonly failed: number;
}

const MAY_PASS: readonly Failure['fault'][] = ['throttled', 'unreachable'];
/** Time that a channel which takes nothing any more is given, ms. */
const PAST: Failure = { fault: 'unreachable', retryAfterMs: null, answer: 'the channel takes nothing' };
const NOWHERE: Failure = { fault: 'refused', retryAfterMs: null, answer: 'the channel is switched off' };

/** Sends deliveries on their way: the same channel again, the next one, all of them again, and nowhere in the end. */
@Injectable()
export class Onwards {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly outbox: Outbox,
    private readonly journal: Journal,
    private readonly contacts: Contacts,
    private readonly users: Users,
    private readonly around: Around,
    private readonly sight: DrillSight,
  ) {}

  /** After an attempt. The outbox rows must be locked. */
  async after(tx: Tx, deliveries: readonly Delivery[], failure: Failure): Promise<Moved> {
    return this.move(tx, deliveries, failure, () => true);
  }

  /**
   * Of what waits for a channel that has failed for so long, ms: what has another channel goes there once its patience is
   * over, what is too old is given up. @returns what stays
   */
  async past(tx: Tx, waiting: readonly Delivery[], failingMs: number): Promise<Delivery[]> {
    const late = waiting.map((one) => ({ ...one, here: Math.max(one.here, failingMs) }));
    const stay: Delivery[] = [];
    const goes = (one: Delivery, after: AfterFault, channel: string | null): boolean => {
      if (after.does === 'give-up' || (after.does === 'next' && channel !== one.channel)) return true;
      stay.push(one);
      return false;
    };
    await this.move(tx, late, PAST, goes);
    return stay;
  }

  async fromNowhere(tx: Tx, waiting: readonly Delivery[]): Promise<void> {
    await this.move(tx, waiting, NOWHERE, () => true);
  }

  private async move(
    tx: Tx,
    deliveries: readonly Delivery[],
    failure: Failure,
    goes: (delivery: Delivery, after: AfterFault, channel: string | null) => boolean,
  ): Promise<Moved> {
    if (deliveries.length === 0) return { passed: 0, failed: 0 };
    const seen = await this.see(tx, deliveries);
    const messages = await this.outbox.messages(tx, [...new Set(deliveries.map(({ outbox }) => outbox))]);
    const steps = deliveries.flatMap((delivery) => {
      const message = messages.get(delivery.outbox);
      const list = this.listOf(delivery, seen, message && channelBlamed(message));
      const at = list.indexOf(delivery.channel);
      const position = at < 0 ? delivery.position - 1 : at; // its channel has left the list: the next has moved up
      const after = afterFault(
        { ...delivery, channels: list.length, position },
        { mayPass: MAY_PASS.includes(failure.fault), retryAfterMs: failure.retryAfterMs },
      );
      const next = after.does === 'next' ? (list[after.position] ?? null) : delivery.channel;
      return goes(delivery, after, next) ? [{ delivery, next, after: next === null ? GIVEN_UP : after }] : [];
    });
    const changed = await this.deliveries.onward(
      tx,
      steps.map((step) => onwardOf(step, failure)),
    );
    const news = steps.filter(({ delivery, after }) => changed.has(delivery.id) && after.does !== 'retry');
    const nowOf = await this.sight.clocks(
      tx,
      news.map(({ delivery }) => delivery),
    );
    await this.journal.write(
      tx,
      news.map(({ delivery }) => entryOf('notification.failed', delivery, nowOf(delivery), { fault: failure.fault })),
    );
    await this.tellSubstitutes(tx, news, seen);
    const failed = news.filter(({ after }) => after.does === 'give-up');
    await this.outbox.settle(tx, [...new Set(failed.map(({ delivery }) => delivery.outbox))]);
    return { passed: news.length, failed: failed.length };
  }

  private async see(tx: Tx, deliveries: readonly Delivery[]): Promise<SeenAround> {
    const people = deliveries.flatMap(({ recipient, substitute }) => [
      recipient,
      ...(substitute === null ? [] : [substitute]),
    ]);
    const contacts = await this.contacts.many(tx, [...new Set(people)]);
    return { contacts, channels: await this.around.open(tx), drills: await this.sight.of(tx, deliveries) };
  }

  /** A robot is its own list. */
  private listOf(delivery: Delivery, seen: SeenAround, without: unknown): string[] {
    const { recipient, park, channel } = delivery;
    const faults = faultsOf(delivery, seen);
    if (deskOfRecipient(recipient) === null) return this.around.channelsOf(recipient, park, seen, { without, faults });
    return seen.channels.has(channel) && faults?.channels.has(channel) !== true ? [channel] : [];
  }

  /** Whom none of their channels has reached is told through a substitute as well, once. */
  private async tellSubstitutes(tx: Tx, steps: readonly Step[], seen: SeenAround): Promise<void> {
    const unreached = steps.filter(
      ({ delivery, after }) =>
        delivery.round === 0 && (after.does === 'give-up' || (after.does === 'next' && after.round > 0)),
    );
    const rows: NewDelivery[] = [];
    for (const { delivery } of unreached) {
      const { substitute, key, recipient, park } = delivery;
      const account = substitute === null ? null : await this.users.get(substitute, tx);
      if (account === null || account.disabled) continue;
      const { username, language } = account;
      const [channel = null] = this.around.channelsOf(username, park, seen, { faults: faultsOf(delivery, seen) });
      const other = `${key.slice(0, -recipient.length)}${username}`;
      rows.push({ ...delivery, key: other, recipient: username, substitute: null, channel, language });
    }
    await this.deliveries.add(tx, rows);
  }
}

interface Step {
  readonly delivery: Delivery;
  readonly next: string | null;
  readonly after: AfterFault;
}
const GIVEN_UP: AfterFault = { does: 'give-up' };

function onwardOf({ delivery, next, after }: Step, { fault, answer }: Failure): Onward {
  const { id, round, tries, channel } = delivery;
  const said = { id, answer: `${fault}: ${answer}`.slice(0, 2_000), mayRepeat: fault === 'unreachable' && tries > 0 };
  if (after.does === 'give-up') {
    return { ...said, state: 'FAILED', channel, position: delivery.position, round, tries, afterMs: 0, moved: false };
  }
  if (after.does === 'retry') {
    return {
      ...said,
      state: 'PENDING',
      channel,
      position: delivery.position,
      round,
      tries,
      afterMs: after.afterMs,
      moved: false,
    };
  }
  const { position, afterMs } = after;
  return { ...said, state: 'PENDING', channel: next, position, round: after.round, tries: 0, afterMs, moved: true };
}

/** What the journal says of a delivery: to whom, never at which number or address. */
export function entryOf(
  type: Extract<EventType, `notification.${string}`>,
  delivery: Omit<NewDelivery, 'channel'> &
    Pick<Delivery, 'attempt' | 'possibleRepeat'> & { readonly channel: string | null },
  at: number,
  more: Readonly<Record<string, unknown>> = {},
): JournalEntry {
  const { class: class_, drill, park, owner, key, channel, recipient: to, attempt, possibleRepeat } = delivery;
  const about = owner.kind === 'incident' ? { incident: owner.id } : {};
  return {
    ...{ at, type, class: class_, drill, park, subject: { kind: owner.kind, id: owner.id }, actor: 'system' },
    data: { key, channel, to, attempt, possibleRepeat, kind: delivery.kind, ...about, ...more },
  };
}
