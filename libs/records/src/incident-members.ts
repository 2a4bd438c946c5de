import type { MemberFacts } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema';

/**
 * A tenth or more on the good side of the peak: below it, or above it where a lower limit is broken (the peak is below
 * the limit then). Without a value nobody knows, so it does not count as falling.
 */
const FALLING = sql`coalesce(
  case when peak < "limit" then value >= 1.1 * peak else value <= 0.9 * peak end, false)`;

/** Counts an incident's alarms in one statement, however many there are. */
export async function memberFacts(tx: Kysely<Schema>, incident: string): Promise<MemberFacts> {
  const { rows } = await sql<MemberFacts>`
    select count(*) filter (where open) as open,
      count(*) filter (where active) as active,
      count(*) filter (where open and not acknowledged) as unacknowledged,
      count(*) filter (where latched) as latched,
      count(*) filter (where open and out_of_service) as "outOfService",
      coalesce(bool_and(${FALLING}) filter (where active), true) as falling
    from (
      select open, active, out_of_service,
        document->'acknowledged' <> 'null'::jsonb as acknowledged,
        coalesce((document->>'latched')::boolean, false) as latched,
        (document->>'value')::float8 as value, (document->>'peak')::float8 as peak,
        (document->>'limit')::float8 as "limit"
      from alarm where incident = ${incident}) as member`.execute(tx);
  return rows[0] ?? { ...{ open: 0, active: 0, unacknowledged: 0 }, ...{ latched: 0, outOfService: 0, falling: true } };
}
