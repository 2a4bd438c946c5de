import { Injectable } from '@nestjs/common';
import type { ChannelSetup } from '@cofferdam/domain';
import type { Kysely } from 'kysely';
import type { Schema } from './schema';

/** Ways to tell people, as they are set up in this installation. */
@Injectable()
export class Channels {
  /** By id. */
  async all(tx: Kysely<Schema>): Promise<ChannelSetup[]> {
    return (await tx.selectFrom('channel').select('document').orderBy('id').execute()).map(({ document }) => document);
  }

  async get(tx: Kysely<Schema>, id: string): Promise<ChannelSetup | null> {
    const row = await tx.selectFrom('channel').select('document').where('id', '=', id).executeTakeFirst();
    return row?.document ?? null;
  }
}
