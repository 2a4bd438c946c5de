import { deadlineName, type Incident, nextDeadlines } from '@cofferdam/domain';
import { Client } from 'pg';

/** When PostgreSQL did not answer, epoch ms. */
export type Down = readonly [from: number, to: number];

export interface Proof {
  readonly incidents: number;
  readonly fired: number;
  /** Not final, with other pending deadlines than the incident wants, or with something overdue. */
  readonly stuck: number;
  /** Deadlines with more than one `deadline.missed` in the journal. */
  readonly firedTwice: number;
  /** Fired rows without their event, or the other way round. */
  readonly unexplained: number;
  /** Incidents without all four tiers on duty, though nobody ever answered. */
  readonly notEscalated: number;
  /** Messages that say the same twice. */
  readonly pagedTwice: number;
  /** firedAt − dueAt without the time for which PostgreSQL was down in between, ms. */
  readonly lateness: readonly number[];
}

const EVENTS = `select event from journal union all select event from journal_in`;

/** Compares what fired with what the incidents and the journal say, from outside. */
export async function prove(databaseUrl: string, down: readonly Down[]): Promise<Proof> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const count = async (text: string): Promise<number> => (await client.query<{ n: number }>(text)).rows[0]?.n ?? 0;
  const fired = await client.query<{ due_at: number; fired_at: number }>(
    `select due_at, fired_at from deadline where state = 'FIRED'`,
  );
  const missed = `select event->'subject'->>'id' as owner, event->'data'->>'deadline' as name from (${EVENTS}) e
    where event->>'type' = 'deadline.missed'`;
  const proof = {
    incidents: await count('select count(*)::int as n from incident'),
    fired: fired.rows.length,
    stuck: await stuck(client),
    firedTwice: await count(
      `select count(*)::int as n from (select owner from (${missed}) m group by owner, name having count(*) > 1) t`,
    ),
    unexplained: await count(
      `select count(*)::int as n from (select owner, name from deadline where state = 'FIRED') d
       full join (${missed}) m using (owner, name) where d.owner is null or m.owner is null`,
    ),
    notEscalated: await count(
      `select count(*)::int as n from incident where jsonb_array_length(document->'tiers') < 4`,
    ),
    pagedTwice: await count(
      `select count(*)::int as n from (select owner from outbox where kind <> 'command'
       group by owner, generation, tier, enterprise, kind, n having count(*) > 1) t`,
    ),
    lateness: fired.rows.map((row) => row.fired_at - row.due_at - downBetween(down, row.due_at, row.fired_at)),
  };
  await client.end();
  return proof;
}

const downBetween = (down: readonly Down[], from: number, to: number): number =>
  down.reduce((sum, [began, ended]) => sum + Math.max(0, Math.min(to, ended) - Math.max(from, began)), 0);

async function stuck(client: Client): Promise<number> {
  const { rows } = await client.query<{ document: Incident; pending: string[] | null; overdue: boolean | null }>(
    `select document, d.pending, d.overdue from incident i left join lateral (
       select array_agg(name order by name) as pending, bool_or(due_at < cofferdam_now() - 10000) as overdue
       from deadline where owner_kind = 'incident' and owner = i.id and state = 'PENDING') d on true where not final`,
  );
  return rows.filter(({ document, pending, overdue }) => {
    const wanted = nextDeadlines(document).map(deadlineName).sort();
    return (
      overdue === true || wanted.length === 0 || JSON.stringify([...(pending ?? [])].sort()) !== JSON.stringify(wanted)
    );
  }).length;
}
