import { Injectable } from '@nestjs/common';
import type { JournalEvent, Timeline } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema';
import { SYSTEM_PARK } from './system-park';

/** What became of a message to somebody. */
export const NOTIFICATION_STATES = ['sent', 'failed'] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** Which messages: of the parks that somebody sees, of one timeline. */
export interface NotificationQuery extends Timeline {
  readonly parks: readonly string[] | '*';
  readonly incident?: string;
  readonly channel?: string;
  readonly state?: NotificationState;
}
interface Page {
  /** Only those before this number; from the newest on where absent. */
  readonly before?: number;
  readonly limit: number;
}

/** What was told to whom, as the journal has it. */
@Injectable()
export class Notifications {
  /** Newest first. */
  async read(tx: Kysely<Schema>, query: NotificationQuery, { before, limit }: Page): Promise<JournalEvent[]> {
    const rows = await matching(tx, query)
      .$if(before !== undefined, (found) => found.where('seq', '<', before ?? 0))
      .select(['seq', 'event'])
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ seq, event }) => ({ ...event, seq }));
  }

  /** How many `read` would give without a limit. */
  async count(tx: Kysely<Schema>, query: NotificationQuery): Promise<number> {
    const count = matching(tx, query).select((eb) => eb.fn.countAll<number>().as('count'));
    return (await count.executeTakeFirstOrThrow()).count;
  }
}

const TYPE = sql<string>`event->>'type'`;

function matching(tx: Kysely<Schema>, query: NotificationQuery) {
  const { parks, incident, channel, state } = query;
  const types = (state === undefined ? NOTIFICATION_STATES : [state]).map((one) => `notification.${one}`);
  return tx
    .selectFrom('journal')
    .where(TYPE, 'in', types)
    .where('class', '=', query.class)
    .where('drill', 'is not distinct from', query.drill)
    .$if(parks !== '*', (found) => found.where('park', 'in', [...parks, SYSTEM_PARK]))
    .$if(incident !== undefined, (found) => found.where('incident', '=', incident ?? null))
    .$if(channel !== undefined, (found) => found.where(sql`event->'data'->>'channel'`, '=', channel));
}
