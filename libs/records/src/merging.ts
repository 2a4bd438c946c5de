import { Injectable } from '@nestjs/common';
import {
  type Alarm,
  type Condition,
  conditionKey,
  type ConditionMessage,
  type JournalEntry,
  type Known,
  merge,
  mergeDigest,
  type Occurrence,
} from '@cofferdam/domain';
import { Alarms } from './alarms';
import { alarmId, Episodes } from './episodes';
import { Journal } from './journal';
import type { Tx } from './schema';

/** Carries out what `merge` decides: alarms, episodes and journal of many messages in a handful of statements. */
@Injectable()
export class Merging {
  constructor(
    private readonly alarms: Alarms,
    private readonly episodes: Episodes,
    private readonly journal: Journal,
  ) {}

  /**
   * Merges messages, in their order, into the records. Harmless when repeated.
   * @param now PostgreSQL's clock, epoch ms
   * @returns how many journal entries were written
   */
  async apply(tx: Tx, messages: readonly ConditionMessage[], now: number): Promise<number> {
    const ledger = new Ledger(await this.episodes.known(tx, await this.asked(tx, messages)), now);
    for (const message of messages) ledger.take(message);
    await this.alarms.save(tx, [...ledger.alarms.values()]);
    await this.episodes.save(tx, [...ledger.occurrences.values()]);
    await this.journal.write(tx, ledger.entries);
    return ledger.entries.length;
  }

  private async asked(tx: Tx, messages: readonly ConditionMessage[]): Promise<Map<string, Set<number>>> {
    const asked = new Map<string, Set<number>>();
    const outlets = new Map<string, { park: string; outlet: string }>();
    for (const message of messages) {
      if (message.kind === 'condition') ask(asked, message);
      else {
        message.conditions.forEach((condition) => ask(asked, condition));
        outlets.set(JSON.stringify([message.park, message.outlet]), message);
      }
    }
    const places = [...outlets.values()].map(({ park, outlet }) => ({ park, outlet }));
    for (const key of await this.alarms.activeKeys(tx, places)) if (!asked.has(key)) asked.set(key, new Set());
    return asked;
  }
}

function ask(asked: Map<string, Set<number>>, { key, episode, previous }: Condition): void {
  const name = conditionKey(key);
  const episodes = asked.get(name) ?? new Set();
  for (const one of [episode, ...previous.map((past) => past.episode)]) episodes.add(one);
  asked.set(name, episodes);
}

/** What is known while a batch is merged, and what has to be written in the end. */
class Ledger {
  readonly alarms = new Map<string, Alarm>();
  readonly occurrences = new Map<string, { key: string; occurrence: Occurrence }>();
  readonly entries: JournalEntry[] = [];

  constructor(
    private readonly known: Map<string, Known>,
    private readonly now: number,
  ) {}

  take(message: ConditionMessage): void {
    if (message.kind === 'condition') this.merge(message);
    else for (const condition of mergeDigest([...this.known.values()], message)) this.merge(condition);
  }

  private merge(condition: Condition): void {
    const key = conditionKey(condition.key);
    const before = this.known.get(key) ?? { alarm: null, occurrences: new Map() };
    const merged = merge(before, condition, this.now, (episode) => alarmId(key, episode));
    this.known.set(key, merged.known);
    for (const alarm of merged.alarms) this.alarms.set(alarm.id, alarm);
    for (const occurrence of merged.occurrences) {
      this.occurrences.set(`${key}#${occurrence.episode}`, { key, occurrence });
    }
    this.entries.push(...merged.entries);
  }
}
