import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { ChannelSetup, JournalEntry } from '@cofferdam/domain';
import { type Kysely, sql } from 'kysely';
import { Journal } from './journal';
import { Records } from './records';
import type { Schema, Tx } from './schema';
import { SYSTEM_PARK } from './system-park';

/** Who is told over a channel: desks as `{park}.{desk}`, people by their user names. */
export interface ChannelUse {
  readonly desks: readonly string[];
  readonly users: readonly string[];
}
export const UNUSED: ChannelUse = { desks: [], users: [] };

type Row = Pick<ChannelSetup, 'version'> & { readonly document: Omit<ChannelSetup, 'version'> };

/** The ways to tell someone, as they are set up. Only a channel's own room knows which of its settings are secret. */
@Injectable()
export class Channels {
  constructor(
    private readonly records: Records,
    private readonly journal: Journal,
  ) {}

  /** By id; those that are switched off as well. */
  async all(tx: Kysely<Schema>): Promise<ChannelSetup[]> {
    return (await tx.selectFrom('channel').select(['document', 'version']).orderBy('id').execute()).map(read);
  }

  async get(tx: Kysely<Schema>, id: string): Promise<ChannelSetup | null> {
    const row = await tx.selectFrom('channel').select(['document', 'version']).where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : read(row);
  }

  /** Like `get`; nobody changes it, or begins to use it, until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<ChannelSetup | null> {
    const { rows } = await sql<Row>`select document, version from channel where id = ${id} for update`.execute(tx);
    return rows[0] === undefined ? null : read(rows[0]);
  }

  /** Those of these that there are; none of them is changed or taken away until the transaction ends. */
  async hold(tx: Tx, ids: readonly string[]): Promise<ChannelSetup[]> {
    if (ids.length === 0) return [];
    const { rows } = await sql<Row>`
      select document, version from channel where id = any(${[...ids]}) order by id for share`.execute(tx);
    return rows.map(read);
  }

  /** Sets a channel up, new or known. */
  async put(tx: Tx, setup: Omit<ChannelSetup, 'version'>, actor: string): Promise<ChannelSetup> {
    const before = await this.lock(tx, setup.id);
    const { id, park, kind, name, language, settings, enabled } = setup;
    const document = JSON.stringify({ id, park, kind, name, language, settings, enabled });
    const { rows } = await sql<Row>`
      insert into channel as c (id, document, version) values (${id}, ${document}::jsonb, 1)
      on conflict (id) do update set document = excluded.document, version = c.version + 1
      returning document, version`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new Error(`channel ${id} was not written`);
    const after = read(row);
    await this.tell(tx, after, actor, { change: 'set', settings: changedSettings(before, after) });
    return after;
  }

  /** False where there is no such channel. Who uses it is the caller's to ask. */
  async remove(tx: Tx, id: string, actor: string): Promise<boolean> {
    const { rows } = await sql<Row>`delete from channel where id = ${id} returning document, version`.execute(tx);
    const [row] = rows;
    if (row === undefined) return false;
    await this.tell(tx, read(row), actor, { change: 'removed', settings: [] });
    return true;
  }

  /** Which desks and people use each channel, by the channel's id; also of channels that there are not. */
  async uses(tx: Kysely<Schema>): Promise<Map<string, ChannelUse>> {
    const { rows } = await sql<{ channel: string; desk: string | null; username: string | null }>`
      select distinct channel, d.park || '.' || d.id as desk, null as username
      from desk d, jsonb_array_elements_text(coalesce(d.document->'channels', '[]')) as channel where not d.removed
      union all
      select distinct point->>'channel', null, username
      from user_account, jsonb_array_elements(channels) as point
      order by 1, 2, 3`.execute(tx);
    const uses = new Map<string, { desks: string[]; users: string[] }>();
    for (const { channel, desk, username } of rows) {
      const use = uses.get(channel) ?? { desks: [], users: [] };
      if (desk !== null) use.desks.push(desk);
      if (username !== null) use.users.push(username);
      uses.set(channel, use);
    }
    return uses;
  }

  /** Told to those who see the channel's park, of a channel of every park to everybody; no value of any setting. */
  private async tell(
    tx: Tx,
    { id, park, kind, name, language, enabled, version }: ChannelSetup,
    actor: string,
    { change, settings }: { readonly change: 'set' | 'removed'; readonly settings: readonly string[] },
  ): Promise<void> {
    const entry: JournalEntry = {
      ...{ at: await this.records.now(tx), type: 'channel.changed', class: 'actual', drill: null, actor },
      park: park ?? SYSTEM_PARK,
      subject: { kind: 'channel', id },
      data: { change, settings, version, channel: { id, park, kind, name, language, enabled } },
    };
    await this.journal.write(tx, [entry]);
  }
}

const read = ({ document, version }: Row): ChannelSetup => ({ ...document, version });

/** Names of the settings that are other than they were. */
function changedSettings(before: ChannelSetup | null, after: ChannelSetup): string[] {
  const [old, now] = [before?.settings ?? {}, after.settings];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return names.filter((name) => !isDeepStrictEqual(old[name], now[name]));
}
