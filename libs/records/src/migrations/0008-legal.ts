import { type Kysely, sql } from 'kysely';

/** The times of reports as the policy's defaults were when this was released: what was frozen or set before has them. */
const TIMES = JSON.stringify({
  ...{ unitReport: 60, graveReport: 120, report: 240, withdrawal: 60, repeat: 60, unitFrom: 'orange' },
  source: '环境保护部令第17号（2011）第三条、第四条 / MEP Order 17 (2011), Art. 3 and 4',
  unitSource: '水污染防治法第七十八条；地方预案：1小时内 / Water Pollution Law Art. 78; local plans: 1 h',
  withdrawalSource: '平台默认值 / default of this service',
});

const column = (name: string): string => `${name} text not null generated always as (document->>'${name}') stored`;

/** What the law wants of incidents, and the reports that were sent. */
const statements = [
  `create table legal_matter (
     id text primary key, document jsonb not null,
     -- A report is owed: the auditor asks for these.
     running boolean not null generated always as
       (jsonb_path_exists(document, '$.clocks[*] ? (@.state == "running")')) stored)
   with (fillfactor = 80)`,
  `create index legal_matter_running on legal_matter (id) where running`,
  `create table legal_report (
     id text primary key, document jsonb not null,
     ${column('class')}, drill text generated always as (document->>'drill') stored,
     ${column('park')}, ${column('incident')}, ${column('kind')},
     at bigint not null generated always as ((document->>'at')::bigint) stored)`,
  `create index legal_report_listed on legal_report (at desc, id desc)`,
  `create index legal_report_of_incident on legal_report (incident)`,
  // A report is what somebody was told: it stays as it was sent.
  `create function legal_report_stays() returns trigger language plpgsql as
     $$ begin raise exception 'a report is never changed'; end $$`,
  `create trigger legal_report_stays before update or delete on legal_report
     for each row execute function legal_report_stays()`,

  `update incident set document = jsonb_set(document, '{policy,legal}', '${TIMES}'::jsonb)
     where document->'policy'->'legal' is null`,
  `update policy set document = document || jsonb_build_object('legal', '${TIMES}'::jsonb)
     where document->'legal' is null`,
  // The park file's word as it is read now, so that it does not count as a new word and undo what was set here.
  `update policy set file_document = file_document || jsonb_build_object('legal', '${TIMES}'::jsonb)
     where file_document is not null and file_document->'legal' is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
