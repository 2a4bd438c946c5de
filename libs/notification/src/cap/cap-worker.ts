import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Metrics, Outage } from '@cofferdam/process';
import { CapMessages, FeedCursors, Records, SystemAlarms } from '@cofferdam/records';
import { CapIssuer } from './cap-issuer';
import { CapSigner } from './cap-signer';

const LOOK_EVERY_MS = 1_000;
/** Events and chains of one transaction: it holds the cursor while it signs. */
const EVENTS = 50;
const CHAINS = 20;
const CHECK_EVERY_MS = 60_000;
/** How long a message that was refused is an alarm. */
const REFUSED_MS = 86_400_000;
const FEED = 'cap';

const REFUSED = { subject: { kind: 'system', id: 'cap' }, rule: 'cap-refused' } as const;
const KEYLESS = { subject: { kind: 'system', id: 'cap' }, rule: 'cap-keys' } as const;

/** Follows the journal and the clock; several processes may, one of them at a time says something. */
@Injectable()
export class CapWorker implements OnModuleDestroy {
  private readonly outage = new Outage(new Logger(CapWorker.name), 'no CAP message is issued');
  private busy: Promise<void> | null = null;
  private stopping = false;
  private checked = { at: -Infinity, refusals: 0 };

  constructor(
    private readonly records: Records,
    private readonly cursors: FeedCursors,
    private readonly issuer: CapIssuer,
    private readonly signer: CapSigner,
    private readonly messages: CapMessages,
    private readonly troubles: SystemAlarms,
    metrics: Metrics,
  ) {
    metrics.gauge('cap_events_behind', 'Journal events that CAP issuing has not looked at', async (gauge) =>
      gauge.set(await this.cursors.behind(FEED)),
    );
  }

  /** `@Interval` starts again whether or not the last run has ended. */
  @Interval(LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (this.stopping) return;
    this.busy ??= this.round()
      .then(
        () => this.outage.isOver(),
        (error: unknown) => this.outage.goesOn(error),
      )
      .finally(() => (this.busy = null));
    await this.busy;
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.busy;
  }

  private async round(): Promise<void> {
    await this.haveKeys();
    while (!this.stopping) {
      const taken = await this.cursors.step(FEED, EVENTS, (tx, events) => this.issuer.follow(tx, events));
      if (taken === null || taken < EVENTS) break;
    }
    while (!this.stopping) {
      const looked = await this.records.transaction((tx) => this.issuer.look(tx, CHAINS));
      if (looked < CHAINS) break;
    }
    const news = this.issuer.refusals > this.checked.refusals;
    if (news || performance.now() - this.checked.at > CHECK_EVERY_MS) await this.check();
  }

  /** Without keys nothing is said, and the cursor stays: what has to be said waits for them. */
  private async haveKeys(): Promise<void> {
    try {
      await this.signer.prepare();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const explain = `CAP messages cannot be signed: ${why}`;
      await this.troubles.raise({ ...KEYLESS, severity: 'orange', explain });
      throw error;
    }
  }

  private async check(): Promise<void> {
    const { refusals } = this.issuer;
    const since = (await this.records.now()) - REFUSED_MS;
    const refused = await this.messages.refusedSince(this.records.db, since);
    const explain = `${refused} CAP messages broke rules of the profile within a day and did not leave`;
    if (refused > 0) await this.troubles.raise({ ...REFUSED, severity: 'orange', explain });
    else await this.troubles.clear(REFUSED);
    await this.troubles.clear(KEYLESS);
    this.checked = { at: performance.now(), refusals };
  }
}
