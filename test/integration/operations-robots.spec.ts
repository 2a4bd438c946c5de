import type { Approval } from '@cofferdam/domain';
import { Approvals, Drills, Incidents } from '@cofferdam/records';
import { waitFor } from '@cofferdam/testing';
import { sql } from 'kysely';
import { drillEvents, HandMovedDrill } from './drill-fixtures';
import { OperationsStation } from './operations-station';

/** Participants of a drill that a script plays; nobody but the test moves the clock. */
let station: OperationsStation;
beforeAll(async () => {
  station = await OperationsStation.start();
}, 120_000);
afterAll(() => station.stop());

const ofDrill = (drill: HandMovedDrill) => ({ class: 'exercise', drill: drill.id }) as const;
const incidentOf = (id: string) => station.records.snapshot((tx) => station.app.get(Incidents).get(tx, id));

test('act by their script and the drill’s clock, each deed once', async () => {
  const drill = await HandMovedDrill.begin(station, 'robots');
  const { id } = await station.openIncident([ofDrill(drill)]);
  await drill.tell('ent', id, 10);
  await drill.step(20);
  expect(await drill.deeds()).toEqual([]);
  const acknowledged = await drill.step(41);
  await drill.step(90);
  const started = await drill.step(101);
  const incident = await incidentOf(id);
  expect(incident?.tiers.map((duty) => duty.acknowledged)).toContainEqual({ by: 'ent', at: acknowledged });
  expect(incident).toMatchObject({
    measures: [{ code: 'close-valve', wall: 'valve', startedBy: 'ent', startedAt: started }],
  });
  await drill.step(200);
  expect((await drill.deeds()).map(({ user, act, refused, at }) => [user, act, refused, at])).toEqual([
    ['ent', 'acknowledge', null, acknowledged],
    ['ent', 'start-measure', null, started],
  ]);
  // A process that ended before it could say that the robots have acted: the next one finds nothing left to do.
  const before = await drill.deeds();
  await sql`update drill_clock set people_at = ${drill.start} where drill = 'robots'`.execute(station.records.db);
  await drill.step(210);
  expect(await drill.deeds()).toEqual(before);
  expect(await drillEvents(station, 'robots', 'incident.acknowledged')).toHaveLength(1);
  await station.post('ada', '/drills/robots/end');
});

test('do no more than their user may: what is refused is kept with its reason, and leaves nothing else behind', async () => {
  const robot = [
    { on: 'told', act: 'hand-over', to: 'eva' },
    { on: 'told', after: 1, act: 'note', text: 'then this' },
  ] as const;
  const drill = await HandMovedDrill.begin(station, 'refused', {
    participants: [{ user: 'ent', role: 'enterprise', robot: [...robot] }],
  });
  const { id } = await station.openIncident([ofDrill(drill)]);
  await drill.tell('ent', id, 1);
  await drill.step(10);
  expect((await drill.deeds()).map(({ act, refused }) => [act, refused]).sort()).toEqual([
    ['hand-over', 'not-a-participant'],
    ['note', null],
  ]);
  expect(await incidentOf(id)).toMatchObject({ handOver: null });
  await station.post('ada', '/drills/refused/end');
});

test('confirm what waits for them', async () => {
  const drill = await HandMovedDrill.begin(station, 'second', {
    participants: [
      { user: 'ent', role: 'enterprise' },
      { user: 'eva', role: 'enterprise', robot: [{ on: 'asked', after: 5, act: 'confirm' }] },
    ],
  });
  const { id } = await station.openIncident([ofDrill(drill)]);
  const body = { reason: 'r', evidence: 'e' };
  const asked = await station.post('ent', `/incidents/${id}/mark-false`, body, { 'if-match': '"g1"' });
  const { id: approval } = asked.body['approval'] as { id: string };
  await drill.step(4);
  const state = async (): Promise<Approval | null> => station.app.get(Approvals).get(station.records.db, approval);
  expect((await state())?.state).toBe('PENDING');
  const at = await drill.step(6);
  expect(await state()).toMatchObject({ state: 'CONFIRMED', answeredBy: 'eva', answeredAt: at });
  expect(await incidentOf(id)).toMatchObject({ state: 'FALSE_ALARM', falseAlarm: { at } });
  await station.post('ada', '/drills/second/end');
});

test('stand still while the drill does, and act when it goes on', async () => {
  const drill = await HandMovedDrill.begin(station, 'still');
  const { id } = await station.openIncident([ofDrill(drill)]);
  await drill.tell('ent', id, 1);
  await station.post('ada', '/drills/still/pause');
  await station.app.get(Drills).mark(station.records.db, 'still', 'settled', drill.start + 60_000);
  expect(await drill.deeds()).toEqual([]);
  await station.post('ada', '/drills/still/resume');
  await waitFor(async () => (await drill.deeds()).length === 1, { what: 'the robot' });
  await station.post('ada', '/drills/still/end');
});
