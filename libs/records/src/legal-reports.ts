import { Injectable } from '@nestjs/common';
import type { LegalReport, ReportKind, Timeline } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { readCursor, writeCursor } from './cursor';
import type { Schema, Tx } from './schema';

/** One timeline's reports of the parks that somebody sees. */
export interface ReportFilter extends Timeline {
  readonly parks: readonly string[] | '*';
  readonly kind?: ReportKind;
  /** Epoch ms; `from` is within, `to` is not. */
  readonly from?: number;
  readonly to?: number;
  /** `next` of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface ReportPage {
  readonly items: LegalReport[];
  readonly next: string | null;
  /** Of all pages. */
  readonly total: number;
}

/** Reports to the authorities, as they were sent. None is ever changed: PostgreSQL refuses it. */
@Injectable()
export class LegalReports {
  async add(tx: Tx, report: LegalReport): Promise<void> {
    await tx
      .insertInto('legal_report')
      .values({ id: report.id, document: JSON.stringify(report) })
      .execute();
  }

  async get(tx: Kysely<Schema>, id: string): Promise<LegalReport | null> {
    const row = await tx.selectFrom('legal_report').select('document').where('id', '=', id).executeTakeFirst();
    return row?.document ?? null;
  }

  /** Of an incident and of those that were merged into it, oldest first. */
  async ofIncidents(tx: Kysely<Schema>, ids: readonly string[]): Promise<LegalReport[]> {
    const query = tx
      .selectFrom('legal_report')
      .select('document')
      .where('incident', '=', sql<string>`any(${[...ids]})`);
    return (await query.orderBy('at').orderBy('id').execute()).map(({ document }) => document);
  }

  /**
   * Newest first.
   * @throws CursorError when `after` is none of ours
   */
  async list(tx: Kysely<Schema>, filter: ReportFilter): Promise<ReportPage> {
    const [, at, id] = filter.after === undefined ? [] : readCursor(filter.after);
    let found = tx.selectFrom('legal_report').where('class', '=', filter.class);
    found = found.where('drill', 'is not distinct from', filter.drill);
    if (filter.parks !== '*') found = found.where('park', '=', sql<string>`any(${[...filter.parks]})`);
    if (filter.kind !== undefined) found = found.where('kind', '=', filter.kind);
    if (filter.from !== undefined) found = found.where('at', '>=', filter.from);
    if (filter.to !== undefined) found = found.where('at', '<', filter.to);
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    if (id !== undefined) found = found.where(sql<boolean>`(at, id) < (${at}, ${id})`);
    const page = found
      .select('document')
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(filter.limit + 1);
    const rows = (await page.execute()).map(({ document }) => document);
    const items = rows.slice(0, filter.limit);
    const last = items.at(-1);
    const next = rows.length > filter.limit && last ? writeCursor('blue', last.at, last.id) : null;
    return { items, next, total };
  }
}
