import type { IncidentView } from '@cofferdam/domain';
import { anAlarm, anEvent } from '../alarms/builders';
import { anIncident, anIncidentEvent } from './builders';
import { incidentIn, incidents, type IncidentsState, NO_INCIDENTS, openOf } from './incidents';

const snapshot = (asOf: number, ...list: IncidentView[]): IncidentsState =>
  incidents(NO_INCIDENTS, { type: 'snapshot', snapshot: { asOf, incidents: list } });
const follow = (state: IncidentsState, ...events: Parameters<typeof anIncidentEvent>[]): IncidentsState =>
  incidents(state, { type: 'events', events: events.map((given) => anIncidentEvent(...given)) });
const versions = ({ known }: IncidentsState) =>
  Object.fromEntries([...known.values()].map(({ id, version }) => [id, version]));

test('an event counts only if its number and its version are new', () => {
  const state = snapshot(7, anIncident({ version: 5 }));
  expect(versions(follow(state, [7, anIncident({ version: 9 })]))).toEqual({ i1: 5 });
  expect(versions(follow(state, [8, anIncident({ version: 4 })]))).toEqual({ i1: 5 });
  expect(versions(follow(state, [8, anIncident({ version: 6 })]))).toEqual({ i1: 6 });
});

test('one that ends stays known but is not open; one that ended unseen is forgotten', () => {
  const state = follow(snapshot(0, anIncident(), anIncident({ id: 'i2' })), [
    1,
    anIncident({ version: 2, state: 'CLOSED' }),
  ]);
  expect(openOf(state, null).map(({ id }) => id)).toEqual(['i2']);
  const again = incidents(state, { type: 'snapshot', snapshot: { asOf: 9, incidents: [] } });
  expect(versions(again)).toEqual({ i1: 2 });
});

test('drills are no business of the live page', () => {
  expect(versions(snapshot(0, anIncident({ class: 'exercise', drill: 'd' })))).toEqual({});
  expect(versions(follow(snapshot(0), [1, anIncident({ class: 'exercise', drill: 'd' })]))).toEqual({});
});

test('what happens in an incident is remembered, its alarms’ events and missed deadlines too', () => {
  const alarm = anEvent(2, anAlarm({ incident: 'i1' }), 'alarm.raised');
  const missed = anIncidentEvent(3, anIncident(), 'deadline.missed');
  const other = anEvent(4, anAlarm({ incident: null }));
  const state = incidents(snapshot(0, anIncident()), {
    type: 'events',
    events: [anIncidentEvent(1, anIncident(), 'incident.opened'), alarm, missed, other],
  });
  expect(state.seen.get('i1')?.map(({ type }) => type)).toEqual(['incident.opened', 'alarm.raised', 'deadline.missed']);
  expect(state.seq).toBe(4);
});

test('an answer is taken like an event, in whatever it is wrapped', () => {
  const acknowledged = anIncident({ version: 2, state: 'ACKED' });
  expect([acknowledged, { incident: acknowledged }, { current: acknowledged }].map(incidentIn)).toEqual(
    Array(3).fill(acknowledged),
  );
  expect([null, 'x', {}, { incident: {} }].map(incidentIn)).toEqual([null, null, null, null]);
  const state = snapshot(0, anIncident());
  expect(versions(incidents(state, { type: 'object', incident: acknowledged }))).toEqual({ i1: 2 });
  expect(incidents(state, { type: 'object', incident: anIncident() })).toBe(state);
});
