import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { conditionKey, type Known, type Occurrence, type Severity } from '@cofferdam/domain';
import { sql } from 'kysely';
import { Alarms } from './alarms';
import type { Tx } from './schema';

/** An alarm is named after its key and the episode that opened it: however often that is judged, it is the same one. */
export const alarmId = (key: string, episode: number): string =>
  createHash('sha256').update(`${key}#${episode}`).digest('hex').slice(0, 24);

/** Episodes of keys, by key; what a merge needs to know of them. */
export type Asked = ReadonlyMap<string, ReadonlySet<number>>;

interface Row {
  key: string;
  episode: number;
  alarm: string;
  order_entry: string;
  order_n: number;
  onset: number;
  cleared_at: number | null;
  peak: number | null;
  severity_max: Severity;
  late: boolean;
}

/** What is known of conditions: their newest alarms and the episodes that were. */
@Injectable()
export class Episodes {
  constructor(private readonly alarms: Alarms) {}

  /** Locks the newest alarm of every key, and reads the episodes asked for and each alarm's present one. */
  async known(tx: Tx, asked: Asked): Promise<Map<string, Known>> {
    const alarms = new Map((await this.alarms.newestByKeys(tx, [...asked.keys()])).map((a) => [conditionKey(a), a]));
    const pairs = [...asked].flatMap(([key, episodes]) => {
      const present = alarms.get(key)?.episode;
      const all = new Set(present === undefined ? episodes : [...episodes, present]);
      return [...all].map((episode) => ({ key, episode }));
    });
    const { rows } = await sql<Row>`
      select o.* from occurrence o
      join jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as p(key text, episode int) using (key, episode)`.execute(
      tx,
    );
    const known = new Map<string, { alarm: Known['alarm']; occurrences: Map<number, Occurrence> }>();
    for (const key of asked.keys()) known.set(key, { alarm: alarms.get(key) ?? null, occurrences: new Map() });
    for (const row of rows) known.get(row.key)?.occurrences.set(row.episode, read(row));
    return known;
  }

  /** Writes occurrences, new or known; their alarms must be saved before. */
  async save(tx: Tx, occurrences: readonly { key: string; occurrence: Occurrence }[]): Promise<void> {
    if (occurrences.length === 0) return;
    const rows = occurrences.map(({ key, occurrence }) => write(key, occurrence));
    await sql`
      insert into occurrence (key, episode, alarm, order_entry, order_n, onset, cleared_at, peak, severity_max, late)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(key text, episode int, alarm text,
        order_entry text, order_n int, onset bigint, cleared_at bigint, peak float8, severity_max text, late boolean)
      order by key, episode
      on conflict (key, episode) do update set order_entry = excluded.order_entry, order_n = excluded.order_n,
        cleared_at = excluded.cleared_at, peak = excluded.peak, severity_max = excluded.severity_max`.execute(tx);
  }

  /** All episodes of an alarm, oldest number first. */
  async ofAlarm(tx: Tx, alarm: string): Promise<Occurrence[]> {
    const rows = await tx.selectFrom('occurrence').selectAll().where('alarm', '=', alarm).orderBy('episode').execute();
    return rows.map(read);
  }
}

const read = (row: Row): Occurrence => ({
  ...{
    episode: row.episode,
    onset: row.onset,
    clearedAt: row.cleared_at,
    peak: row.peak,
    severityMax: row.severity_max,
  },
  ...{ alarm: row.alarm, order: [row.order_entry, row.order_n], late: row.late },
});

const write = (key: string, { episode, alarm, order, onset, clearedAt, peak, severityMax, late }: Occurrence): Row => ({
  ...{ key, episode, alarm, order_entry: order[0], order_n: order[1], onset },
  ...{ cleared_at: clearedAt, peak, severity_max: severityMax, late },
});
