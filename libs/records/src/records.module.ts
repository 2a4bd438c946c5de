import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { AlarmKeeping } from './alarm-keeping';
import { Alarms } from './alarms';
import { Approvals } from './approvals';
import { ByDesign } from './by-design';
import { ChannelSends } from './channel-sends';
import { Channels } from './channels';
import { Contacts } from './contacts';
import { CapDrafts } from './cap-drafts';
import { CapMessages } from './cap-messages';
import { Deadlines } from './deadlines';
import { Deliveries } from './deliveries';
import { Desks } from './desks';
import { DrillFactsReader } from './drill-facts';
import { DrillEnding } from './drill-ending';
import { DrillStandings } from './drill-standing';
import { Drills } from './drills';
import { DrillDeeds } from './drill-deeds';
import { Episodes } from './episodes';
import { FeedCursors } from './feed-cursors';
import { Grouping } from './grouping';
import { Heartbeats } from './heartbeats';
import { Idempotency } from './idempotency';
import { Incidents } from './incidents';
import { Journal } from './journal';
import { JournalRelay } from './journal-relay';
import { LegalMatters } from './legal-matters';
import { LegalReports } from './legal-reports';
import { KeyFacts } from './key-facts';
import { LossChecks } from './loss-checks';
import { Merging } from './merging';
import { Notifications } from './notifications';
import { Outbox } from './outbox';
import { ParkDocuments } from './park-documents';
import { Photos } from './photos';
import { Policies } from './policies';
import { ConditionPositions } from './positions';
import { QuarantineStore } from './quarantine-store';
import { Records } from './records';
import { Register } from './register';
import { ServiceSigns } from './service-signs';
import { Sessions } from './sessions';
import { Sirens } from './sirens';
import { SystemAlarms } from './system-alarms';
import { Users } from './users';
import { Walls } from './walls';
import { WebhookDeliveries } from './webhook-deliveries';
import { Webhooks } from './webhooks';

const stores = [
  AlarmKeeping,
  Alarms,
  Approvals,
  ByDesign,
  ChannelSends,
  Channels,
  CapDrafts,
  CapMessages,
  ConditionPositions,
  Contacts,
  Deadlines,
  Deliveries,
  Desks,
  DrillFactsReader,
  DrillEnding,
  DrillStandings,
  Drills,
  DrillDeeds,
  Episodes,
  FeedCursors,
  Grouping,
  Heartbeats,
  Idempotency,
  Incidents,
  Journal,
  JournalRelay,
  LegalMatters,
  LegalReports,
  KeyFacts,
  LossChecks,
  Merging,
  Notifications,
  Outbox,
  ParkDocuments,
  Photos,
  Policies,
  Register,
  ServiceSigns,
  Sessions,
  Sirens,
  SystemAlarms,
  Users,
  Walls,
  WebhookDeliveries,
  Webhooks,
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
