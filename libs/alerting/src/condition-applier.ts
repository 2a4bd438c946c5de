import { Injectable, Logger } from '@nestjs/common';
import type { ConditionMessage } from '@cofferdam/domain';
import {
  blamesData,
  ConditionPositions,
  JournalRelay,
  QuarantineStore,
  Records,
  type Refused,
  SystemAlarms,
  type Tx,
} from '@cofferdam/records';
import type { Entry } from '@cofferdam/redis';
import { classOf, parseMessage } from './condition-schema';
import { TimelineMerging } from './timeline-merging';

/** The system alarm of a condition that could not be applied. */
export const CONDITION_REFUSED = {
  subject: { kind: 'system', id: 'alerting' },
  rule: 'condition-refused',
} as const;

/** `overtaken`: somebody else has moved the shard's position since it was read; nothing was written. */
export type Outcome = 'applied' | 'overtaken';

/** Entries as they are read: what they hold has yet to be looked at. */
export type ConditionEntry = Entry<unknown>;

interface Place {
  readonly shard: number;
  /** Where the shard's position must still be. */
  readonly after: string;
}

/** Applies entries of the condition log: alarms, journal and position change in one transaction. */
@Injectable()
export class ConditionApplier {
  /** Since the start of this process: messages applied, messages refused, batches that were somebody else's. */
  applied = 0;
  refused = 0;
  overtaken = 0;
  private readonly logger = new Logger(ConditionApplier.name);

  constructor(
    private readonly records: Records,
    private readonly positions: ConditionPositions,
    private readonly merging: TimelineMerging,
    private readonly quarantine: QuarantineStore,
    private readonly systemAlarms: SystemAlarms,
    private readonly relay: JournalRelay,
  ) {}

  /** Since the start of this process: messages of drills that were not under way. */
  get dropped(): number {
    return this.merging.dropped;
  }

  /**
   * Applies entries in their order, all in one transaction. Where the records cannot take what one of them says, entry by
   * entry and message by message: the one to blame goes to the quarantine and raises a system alarm, the others count.
   * What is real among words of drills is applied before, in a transaction of its own: nothing real waits for a drill, and
   * its second coming says nothing new.
   *
   * @throws what is not the messages' fault, after some attempts: nothing of the failing transaction was written
   */
  async apply(shard: number, after: string, entries: readonly ConditionEntry[]): Promise<Outcome> {
    const real = realAmongDrills(entries);
    if (real.length > 0) await this.ahead(shard, real);
    try {
      return await this.together({ shard, after }, entries, (tx, now) => this.merge(tx, shard, entries, now));
    } catch (error) {
      if (!blamesData(error)) throw error;
      this.logger.warn(
        `shard ${shard}: a batch after ${after} cannot be applied as a whole: ${(error as Error).message}`,
      );
    }
    let reached = after;
    for (const entry of entries) {
      const place = { shard, after: reached };
      const outcome = await this.together(place, [entry], (tx, now) => this.mergeApart(tx, shard, entry, now));
      if (outcome === 'overtaken') return outcome;
      reached = entry.id;
    }
    return 'applied';
  }

  /**
   * Applies messages of a shard before their turn; the position stays. What has a wrong shape is left for its turn, and so
   * is everything where one of them cannot be applied.
   */
  async ahead(shard: number, messages: readonly unknown[]): Promise<void> {
    const good = messages.map(parseMessage).flatMap((parsed) => ('message' in parsed ? [parsed.message] : []));
    try {
      await this.records.transaction(async (tx) => {
        const { now } = await this.positions.lock(tx, shard);
        await this.merging.apply(tx, good, now);
      });
    } catch (error) {
      if (!blamesData(error)) throw error;
    }
    this.relay.poke();
  }

  private async together(
    { shard, after }: Place,
    entries: readonly ConditionEntry[],
    work: (tx: Tx, now: number) => Promise<number>,
  ): Promise<Outcome> {
    const last = entries.at(-1);
    if (last === undefined) return 'applied';
    const refused = await this.records.transaction(async (tx) => {
      const { entry, now } = await this.positions.lock(tx, shard);
      if (entry !== after) return null;
      const count = await work(tx, now);
      await this.positions.advance(tx, shard, last.id);
      return count;
    });
    if (refused === null) {
      this.overtaken += 1;
      return 'overtaken';
    }
    this.refused += refused;
    this.applied += entries.reduce((sum, { messages }) => sum + messages.length, 0) - refused;
    this.relay.poke();
    return 'applied';
  }

  /** How many were refused for their shape. */
  private async merge(tx: Tx, shard: number, entries: readonly ConditionEntry[], now: number): Promise<number> {
    const good: ConditionMessage[] = [];
    const bad: Refused[] = [];
    for (const { messages } of entries) {
      for (const raw of messages) {
        const parsed = parseMessage(raw);
        if ('message' in parsed) good.push(parsed.message);
        else bad.push(refusal(shard, raw, parsed.problem, now));
      }
    }
    await this.merging.apply(tx, good, now);
    await this.refuse(tx, bad);
    return bad.length;
  }

  private async mergeApart(tx: Tx, shard: number, entry: ConditionEntry, now: number): Promise<number> {
    const bad: Refused[] = [];
    for (const raw of entry.messages) {
      const problem = await this.tryOne(tx, raw, now);
      if (problem !== null) bad.push(refusal(shard, raw, problem, now));
    }
    await this.refuse(tx, bad);
    return bad.length;
  }

  private async tryOne(tx: Tx, raw: unknown, now: number): Promise<string | null> {
    const parsed = parseMessage(raw);
    if ('problem' in parsed) return parsed.problem;
    try {
      await this.records.part(tx, (part) => this.merging.apply(part, [parsed.message], now));
      return null;
    } catch (error) {
      if (!blamesData(error)) throw error;
      return (error as Error).message;
    }
  }

  private async refuse(tx: Tx, rows: readonly Refused[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    await this.quarantine.add(rows, tx);
    if (rows.every((row) => row.class === 'exercise')) return;
    const explain = `A condition could not be applied and is in the quarantine (${rows.length} at once).`;
    await this.systemAlarms.raise({ ...CONDITION_REFUSED, severity: 'yellow', explain }, tx);
  }
}

/** What is of class `actual`, where words of a drill stand beside it. */
function realAmongDrills(entries: readonly ConditionEntry[]): unknown[] {
  const all = entries.flatMap(({ messages }) => messages);
  const real = all.filter((raw) => classOf(raw) === 'actual');
  return real.length < all.length ? real : [];
}

function refusal(shard: number, raw: unknown, detail: string, at: number): Refused {
  return {
    ...{ at, reason: 'condition-refused', class: classOf(raw), park: null, outlet: null, monitor: null },
    ...{ topic: `conditions/${shard}`, detail, payload: Buffer.from(JSON.stringify(raw) ?? '') },
  };
}
