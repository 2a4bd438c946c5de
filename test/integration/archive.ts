import {
  Alarms,
  ConditionPositions,
  Episodes,
  Idempotency,
  Journal,
  JournalRelay,
  Merging,
  QuarantineStore,
  Records,
  Register,
  Sessions,
  SystemAlarms,
  Users,
} from '@cofferdam/records';

/** The records' room put together by hand: what the module does, without the frame. */
export async function openArchive(databaseUrl: string) {
  const records = new Records(databaseUrl);
  await records.open();
  const alarms = new Alarms(records);
  const episodes = new Episodes(alarms);
  const journal = new Journal(records);
  const merging = new Merging(alarms, episodes, journal);
  return {
    ...{ records, alarms, episodes, journal, merging },
    ...{ relay: new JournalRelay(records), positions: new ConditionPositions(records) },
    ...{ register: new Register(records, journal), systemAlarms: new SystemAlarms(records, alarms, merging) },
    ...{ users: new Users(records), sessions: new Sessions(records), idempotency: new Idempotency(records) },
    quarantine: new QuarantineStore(records, 5),
  };
}
export type Archive = Awaited<ReturnType<typeof openArchive>>;
