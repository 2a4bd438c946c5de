import { Injectable } from '@nestjs/common';
import {
  type Alarm,
  type AlarmChange,
  type Condition,
  conditionKey,
  type JournalEntry,
  type Known,
  merge,
  mergeDigest,
  type Occurrence,
  overlayDeadlines,
  OVERLAYS,
  type StateMessage,
} from '@cofferdam/domain';
import { Alarms } from './alarms';
import { ByDesign } from './by-design';
import type { OwnerDeadlines } from './deadline-row';
import { Deadlines } from './deadlines';
import { alarmId, Episodes } from './episodes';
import { type AlarmStep, Grouping, type Spot, toldWith } from './grouping';
import type { Tx } from './schema';

/** Carries out what `merge` decides: alarms, episodes and journal of many messages in a handful of statements. */
@Injectable()
export class Merging {
  constructor(
    private readonly alarms: Alarms,
    private readonly episodes: Episodes,
    private readonly grouping: Grouping,
    private readonly byDesign: ByDesign,
    private readonly deadlines: Deadlines,
  ) {}

  /**
   * Merges messages, in their order, into the records; alarms that call for people join incidents or open them. Harmless
   * when repeated. All of one timeline: its clock is the time of everything that follows from them.
   * @param now epoch ms of the timeline
   * @returns how many journal entries of alarms were written
   */
  async apply(tx: Tx, messages: readonly StateMessage[], now: number): Promise<number> {
    const asked = await this.asked(tx, messages);
    const spots = spotsOf(messages);
    // Incidents are locked before alarms, here and everywhere.
    const run = await this.grouping.begin(tx, spots, { keys: [...asked.keys()] }, now);
    for (const key of await this.byDesign.keys(tx, spots, run.parks)) if (!asked.has(key)) asked.set(key, new Set());
    const ledger = new Ledger(await this.episodes.known(tx, asked), now);
    for (const message of messages) ledger.take(message);
    for (const change of this.byDesign.judge(ledger.present, run.parks, now)) ledger.change(change);
    ledger.join(await run.place(ledger.steps));
    await this.alarms.save(tx, [...ledger.alarms.values()]);
    await this.episodes.save(tx, [...ledger.occurrences.values()]);
    await run.save(ledger.entries);
    await this.deadlines.reconcile(tx, ledger.steps.filter(overlaysMoved).map(overlaysOf), now);
    return ledger.entries.length;
  }

  private async asked(tx: Tx, messages: readonly StateMessage[]): Promise<Map<string, Set<number>>> {
    const asked = new Map<string, Set<number>>();
    const outlets = new Map<string, Spot>();
    for (const message of messages) {
      if (message.kind === 'condition') ask(asked, message);
      else {
        message.conditions.forEach((condition) => ask(asked, condition));
        const { class: class_, drill, park, outlet } = message;
        outlets.set(JSON.stringify([class_, drill, park, outlet]), { class: class_, drill, park, outlet });
      }
    }
    for (const key of await this.alarms.activeKeys(tx, [...outlets.values()]))
      if (!asked.has(key)) asked.set(key, new Set());
    return asked;
  }
}

/** The outlets that messages are about, each once. */
function spotsOf(messages: readonly StateMessage[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const message of messages) {
    const { class: class_, drill, park, outlet } = message.kind === 'condition' ? message.key : message;
    if (outlet !== null)
      spots.set(JSON.stringify([class_, drill, park, outlet]), { class: class_, drill, park, outlet });
  }
  return [...spots.values()];
}

const overlaysMoved = ({ before, after }: AlarmStep): boolean =>
  OVERLAYS.some((name) => (before?.[name]?.until ?? null) !== (after[name]?.until ?? null));

/** An alarm's overlays end by deadline; the rows say when. */
export const overlaysOf = ({ after }: Pick<AlarmStep, 'after'>): OwnerDeadlines => ({
  ...{ owner: { kind: 'alarm', id: after.id }, timeline: { class: after.class, drill: after.drill }, park: after.park },
  ...{ wanted: overlayDeadlines(after), why: 'lifted' },
});

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
  entries: JournalEntry[] = [];
  private readonly before: ReadonlyMap<string, Alarm>;

  constructor(
    private readonly known: Map<string, Known>,
    private readonly now: number,
  ) {
    this.before = new Map([...known.values()].flatMap(({ alarm }) => (alarm === null ? [] : [[alarm.id, alarm]])));
  }

  /** The newest alarm of every key. */
  get present(): Alarm[] {
    return [...this.known.values()].flatMap(({ alarm }) => alarm ?? []);
  }

  /** What has changed, as it was before the batch and as it is now. */
  get steps(): AlarmStep[] {
    return [...this.alarms.values()].map((after) => ({ before: this.before.get(after.id) ?? null, after }));
  }

  take(message: StateMessage): void {
    if (message.kind === 'condition') this.merge(message);
    else for (const condition of mergeDigest([...this.known.values()], message)) this.merge(condition);
  }

  change({ alarm, entries }: AlarmChange): void {
    const key = conditionKey(alarm);
    this.known.set(key, { occurrences: this.known.get(key)?.occurrences ?? new Map(), alarm });
    this.alarms.set(alarm.id, alarm);
    this.entries.push(...entries);
  }

  /** Says of alarms which incident they belong to, also in what the journal is about to tell of them. */
  join(joined: ReadonlyMap<string, string>): void {
    for (const [id, incident] of joined) {
      const alarm = this.alarms.get(id);
      if (alarm) this.alarms.set(id, { ...alarm, incident });
    }
    this.entries = toldWith(joined, this.entries);
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
