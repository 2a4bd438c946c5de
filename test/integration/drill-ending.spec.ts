import {
  type Alarm,
  type Approval,
  type Incident,
  LIVE,
  type Message,
  overlayDeadlines,
  type Timeline,
} from '@cofferdam/domain';
import { Deliveries, DrillEnding, LegalMatters, liveAlarmOpen, type NewDelivery } from '@cofferdam/records';
import { alarmOf, opened, person } from './opened-incidents';
import { RecordsRoom } from './records-room';

const room = new RecordsRoom();
const DRILL: Timeline = { class: 'exercise', drill: 'd1' };
const OTHER: Timeline = { class: 'exercise', drill: 'd2' };
const NOW = Date.UTC(2031, 4, 6, 1);
const NOTHING = { alarms: 0, incidents: 0, deadlines: 0, messages: 0, approvals: 0 };

const ending = () => {
  const { approvals, incidents, alarms, deadlines, journal, outbox } = room.archive;
  const legal = new LegalMatters(deadlines, journal, outbox);
  return new DrillEnding(approvals, incidents, alarms, deadlines, legal, outbox, journal);
};
const end = () => room.write((tx) => ending().end(tx, { id: 'd1' }, NOW));
const active = (id: string) => ending().active(room.archive.records.db, { id });

const asked = (timeline: Timeline, id: string): Approval => ({
  ...{ ...timeline, id: `ask-${id}`, park: 'demo', act: 'mark-false', subject: { kind: 'incident', id }, incident: id },
  ...{ enterprise: null, severity: 'red', toxic: false, seen: 1, body: {}, reason: 'probe', requestedBy: 'pan' },
  ...{ requestedAt: NOW, needs: { roles: ['park'], tier: 'park' }, state: 'PENDING', expiresAt: NOW + 60_000 },
  ...{ answeredBy: null, answeredAt: null, note: null, review: null, generation: 1, version: 1 },
});
const message = (timeline: Timeline, owner: Message['owner'], kind: Message['kind']): Message => ({
  ...{ ...timeline, park: 'demo', owner, kind, tier: null, enterprise: null, severity: 'yellow', toxic: false },
  ...{ generation: 1, n: 9, data: {} },
});

/** An incident with its alarm, a shelved one, a request, messages of every kind and a delivery, in one timeline. */
async function populate(timeline: Timeline): Promise<Incident> {
  const name = timeline.drill ?? 'live';
  const { alarms, approvals, incidents, outbox } = room.archive;
  const change = opened(`east-${name}`, { timeline, severity: 'red', now: NOW });
  const shelved = { by: 'pan', at: NOW, reason: 'probe', until: NOW + 1, approver: null, kind: 'timed' } as const;
  const of = (id: string, more: Partial<Alarm> = {}) => alarmOf(`${id}-${name}`, { ...timeline, ...more });
  await room.write(async (tx) => {
    await incidents.save(tx, [change], NOW);
    const west = of('west', { shelved });
    await alarms.save(tx, [of('east', { incident: change.incident.id }), west]);
    const overlay = { owner: { kind: 'alarm', id: west.id }, timeline, park: 'demo', why: 'none' } as const;
    await room.archive.deadlines.reconcile(tx, [{ ...overlay, wanted: overlayDeadlines(west) }], NOW);
    await approvals.save(tx, [asked(timeline, change.incident.id)]);
    const about = { kind: 'incident', id: change.incident.id } as const;
    await outbox.write(tx, [message(timeline, about, 'remind'), message(timeline, about, 'end')]);
    await outbox.write(tx, [message(timeline, { kind: 'drill', id: name }, 'drill')]);
    await outbox.write(tx, [message(timeline, { kind: 'drill', id: name }, 'inject')]); // no incident takes it along
    const [first] = await outbox.of(tx, about);
    const delivery: NewDelivery = {
      ...{
        ...timeline,
        outbox: first?.id ?? 0,
        key: `key-${name}`,
        park: 'demo',
        owner: about,
        kind: 'remind',
        recipient: 'uli',
      },
      ...{ substitute: null, language: 'en', severity: 'red', toxic: false, writtenAt: NOW, channel: 'sms' },
    };
    await new Deliveries(room.archive.records).add(tx, [delivery]);
  });
  return change.incident;
}

test('the end of a drill ends what is active in it, tells of it, and touches nothing else', async () => {
  const incident = await populate(DRILL);
  for (const timeline of [LIVE, OTHER]) await populate(timeline);
  await room.write(async (tx) => {
    const [locked] = await room.archive.incidents.lock(tx, [incident.id]);
    if (locked) await room.archive.incidents.save(tx, [{ incident: locked, entries: [], messages: [] }], NOW);
  });
  const before = await active('d2');
  expect(await active('d1')).toEqual(before);
  for (const count of Object.values(before)) expect(count).toBeGreaterThan(0);
  await end();
  expect(await active('d1')).toEqual(NOTHING);
  expect(await active('d2')).toEqual(before);
  const { rows: live } = await room.admin.query(
    `select (select count(*) from alarm where drill is null and open) + (select count(*) from incident where drill is null
       and not final) + (select count(*) from approval where drill is null and state = 'PENDING') as open,
     (select count(*) from deadline where drill is null and state = 'CANCELLED') as cancelled`,
  );
  expect(live).toEqual([{ open: 4, cancelled: 0 }]);
  const { rows: ended } = await room.admin.query(
    `select kind, state, why from outbox where drill = 'd1' and kind in ('remind', 'end', 'drill') order by id`,
  );
  expect(ended).toEqual([
    { kind: 'remind', state: 'CANCELLED', why: expect.stringMatching(/closed|exercise-ended/) as string },
    { kind: 'end', state: 'PENDING', why: null },
    { kind: 'drill', state: 'PENDING', why: null },
    { kind: 'end', state: 'PENDING', why: null },
  ]);
  const told = (await room.journalled()).filter(({ drill, at }) => drill === 'd1' && at === NOW);
  const types = told.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['incident.closed', 'alarm.returned', 'approval.expired']));
  await end();
  expect((await room.journalled()).filter(({ drill }) => drill === 'd1')).toHaveLength(
    (await room.journalled()).filter(({ drill, at }) => drill === 'd1' && at <= NOW).length,
  );
});

test('a live alarm stops a park’s drills while it is grave, active and new', async () => {
  const { alarms, records } = room.archive;
  const open = (park = 'demo') => liveAlarmOpen(records.db, park);
  const save = (id: string, more: Partial<Alarm>) =>
    room.write((tx) => alarms.save(tx, [alarmOf(id, { severity: 'orange', raisedAt: NOW, ...more })]));
  const seen = { by: person('park').username, at: NOW, note: null };
  const shelved = { by: 'pan', at: NOW, reason: 'probe', until: NOW + 1, approver: null, kind: 'timed' } as const;
  const quiet: readonly [string, Partial<Alarm>][] = [
    ['yellow', { severity: 'yellow' }],
    ['seen', { acknowledged: seen }],
    ['shelved', { shelved }],
    ['returned', { phase: 'normal', clearedAt: NOW }],
    ['of a drill', DRILL],
    ['elsewhere', { park: 'upstream' }],
  ];
  for (const [id, more] of quiet) await save(id, more);
  expect(await open()).toBeNull();
  expect(await open('upstream')).toEqual({ id: 'elsewhere', severity: 'orange', at: NOW });
  await save('east', { severity: 'red' });
  expect(await open()).toEqual({ id: 'east', severity: 'red', at: NOW });
});
