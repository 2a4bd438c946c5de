import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { AlarmKeeping } from './alarm-keeping';
import { Alarms } from './alarms';
import { Approvals } from './approvals';
import { ByDesign } from './by-design';
import { CapDrafts } from './cap-drafts';
import { CapMessages } from './cap-messages';
import { Deadlines } from './deadlines';
import { Desks } from './desks';
import { Episodes } from './episodes';
import { FeedCursors } from './feed-cursors';
import { Grouping } from './grouping';
import { Heartbeats } from './heartbeats';
import { Idempotency } from './idempotency';
import { Incidents } from './incidents';
import { Journal } from './journal';
import { JournalRelay } from './journal-relay';
import { Merging } from './merging';
import { Outbox } from './outbox';
import { ParkDocuments } from './park-documents';
import { Photos } from './photos';
import { Policies } from './policies';
import { ConditionPositions } from './positions';
import { QuarantineStore } from './quarantine-store';
import { Records } from './records';
import { Register } from './register';
import { Sessions } from './sessions';
import { SystemAlarms } from './system-alarms';
import { Users } from './users';
import { Walls } from './walls';

const stores = [
  AlarmKeeping,
  Alarms,
  Approvals,
  ByDesign,
  CapDrafts,
  CapMessages,
  ConditionPositions,
  Deadlines,
  Desks,
  Episodes,
  FeedCursors,
  Grouping,
  Heartbeats,
  Idempotency,
  Incidents,
  Journal,
  JournalRelay,
  Merging,
  Outbox,
  ParkDocuments,
  Photos,
  Policies,
  Register,
  Sessions,
  SystemAlarms,
  Users,
  Walls,
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
