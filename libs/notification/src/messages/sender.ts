import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Channel, Outgoing, SendResult, TextFacts } from '@cofferdam/channels';
import { deskOfRecipient } from '@cofferdam/domain';
import { Outage } from '@cofferdam/process';
import { Contacts, Deliveries, type Delivery, Records, Users } from '@cofferdam/records';
import { type Claim, Claims } from './claims';
import { DrillGate } from './drill-gate';
import { type DeliveryFacts, FactsReader } from './facts-reader';
import { MessageMetrics } from './message-metrics';
import { Outcomes } from './outcomes';
import { type Voices, VOICES } from './texts';
import { Turnstile } from './turnstile';

/** Calls that one process makes over one channel at a time: a slow provider holds up nobody else's. */
const LANES = 8;
/** Transactions of the senders of one process at a time: alarms need the connections as well. */
const TRANSACTIONS = 3;
const CALL_MS = 10_000;
/** What was claimed longer ago is asked for again before it goes out, ms. */
const STALE_MS = 300;
const LAST_CALLS_MS = 6_000;

interface Serving {
  readonly done: Promise<void>;
  wake: () => void;
}

/** Sends what waits for a channel: claims it, calls the provider outside any transaction, and writes what came of it. */
@Injectable()
export class Sender implements OnModuleDestroy {
  /** Who claims. */
  private readonly worker = randomUUID();
  private readonly outage = new Outage(new Logger(Sender.name), 'messages to people wait');
  private readonly serving = new Map<string, Serving>();
  private readonly turnstile = new Turnstile(TRANSACTIONS);
  private stopping = false;

  constructor(
    private readonly records: Records,
    private readonly claims: Claims,
    private readonly deliveries: Deliveries,
    private readonly contacts: Contacts,
    private readonly users: Users,
    private readonly facts: FactsReader,
    private readonly outcomes: Outcomes,
    private readonly metrics: MessageMetrics,
    private readonly gate: DrillGate,
    @Inject(VOICES) private readonly voices: Voices,
  ) {}

  /** Resolves when nothing more can go out over the channel for now. Never throws. */
  serve(channel: string): Promise<void> {
    const known = this.serving.get(channel);
    if (known !== undefined) {
      known.wake();
      return known.done;
    }
    if (this.stopping) return Promise.resolve();
    const serving: Serving = {
      wake: () => undefined,
      done: Promise.resolve()
        .then(() => this.run(channel, serving))
        .then(
          () => this.outage.isOver(),
          (error: unknown) => this.outage.goesOn(error),
        )
        .finally(() => this.serving.delete(channel)),
    };
    this.serving.set(channel, serving);
    return serving.done;
  }

  /** What is under way is finished, if it does not take too long; leases run out by themselves. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, LAST_CALLS_MS)));
    await Promise.race([Promise.all([...this.serving.values()].map(({ done }) => done)), late]);
    clearTimeout(timer);
  }

  private async run(channel: string, serving: Serving): Promise<void> {
    const going = new Set<Promise<void>>();
    try {
      while (!this.stopping) {
        let again = false;
        const woken = new Promise<void>((resolve) => {
          serving.wake = () => resolve(void (again = true));
        });
        const free = LANES - going.size;
        const claims = free > 0 ? await this.turnstile.pass(() => this.claims.next(channel, this.worker, free)) : [];
        for (const claim of claims) {
          const send: Promise<void> = this.send(claim)
            .catch((error: unknown) => this.outage.goesOn(error))
            .finally(() => going.delete(send));
          going.add(send);
        }
        if (claims.length > 0 || again) continue;
        if (going.size === 0) return;
        await Promise.race(free > 0 ? [...going, woken] : going);
      }
    } finally {
      await Promise.all(going);
    }
  }

  private async send(claimed: Claim): Promise<void> {
    const facts = await this.turnstile.pass(() => this.facts.of(claimed.deliveries));
    const claim = await this.stillWanted({
      ...claimed,
      deliveries: claimed.deliveries.filter(({ id }) => facts.has(id)),
    });
    if (claim.deliveries.length === 0) return;
    const channel = this.voices.channelOf(claim.setup.kind);
    const some = await this.fitting(claim, channel, facts);
    const fitting = isLive(some) ? some : await this.turnstile.pass(() => this.gate.pass(some));
    if (fitting.deliveries.length === 0) return;
    const digest = fitting.deliveries.length > 1 ? `digest.${randomUUID()}` : null;
    const to = await this.addressOf(fitting);
    if (to === undefined) return this.turnstile.pass(() => this.outcomes.unaddressed(fitting));
    const result = await this.call(fitting, channel, facts, { digest, to });
    if (!result.ok) return this.turnstile.pass(() => this.outcomes.failed(fitting, result));
    await this.turnstile.pass(() => this.outcomes.sent(fitting, this.worker, result.answer.slice(0, 2_000), digest));
    this.measure(fitting, facts);
  }

  private measure({ deliveries }: Claim, facts: ReadonlyMap<number, DeliveryFacts>): void {
    for (const { id, kind, attempt, drill } of deliveries) {
      const at = facts.get(id)?.sampleAt ?? null;
      if (kind === 'duty' && attempt === 1 && at !== null && drill === null)
        this.metrics.told((Date.now() - at) / 1000);
    }
  }

  /** It may have been taken back while this process was busy otherwise. */
  private async stillWanted(claim: Claim): Promise<Claim> {
    if (performance.now() - claim.at < STALE_MS) return claim;
    const ids = claim.deliveries.map(({ id }) => id);
    const wanted = await this.deliveries.wanted(ids, this.worker);
    return { ...claim, deliveries: claim.deliveries.filter(({ id }) => wanted.has(id)) };
  }

