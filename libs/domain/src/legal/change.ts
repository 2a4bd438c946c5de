import type { EventType, JournalEntry } from '../journal/event';
import type { Message } from '../journal/message';
import type { LegalClock, LegalMatter } from './matter';
import { viewMatter } from './view';

type LegalEvent = Extract<EventType, `legal.${string}`>;

/** A changed matter with what has to be written in the same transaction. */
export interface LegalChange {
  readonly matter: LegalMatter;
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly Message[];
  /** Clocks that have come to an end, or have another time now: pages for them that still wait would only mislead. */
  readonly over: readonly LegalClock[];
}

/** A change of a matter in the making. */
export class LegalDraft {
  matter: LegalMatter;
  private readonly told: { readonly type: LegalEvent; readonly more: object }[] = [];
  private readonly pages: { readonly clock: LegalClock; readonly n: number; readonly stage: string }[] = [];
  private readonly over: LegalClock[] = [];

  /** @param now epoch ms of the incident's timeline */
  constructor(
    private readonly before: LegalMatter,
    readonly now: number,
    readonly actor = 'system',
  ) {
    this.matter = before;
  }

  set(part: Partial<LegalMatter>): void {
    this.matter = { ...this.matter, ...part };
  }

  renew(): number {
    this.set({ generation: this.matter.generation + 1 });
    return this.matter.generation;
  }

  /** Puts a clock in the place of the one of its name. */
  setClock(clock: LegalClock): void {
    const { clocks } = this.matter;
    const isThere = clocks.some(({ name }) => name === clock.name);
    const others = isThere ? clocks.map((one) => (one.name === clock.name ? clock : one)) : [...clocks, clock];
    this.set({ clocks: others });
  }

  /** Nothing more is owed by it. */
  end(clock: LegalClock, as: Pick<LegalClock, 'state' | 'doneAt' | 'report'>): void {
    const ended = { ...clock, ...as, next: null };
    this.setClock(ended);
    this.over.push(ended);
  }

  /** Another one takes its place. */
  replace(clock: LegalClock): void {
    this.over.push(clock);
  }

  tell(type: LegalEvent, more: object = {}): void {
    this.told.push({ type, more });
  }

  /** Writes to the desks of the tier that owes a report. `n` is the deadline's, 0 for the page that says it is owed. */
  page(clock: LegalClock, n: number, stage: 'owed' | 'soon' | 'missed'): void {
    this.pages.push({ clock, n, stage });
  }

  get isChanged(): boolean {
    return JSON.stringify(this.matter) !== JSON.stringify(this.before);
  }

  /** The change as a whole. Every event carries the matter as it is after all of it. */
  done(): LegalChange {
    const matter = { ...this.matter, version: this.before.version + 1 };
    const { id, class: class_, drill, park } = matter;
    const view = viewMatter(matter);
    const entries = this.told.map(({ type, more }) => ({
      ...{ at: this.now, type, class: class_, drill, park, subject: { kind: 'incident', id }, actor: this.actor },
      data: { ...view, ...more },
    }));
    return { matter, entries, messages: this.pages.map((page) => message(matter, page)), over: this.over };
  }
}

function message(
  { id, class: class_, drill, park, enterprise, severity, toxic, number, outlet, factor }: LegalMatter,
  { clock, n, stage }: { clock: LegalClock; n: number; stage: string },
): Message {
  const { tier, generation, reporter, owes, name } = clock;
  const ofEnterprise = tier === 'unit' || tier === 'enterprise';
  return {
    ...{ class: class_, drill, park, owner: { kind: 'legal', id }, kind: 'report', tier, severity, toxic },
    ...{ generation, n, enterprise: ofEnterprise ? enterprise : null },
    data: { number, outlet, factor, clock: name, reporter, report: owes, stage, dueAt: iso(clock.dueAt), incident: id },
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();
