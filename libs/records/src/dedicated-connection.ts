import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/**
 * A connection outside the pool, for what lives in a session: LISTEN and session locks. PostgreSQL ends it when it has
 * been quiet for `quietMs`: a process that stands still gives its locks away.
 *
 * @throws what pg throws when it cannot connect
 */
export async function openDedicated(databaseUrl: string, name: string, quietMs: number): Promise<Client> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: `cofferdam ${name}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    options: `-c idle_session_timeout=${quietMs} -c idle_in_transaction_session_timeout=10000 -c statement_timeout=20000`,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return client;
}

/** A pause that can be cut short: by new work, or by the end. */
export class Nap {
  private waking = new AbortController();

  wake(): void {
    this.waking.abort();
  }

  /** Returns after `ms`, or at once if it was woken since it last returned. */
  async sleep(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.waking.signal }).catch(() => undefined);
    if (this.waking.signal.aborted) this.waking = new AbortController();
  }
}
