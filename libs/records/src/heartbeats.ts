import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Records } from './records';

/** Signs of life of whoever watches others, so that somebody can watch them. */
@Injectable()
export class Heartbeats {
  constructor(private readonly records: Records) {}

  async beat(name: string): Promise<void> {
    await sql`
      insert into heartbeat (name, beat_on) values (${name}, clock_timestamp())
      on conflict (name) do update set beat_on = excluded.beat_on`.execute(this.records.db);
  }

  /** How long ago it last beat, by PostgreSQL's clock, ms; null where it never did. */
  async age(name: string): Promise<number | null> {
    const { rows } = await sql<{ age: number }>`
      select (extract(epoch from clock_timestamp() - beat_on) * 1000)::bigint as age
      from heartbeat where name = ${name}`.execute(this.records.db);
    return rows[0]?.age ?? null;
  }
}
