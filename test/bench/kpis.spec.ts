import 'reflect-metadata';
import { keyFigures } from '@cofferdam/domain';
import { KeyFacts, LossChecks } from '@cofferdam/records';
import { type SharedServices, sharedServices } from '@cofferdam/testing';
import { Client } from 'pg';
import { type Archive, openArchive } from '../integration/archive';
import { report, round } from './results';

const EVENTS = 200_000;
const DAY = 86_400_000;
/** Over so many days the events lie. */
const DAYS = 40;

let services: SharedServices;
let archive: Archive;
let admin: Client;

beforeAll(async () => {
  services = await sharedServices();
  const url = await services.freshDatabase();
  archive = await openArchive(url);
  admin = new Client({ connectionString: url });
  await admin.connect();
}, 120_000);
afterAll(async () => {
  await admin?.end();
  await archive?.records.onApplicationShutdown();
  await services?.stop();
});

/** A journal as a busy park leaves it: alarms of a kilobyte, incidents of four, notifications, escalations. */
const FILL = `
  insert into journal (seq, event, hash)
  select n, jsonb_build_object('at', ($1::bigint + n * $2::bigint), 'class', 'actual', 'drill', null, 'park', 'p',
    'actor', 'system', 'type', kind, 'subject', jsonb_build_object('kind', 'outlet', 'id', 'o' || n % 40),
    'data', jsonb_build_object('id', 'a' || n, 'rule', 'r' || n % 7, 'factor', 'w01018', 'state', 'UNACK',
      'late', false, 'incident', 'i' || n / 50, 'sampleAt', to_timestamp(($1::bigint + n * $2::bigint) / 1000.0),
      'trigger', 'E' || 1 + n % 9, 'to', 'park', 'severity', 'yellow', 'kind', 'duty', 'key', n || '.pan',
      'channel', 'sms', 'cause', jsonb_build_object('onset', to_timestamp(($1::bigint + n * $2::bigint) / 1000.0)),
      'tiers', '[]'::jsonb, 'text', repeat('x', case when kind like 'incident%' then 3500 else 700 end))), '\\x00'
  from (select n, (array['alarm.raised', 'alarm.changed', 'alarm.returned', 'deadline.set', 'deadline.cancelled',
    'alarm.raised', 'incident.opened', 'incident.escalated', 'notification.sent', 'incident.contained'])[1 + n % 10]
    as kind from generate_series(1, $3::int) n) as events`;

const FILL_DEADLINES = `
  insert into deadline (owner_kind, owner, name, kind, generation, n, due_at, state, fired_at, class, park)
  select 'incident', 'i' || n, 'x', 'acknowledge', 1, 1, $1::bigint + n * $2::bigint, 'FIRED',
    $1::bigint + n * $2::bigint + n % 900, 'actual', 'p' from generate_series(1, $3::int) n`;

test('key figures of a journal that has grown large', async () => {
  const now = Date.now();
  const from = now - DAYS * DAY;
  await admin.query(FILL, [from, Math.floor((DAYS * DAY) / EVENTS), EVENTS]);
  await admin.query(FILL_DEADLINES, [from, Math.floor((DAYS * DAY) / 40_000), 40_000]);
  await admin.query('analyze');
  const facts = new KeyFacts(new LossChecks(archive.records));
  const took = async (days: number): Promise<number> => {
    const window = { from: now - days * DAY, to: now, timezone: 'Asia/Shanghai' };
    const begun = performance.now();
    const counted = await archive.records.snapshot((tx) => facts.of(tx, 'p', window, now));
    expect(keyFigures(counted, window, now)[0]?.values['alarms']).toBeGreaterThan(0);
    return round(performance.now() - begun, 0);
  };
  await took(1);
  report('bench', 'kpis', [
    { what: 'journal, events', measured: EVENTS },
    { what: 'figures of 24 hours, ms', measured: await took(1) },
    { what: 'figures of 30 days, ms', measured: await took(30) },
    { what: 'figures of 400 days, ms', measured: await took(400) },
  ]);
}, 120_000);
