import { SETTINGS, type Settings } from '@cofferdam/config';
import { waitFor } from '@cofferdam/testing';
import type { TestingModule } from '@nestjs/testing';
import { Redis } from 'ioredis';
import { connectAsync } from 'mqtt';
import type { DrillStation } from './drill-station';

/**
 * Tables that are about drills themselves, whose rows have no class; and what has one and comes with no drill: certificates,
 * one a class at all times, and what is counted of days that are over.
 */
const APART = ['drill', 'drill_clock', 'drill_deed', 'drill_report', 'cap_certificate', 'loss_check'];

/** A word that was written somewhere: where, of which class and drill, and in full. */
export interface Written {
  readonly where: string;
  readonly class: string | null;
  readonly drill: string | null;
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Sees everything that a station writes: rows of every table, keys and streams of Redis, series, what the broker carries. */
export class WrittenWitness {
  readonly said: Written[] = [];
  private readonly ends: (() => Promise<unknown>)[] = [];
  private going = true;

  constructor(
    private readonly station: DrillStation,
    private readonly module: TestingModule,
  ) {}

  async start(): Promise<void> {
    const client = await connectAsync(this.station.services.urls.mqttUrl);
    this.ends.push(() => client.endAsync(true));
    client.on('message', (topic, payload, { retain }) => {
      const drill = /^drills\/([^/]+)\//.exec(topic)?.[1] ?? null;
      const about = { class: drill === null ? 'actual' : 'exercise', drill };
      if (!retain) this.said.push({ where: topic, ...about, text: payload.toString() });
    });
    await client.subscribeAsync([`parks/${this.station.park}/#`, `drills/+/parks/${this.station.park}/#`], { qos: 1 });
    this.ends.push(this.readStreams());
  }

  async stop(): Promise<void> {
    this.going = false;
    for (const end of this.ends) await end();
  }

  /** The rows of every table that has a class, and what names a drill in the others. */
  async rows(drill: string): Promise<Written[]> {
    const { rows: tables } = await this.station.admin.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' order by table_name`,
    );
    const found: Written[] = [];
    for (const { name } of tables) {
      if (APART.includes(name)) continue;
      const { rows } = await this.station.admin.query<{ row: Fields }>(`select to_jsonb(t) as row from "${name}" t`);
      for (const { row } of rows) found.push(writtenRow(name, row));
    }
    return found.filter((one) => one.class !== null || one.text.includes(drill));
  }

  /** What of the live timeline is in the tables, once nobody changes it any more. */
  async settledLive(drill: string): Promise<string[]> {
    let before = '';
    let live: string[] = [];
    await waitFor(
      async () => {
        live = (await this.rows(drill))
          .filter(isLive)
          .map(({ where, text }) => `${where} ${text}`)
          .sort();
        const same = live.join('\n') === before;
        before = live.join('\n');
        return same;
      },
      { what: 'the live timeline to come to rest', timeoutMs: 20_000, everyMs: 1_000 },
    );
    return live;
  }

  /** Names and values of Redis that tell of a drill, but for the lease of who drives it: its timeline is in their names. */
  async remembered(drill: string): Promise<string[]> {
    const { redis, namespace } = this.station;
    const told: string[] = [];
    for (const key of await redis.keys(`${namespace}:*`)) {
      const kind = await redis.type(key);
      if (kind === 'string') told.push(`${key} ${await redis.get(key)}`);
      if (kind !== 'hash') continue;
      for (const [field, value] of Object.entries(await redis.hgetall(key))) {
        if (field.includes(drill) || value.includes(drill)) told.push(`${key} ${field}`);
      }
    }
    return told.filter((one) => one.includes(drill) && !one.includes(`:lease:drill-${drill}`));
  }

  /** Series of InfluxDB, with the number of their points. */
  async series(): Promise<Map<string, number>> {
    const { influxUrl } = this.module.get<Settings>(SETTINGS);
    const { origin, pathname, username, password } = new URL(influxUrl);
    const query = new URLSearchParams({ db: pathname.slice(1), q: 'SELECT count(*) FROM /.*/ GROUP BY *' });
    if (username !== '')
      for (const [name, value] of Object.entries({ u: username, p: password })) query.set(name, value);
    const reply = await fetch(`${origin}/query?${query.toString()}`);
    type Series = { name: string; tags: Fields; values: number[][] };
    const { results } = (await reply.json()) as { results: { series?: Series[] }[] };
    return new Map(
      (results[0]?.series ?? []).map(({ name, tags, values }) => [
        `${name} ${JSON.stringify(tags, (_, value: unknown) => (value === '' ? undefined : value))}`,
        Math.max(...(values[0] ?? []).slice(1)),
      ]),
    );
  }

  /** Reads both streams of each shard from their beginning, before they are trimmed. */
  private readStreams(): () => Promise<unknown> {
    const reader = new Redis(this.station.services.urls.redisUrl);
    const keys = [0, 1].flatMap((shard) =>
      ['log', 'conditions'].map((what) => `${this.station.namespace}:{s${shard}}:${what}`),
    );
    const from = new Map(keys.map((key) => [key, '0']));
    const read = async (): Promise<void> => {
      while (this.going) {
        const found = (await reader.xread('BLOCK', 100, 'STREAMS', ...keys, ...from.values())) ?? [];
        for (const [key, entries] of found) {
          for (const [id, [, body = '[]']] of entries) {
            from.set(key, id);
            const messages: unknown = JSON.parse(body);
            for (const message of Array.isArray(messages) ? messages : [messages]) this.said.push(wordOf(key, message));
          }
        }
      }
    };
    const done = read().catch(() => undefined);
    return async () => (await done, reader.disconnect());
  }
}

export const isLive = (one: Written): boolean => one.class === 'actual';

/** Of those that name the drill: which are not of it. Of the others: which are of an exercise. */
export function astray(all: readonly Written[], drill: string): Written[] {
  const belongs = ({ class: class_, drill: of, text }: Written) =>
    class_ === 'exercise' && (of === drill || text.includes(drill));
  const names = ({ where, text }: Written) => where.includes(drill) || text.includes(drill);
  return all.filter((one) => names(one) !== (one.class === 'exercise') || (names(one) && !belongs(one)));
}

/** A row says its class itself, in its event or document, or in its condition's key. */
function writtenRow(name: string, row: Fields): Written {
  const about = [row, row['event'], row['document'], ofKey(row['key'])].find((one) => isFields(one) && 'class' in one);
  const { class: class_ = null, drill = null } = isFields(about) ? about : {};
  return {
    ...{ where: name, class: typeof class_ === 'string' ? class_ : null },
    ...{ drill: typeof drill === 'string' ? drill : null, text: JSON.stringify(row) },
  };
}

function ofKey(key: unknown): Fields | null {
  if (typeof key !== 'string' || !key.startsWith('["')) return null;
  const [class_, drill] = JSON.parse(key) as unknown[];
  return { class: class_, drill };
}

function wordOf(where: string, message: unknown): Written {
  const fields = isFields(message) ? message : {};
  const about = [fields['key'], fields['timeline'], fields].find(isFields) ?? {};
  const { class: class_ = 'actual', drill = null } = about;
  return {
    where,
    class: String(class_),
    drill: typeof drill === 'string' ? drill : null,
    text: JSON.stringify(message),
  };
}
