import type { JournalEvent } from '@cofferdam/domain';
import type { Tx } from '@cofferdam/records';
import { type SharedServices, sharedServices, waitFor } from '@cofferdam/testing';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { type Archive, openArchive } from './archive';

/** The records' room on a database of its own for each test of a file; filled before each test. */
export class RecordsRoom {
  services!: SharedServices;
  archive!: Archive;
  /** Looks at the tables from outside. */
  admin!: Client;
  url!: string;

  constructor() {
    beforeAll(async () => {
      Logger.overrideLogger(false);
      this.services = await sharedServices();
    }, 90_000);
    beforeEach(async () => {
      this.url = await this.services.freshDatabase();
      this.archive = await openArchive(this.url);
      this.admin = new Client({ connectionString: this.url });
      await this.admin.connect();
    });
    afterEach(async () => {
      await this.archive.relay.stop();
      await this.admin.end();
      await this.archive.records.onApplicationShutdown();
    });
    afterAll(() => this.services.stop(), 60_000);
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.archive.records.transaction(work);
  }

  read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.archive.records.snapshot(work);
  }

  /** Everything journalled so far, as the relay numbers it; only one type's where it is named. */
  async journalled(type?: string): Promise<JournalEvent[]> {
    this.archive.relay.start();
    const waiting = async (): Promise<number | null> => (await this.admin.query('select from journal_in')).rowCount;
    await waitFor(async () => (await waiting()) === 0, { what: 'numbers' });
    const all = await this.archive.journal.read({ after: 0, limit: 100_000, parks: '*', class: '*' });
    return type === undefined ? all : all.filter((event) => event.type === type);
  }
}
