import {
  Alarms,
  Approvals,
  ByDesign,
  ConditionPositions,
  Deadlines,
  Desks,
  Episodes,
  Grouping,
  Heartbeats,
  Idempotency,
  Incidents,
  Journal,
  JournalRelay,
  LegalMatters,
  LossChecks,
  Merging,
  Outbox,
  ParkDocuments,
  Photos,
  Policies,
  QuarantineStore,
  Records,
  Register,
  Sessions,
  SystemAlarms,
  Users,
  Walls,
} from '@cofferdam/records';

/** The records' room put together by hand: what the module does, without the frame. */
export async function openArchive(databaseUrl: string) {
  const records = new Records(databaseUrl);
  await records.open();
  const alarms = new Alarms(records);
  const episodes = new Episodes(alarms);
  const journal = new Journal(records);
  const desks = new Desks(records, journal);
  const policies = new Policies(records, journal);
  const deadlines = new Deadlines(records, journal);
  const outbox = new Outbox(records);
  const legal = new LegalMatters(deadlines, journal, outbox);
  const incidents = new Incidents(records, alarms, deadlines, outbox, journal, legal);
  const grouping = new Grouping(incidents, new ParkDocuments(), policies, desks);
  const merging = new Merging(alarms, episodes, grouping, new ByDesign(), deadlines);
  return {
    ...{ records, alarms, episodes, journal, merging, desks, policies, deadlines, outbox },
    ...{ incidents, grouping, approvals: new Approvals() },
    ...{ photos: new Photos(), walls: new Walls(journal), heartbeats: new Heartbeats(records) },
    ...{ relay: new JournalRelay(records), positions: new ConditionPositions(records) },
    ...{
      register: new Register(records, journal, desks, policies),
      systemAlarms: new SystemAlarms(records, alarms, merging),
    },
    ...{ users: new Users(records), sessions: new Sessions(records), idempotency: new Idempotency(records) },
    quarantine: new QuarantineStore(records, 5),
    lossChecks: new LossChecks(records),
  };
}
export type Archive = Awaited<ReturnType<typeof openArchive>>;
