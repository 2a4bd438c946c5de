import { type Kysely, sql } from 'kysely';

/** The clock by which deadlines are set and fire: PostgreSQL's, without the jumps that its machine makes. */
const statements = [
  // The raw clock, epoch ms. Nothing else asks for it, so that a test can make it jump.
  `create function cofferdam_clock() returns bigint language sql volatile as
     $$ select (extract(epoch from clock_timestamp()) * 1000)::bigint $$`,
  // By how much the raw clock is ahead of the service's, ms; the version moves whenever that changes.
  `create table service_clock (
     one boolean primary key default true check (one), ahead bigint not null, version int not null)`,
  `insert into service_clock (ahead, version) values (0, 0)`,
  `create function cofferdam_now() returns bigint language sql volatile as
     $$ select cofferdam_clock() - ahead from service_clock $$`,
  // Who has watched the clock, since when and until when, by the service's clock.
  `create table clock_witness (process text primary key, since bigint not null, seen bigint not null)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
