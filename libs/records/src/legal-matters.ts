import { Injectable } from '@nestjs/common';
import {
  type DeliveredPage,
  followIncidents,
  type Incident,
  type JournalEntry,
  type LegalChange,
  type LegalClock,
  legalDeadlines,
  type LegalMatter,
  type Message,
  pageDelivered,
} from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { OwnerDeadlines } from './deadline-row';
import { Deadlines } from './deadlines';
import { Journal } from './journal';
import { Outbox } from './outbox';
import type { Schema, Tx } from './schema';

/** What follows from changed incidents, to be written with them. */
export interface LegalFollowing {
  readonly deadlines: readonly OwnerDeadlines[];
  readonly entries: readonly JournalEntry[];
  readonly messages: readonly Message[];
}

interface Row {
  document: LegalMatter;
}

/**
 * What the law wants of incidents, a row each, under the incident's id. Rows are locked after the incident's (where that
 * is locked at all), and before deadlines and messages.
 */
@Injectable()
export class LegalMatters {
  constructor(
    private readonly deadlines: Deadlines,
    private readonly journal: Journal,
    private readonly outbox: Outbox,
  ) {}

  async get(tx: Kysely<Schema>, id: string): Promise<LegalMatter | null> {
    const row = await tx.selectFrom('legal_matter').select('document').where('id', '=', id).executeTakeFirst();
    return row?.document ?? null;
  }

  /** By id, locked until the transaction ends; unknown ids are left out. */
  async lock(tx: Tx, ids: readonly string[]): Promise<LegalMatter[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<Row>`
      select document from legal_matter where id = any(${[...ids]}) order by id for update`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /** Like `lock`, without those that somebody else has locked. */
  async lockAvailable(tx: Tx, ids: readonly string[]): Promise<LegalMatter[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<Row>`
      select document from legal_matter where id = any(${[...ids]}) order by id for update skip locked`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /** Writes what changed incidents mean to the law, but for what is answered: that is written with theirs. */
  async follow(tx: Tx, incidents: readonly Incident[], now: number): Promise<LegalFollowing> {
    const known = await this.lock(
      tx,
      incidents.map(({ id }) => id),
    );
    const changes = followIncidents(new Map(known.map((matter) => [matter.id, matter])), incidents, now);
    await this.write(tx, changes);
    return {
      deadlines: changes.map(({ matter }) => deadlinesOf(matter)),
      entries: changes.flatMap(({ entries }) => entries),
      messages: changes.flatMap(({ messages }) => messages),
    };
  }

  /**
   * Writes changed matters, each once, with their deadlines, journal entries and messages. They must be locked, unless
   * they are new; deadlines that fired must be marked before.
   * @param now epoch ms, the time of what the journal says of deadlines
   */
  async save(tx: Tx, changes: readonly LegalChange[], now: number): Promise<void> {
    await this.write(tx, changes);
    const deadlines = await this.deadlines.settle(
      tx,
      changes.map(({ matter }) => deadlinesOf(matter)),
      now,
    );
    await this.journal.write(tx, [...changes.flatMap(({ entries }) => entries), ...deadlines]);
    await this.outbox.write(
      tx,
      changes.flatMap(({ messages }) => messages),
    );
  }

  /**
   * Pages of incidents were delivered. To somebody of the discharging unit: the unit knows from then on; others change
   * nothing. For whoever sends pages; harmless when repeated. Locks the matters and not the incidents: call it before
   * locking messages.
   * @param now epoch ms of the timeline
   */
  async pagesDelivered(
    tx: Tx,
    pages: readonly (DeliveredPage & { readonly incident: string })[],
    now: number,
  ): Promise<void> {
    const ids = [...new Set(pages.map(({ incident }) => incident))];
    const changes = (await this.lock(tx, ids)).flatMap((matter): LegalChange[] => {
      const own = pages.filter(({ incident }) => incident === matter.id).toSorted((a, b) => a.at - b.at);
      for (const page of own) {
        const change = pageDelivered(matter, page, now);
        if (change !== null) return [change];
      }
      return [];
    });
    if (changes.length > 0) await this.save(tx, changes, now);
  }

  /**
   * Matters that owe a report and would be forgotten: nothing is pending for them; of drills, those under way. There should
   * be none.
   */
  async owedWithoutDeadline(tx: Kysely<Schema>, limit = 100): Promise<LegalMatter[]> {
    const { rows } = await sql<{ document: LegalMatter }>`
      select document from legal_matter m where running and not exists (
        select from deadline d where d.owner_kind = 'legal' and d.owner = m.id and d.state = 'PENDING')
        and (m.document->>'drill' is null or exists (
          select from drill r where r.id = m.document->>'drill' and r.state in ('running', 'paused')))
      order by id limit ${limit}`.execute(tx);
    return rows.map(({ document }) => document);
  }

  private async write(tx: Tx, changes: readonly LegalChange[]): Promise<void> {
    if (changes.length === 0) return;
    const matters = changes.map(({ matter }) => matter);
    await sql`
      insert into legal_matter (id, document)
      select value->>'id', value from jsonb_array_elements(${JSON.stringify(matters)}::jsonb) order by value->>'id'
      on conflict (id) do update set document = excluded.document`.execute(tx);
    for (const { matter, over } of changes) for (const clock of over) await this.silence(tx, matter.id, clock);
  }

  /** A page for a report that is not owed any more would only mislead. */
  private async silence(tx: Tx, id: string, { generation }: LegalClock): Promise<void> {
    await this.outbox.cancelOf(tx, { kind: 'legal', id }, { kinds: ['report'], exactly: generation }, 'over');
  }
}

function deadlinesOf(matter: LegalMatter): OwnerDeadlines {
  const { id, class: class_, drill, park } = matter;
  const owner = { kind: 'legal', id } as const;
  return { owner, timeline: { class: class_, drill }, park, wanted: legalDeadlines(matter), why: 'superseded' };
}