  /** A digest names every place of what is grave: what does not fit into one waits for the next. */
  private async fitting(claim: Claim, { size }: Channel, facts: ReadonlyMap<number, DeliveryFacts>): Promise<Claim> {
    let many = claim.deliveries.length;
    const names = (count: number): boolean => {
      const those = factsOf(claim.deliveries.slice(0, count), facts);
      const { body } = this.voices.digest(those, size);
      return those.filter(({ severity, toxic }) => severity === 'red' || toxic).every((one) => isNamed(one, body));
    };
    while (many > 1 && !names(many)) many = Math.ceil(many / 2);
    const rest = claim.deliveries.slice(many).map(({ id }) => id);
    await this.deliveries.release(rest, this.worker);
    return { ...claim, deliveries: claim.deliveries.slice(0, many) };
  }

  private async call(
    { setup, deliveries }: Claim,
    channel: Channel,
    facts: ReadonlyMap<number, DeliveryFacts>,
    { digest, to }: { digest: string | null; to: string | null },
  ): Promise<SendResult> {
    const settings = channel.settings.safeParse(setup.settings);
    if (!settings.success) return fault('refused', 'the settings do not fit the channel');
    const those = factsOf(deliveries, facts);
    const [[first], [one]] = [deliveries, those];
    if (first === undefined || one === undefined) return fault('malformed', 'the message is gone');
    const text = digest === null ? this.voices.compose(one, channel.size) : this.voices.digest(those, channel.size);
    const outgoing: Outgoing = {
      ...{ ...text, key: digest ?? first.key, language: one.language, severity: first.severity },
      ...{ link: one.link, to },
    };
    try {
      return await channel.send(settings.data, outgoing, AbortSignal.timeout(CALL_MS));
    } catch (error) {
      return fault('unreachable', (error as Error).message);
    }
  }

  /** Null for a robot; undefined where the person has none on the channel any more, or is disabled. */
  private async addressOf({ deliveries: [first] }: Claim): Promise<string | null | undefined> {
    if (first === undefined) return undefined;
    if (deskOfRecipient(first.recipient) !== null) return null;
    const user = await this.users.get(first.recipient);
    if (user === null || user.disabled) return undefined;
    const contacts = await this.contacts.of(this.records.db, first.recipient);
    return contacts.find(({ channel }) => channel === first.channel)?.to;
  }
}

/** Nothing of a drill is in it. */
const isLive = ({ deliveries }: Claim): boolean => deliveries.every((one) => one.class === 'actual');

const fault = (what: Extract<SendResult, { ok: false }>['fault'], answer: string): SendResult => ({
  ...{ ok: false, fault: what, retryAfterMs: null, answer },
});

/** All in the language of the newest: the reader may have chosen another one since the others were written. */
function factsOf(deliveries: readonly Delivery[], facts: ReadonlyMap<number, DeliveryFacts>): TextFacts[] {
  const [first] = deliveries;
  if (first === undefined) return [];
  const { language } = deliveries.reduce((newest, one) => (one.id > newest.id ? one : newest), first);
  return deliveries.flatMap(({ id }) => {
    const known = facts.get(id);
    return known === undefined ? [] : [{ ...known.facts, language }];
  });
}

/** By its outlet's name in the message's language, or its number; `No. 1` is not named by `No. 12`. */
function isNamed({ outlet, number, language }: TextFacts, body: string): boolean {
  const name = (language === 'en' ? outlet?.en : outlet?.zh) ?? number;
  if (name === null) return true;
  return body
    .split(name)
    .slice(1)
    .some((rest) => !/^[a-z0-9]/i.test(rest));
}
