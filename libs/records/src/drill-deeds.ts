import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { Records } from './records';
import type { Schema, Tx } from './schema';

/** Something that a robot of a drill has done, or was refused. */
export interface KeptDeed {
  readonly key: string;
  readonly user: string;
  readonly incident: string;
  readonly act: string;
  /** The reason in one word; null where it was done. */
  readonly refused: string | null;
  /** Epoch ms of the drill's clock. */
  readonly at: number;
}

/** That somebody was told of an incident of a drill for the first time; `at` is epoch ms of the drill's clock. */
export interface FirstTold {
  readonly user: string;
  readonly incident: string;
  readonly at: number;
}

/** Deeds of a drill's robots, each once, and what they go by. */
@Injectable()
export class DrillDeeds {
  constructor(private readonly records: Records) {}

  /** Drills whose clock runs, and whether robots may have something to do in them. */
  async running(): Promise<{ drill: string; due: boolean }[]> {
    const { rows } = await sql<{ drill: string; due: boolean }>`
      select drill, settled_at > people_at as due from drill_clock where running order by drill`.execute(
      this.records.db,
    );
    return rows;
  }

  /** False where it has been done before: then it is not done again. */
  async claim(tx: Tx, drill: string, deed: KeptDeed): Promise<boolean> {
    const { user: user_name, ...rest } = deed;
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('drill_deed')
      .values({ drill, user_name, ...rest })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async refuse(tx: Tx, drill: string, key: string, refused: string): Promise<void> {
    await tx.updateTable('drill_deed').set({ refused }).where('drill', '=', drill).where('key', '=', key).execute();
  }

  /** In the order of the drill's clock. */
  async of(tx: Kysely<Schema>, drill: string): Promise<KeptDeed[]> {
    const rows = await tx
      .selectFrom('drill_deed')
      .selectAll()
      .where('drill', '=', drill)
      .orderBy('at')
      .orderBy('key')
      .execute();
    return rows.map(({ user_name: user, key, incident, act, refused, at }) => {
      return { key, user, incident, act, refused, at };
    });
  }

  /** Who was told of which incident since when; events that the relay has not numbered yet count as well. */
  async firstTold(tx: Kysely<Schema>, drill: string): Promise<FirstTold[]> {
    const { rows } = await sql<FirstTold>`
      select "user", incident, min(at)::bigint as at from (
        select event->'data'->>'to' as "user", (event->>'at')::bigint as at,
          coalesce(event->'data'->>'incident', case when event->'subject'->>'kind' = 'incident'
            then event->'subject'->>'id' end) as incident
        from (
          select event from journal where drill = ${drill}
          union all select event from journal_in where event->>'drill' = ${drill}) as said
        where event->>'type' = 'notification.sent') as told
      where "user" is not null and incident is not null
      group by "user", incident order by 3, 1, 2`.execute(tx);
    return rows;
  }
}
