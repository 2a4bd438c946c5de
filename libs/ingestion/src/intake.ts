import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { type Refusal, timelineKey } from '@cofferdam/domain';
import { type Packet, Publisher } from '@cofferdam/mqtt';
import { TelemetryLog } from '@cofferdam/redis';
import { IntakeCounters } from './counters';
import { type Decision, decide, type Reply } from './decide';
import { LogWatch } from './log-watch';
import { Quarantine } from './quarantine';
import { RegisterWatch } from './register-watch';

/**
 * Refusals of one outlet and cause go to the log at most this often: rules ask whether a monitor is refused or silent,
 * and a burst of rubbish must not fill the log. The quarantine's counts have every one.
 */
const REFUSAL_EVERY_MS = 1_000;
const REMEMBERED = 10_000;

/** Takes one packet of the broker after another: judge, put on disk, then answer. */
@Injectable()
export class Intake {
  private readonly logger = new Logger('Intake');
  private readonly refused = new Map<string, number>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly log: TelemetryLog,
    private readonly logWatch: LogWatch,
    private readonly register: RegisterWatch,
    private readonly quarantine: Quarantine,
    private readonly publisher: Publisher,
    private readonly counters: IntakeCounters,
  ) {}

  /**
   * Resolves when the packet may be acknowledged.
   * @throws when the log has not got it: then it must come again
   */
  async take({ topic, payload, redelivered }: Packet): Promise<void> {
    this.counters.packets += 1;
    if (redelivered) this.counters.redelivered += 1;
    const decision = this.decide(topic, payload, Date.now());
    try {
      await this.log.append(this.thin(decision));
    } catch (error) {
      this.logWatch.lost(error);
      throw error;
    }
    this.finish(decision);
  }

  /** A decision that throws is a mistake of ours; the packet must not come again for ever. */
  private decide(topic: string, payload: Buffer, now: number): Decision {
    try {
      return decide(topic, payload, this.register.identity, now, this.settings);
    } catch (error) {
      this.logger.error(`${topic}: ${error instanceof Error ? error.stack : String(error)}`);
      const rejection = {
        at: now,
        reason: 'bad-shape',
        class: 'actual',
        park: null,
        outlet: null,
        monitor: null,
      } as const;
      const detail = `not judged: ${String(error)}`.slice(0, 200);
      const rejections = [{ ...rejection, topic, detail, payload: Buffer.from(payload.subarray(0, 4096)) }];
      return { messages: [], rejections, replies: [], refusalReplies: [], place: null };
    }
  }

  private thin({ messages, rejections }: Decision): Decision['messages'] {
    if (rejections.length === 0) return messages;
    return messages.filter((message) => message.kind !== 'refusal' || this.isNews(message));
  }

  private isNews(refusal: Refusal): boolean {
    const { park, outlet, monitor, reason, receivedAt } = refusal;
    const key = `${timelineKey(refusal)}/${park}/${outlet}/${monitor ?? ''}/${reason}`;
    const last = this.refused.get(key);
    if (last !== undefined && Math.abs(receivedAt - last) < REFUSAL_EVERY_MS) return false;
    if (this.refused.size >= REMEMBERED) this.refused.clear();
    this.refused.set(key, receivedAt);
    return true;
  }

  private finish({ messages, rejections, replies, refusalReplies }: Decision): void {
    for (const message of messages) if (message.kind === 'sample') this.counters.samples += 1;
    this.send(replies);
    if (rejections.length === 0) return;
    for (const { reason } of rejections) this.counters.refused(reason);
    this.quarantine.add(rejections, refusalReplies.length > 0 ? () => this.send(refusalReplies) : undefined);
  }

  /** Never awaited: a packet that waited for a publish would stop its connection for good. */
  private send(replies: readonly Reply[]): void {
    for (const { topic, payload } of replies) if (this.publisher.send(topic, payload)) this.counters.receipts += 1;
  }
}
