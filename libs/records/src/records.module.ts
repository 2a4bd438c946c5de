import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { Alarms } from './alarms';
import { Episodes } from './episodes';
import { Idempotency } from './idempotency';
import { Journal } from './journal';
import { JournalRelay } from './journal-relay';
import { Merging } from './merging';
import { ConditionPositions } from './positions';
import { QuarantineStore } from './quarantine-store';
import { Records } from './records';
import { Register } from './register';
import { SystemAlarms } from './system-alarms';
import { Sessions, Users } from './users';

const stores = [
  Alarms,
  ConditionPositions,
  Episodes,
  Idempotency,
  Journal,
  JournalRelay,
  Merging,
  Register,
  Sessions,
  SystemAlarms,
  Users,
];

/** PostgreSQL, once a process. Whoever gets one of these finds the tables up to date. */
@Global()
@Module({
  providers: [
    {
      provide: Records,
      inject: [SETTINGS],
      useFactory: async (settings: Settings): Promise<Records> => {
        const records = new Records(settings.databaseUrl);
        await records.open();
        return records;
      },
    },
    {
      provide: QuarantineStore,
      inject: [Records],
      useFactory: (records: Records) => new QuarantineStore(records),
    },
    ...stores,
  ],
  exports: [Records, QuarantineStore, ...stores],
})
export class RecordsModule {}
