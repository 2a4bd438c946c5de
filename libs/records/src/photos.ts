import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import type { Schema, Tx } from './schema';

/** A photo that was put to an incident's record, under its evidence's id. */
export interface Photo {
  readonly id: string;
  readonly incident: string;
  /** `image/jpeg` and the like. */
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
}

/** The bytes of evidence; what is said of it stands in the incident. A photo is never changed. */
@Injectable()
export class Photos {
  async put(tx: Tx, { id, incident, mediaType, bytes, by, at }: Photo): Promise<void> {
    const row = { id, incident, media_type: mediaType, bytes, at, by_user: by };
    await tx.insertInto('evidence_photo').values(row).execute();
  }

  /** By its evidence's id. That stands in the incident, and after a merge in the other one too: the caller has looked. */
  async get(tx: Kysely<Schema>, id: string): Promise<Photo | null> {
    const row = await tx.selectFrom('evidence_photo').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    const { incident, media_type: mediaType, bytes, at, by_user: by } = row;
    return { id, incident, mediaType, bytes, at, by };
  }
}
