import { Kysely, Migrator, PostgresDialect } from 'kysely';
import { Client, Pool } from 'pg';
import { MIGRATIONS } from './migrations';

/** Any number of our own: who holds it migrates. */
const MIGRATION_LOCK = 7_310_001;

/** Runs what has not been run yet, one process at a time. */
export async function migrate(databaseUrl: string): Promise<void> {
  const gate = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  gate.on('error', () => undefined);
  try {
    await gate.connect();
    await gate.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(databaseUrl);
  } finally {
    await gate.end().catch(() => undefined);
  }
}

async function runMigrations(databaseUrl: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const provider = { getMigrations: async () => ({ ...MIGRATIONS }) };
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error !== undefined) throw error as Error;
  } finally {
    await db.destroy();
  }
}
