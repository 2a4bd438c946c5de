import { afterActs, CLOCK, given, planned, running, user, WALL } from './scenario.fixture';
import { viewDrill } from './view';

const clock = { drill: 'spill-1', park: 'east', at: CLOCK + 5000, running: true };
const marks = { samplesAt: CLOCK, conditionsAt: CLOCK, settledAt: CLOCK, peopleAt: CLOCK };

test('a planned drill has no clock', () => {
  expect(viewDrill(planned(), null)).toMatchObject({
    ...{ id: 'spill-1', scenario: 'spill', state: 'planned', clock: null, started: null, injects: 1, injected: 0 },
    participants: [
      { user: 'li', role: 'enterprise', tier: 'enterprise', robot: true },
      { user: 'wang', role: 'park', tier: 'park', robot: true },
    ],
  });
});

test('every time is ISO 8601', () => {
  const drill = afterActs(
    running(),
    [{ act: 'note', text: 'x' }, given(user('dir'), { drillAt: CLOCK })],
    [{ act: 'pause', why: 'live-alarm', liveAlarm: { id: 'a', severity: 'red', at: WALL } }, given(null)],
    [{ act: 'end', why: 'script' }, given(null, { drillAt: CLOCK + 9 })],
    [{ act: 'open-action', id: 'a', text: 't', owner: 'li', due: '2026-12-31' }, given(user('eng'))],
    [{ act: 'close-action', id: 'a', note: 'n' }, given(user('eng'))],
  );
  const view = viewDrill(drill, { ...clock, ...marks });
  expect(view.clock).toEqual({
    ...{ at: new Date(CLOCK + 5000).toISOString(), startedAt: new Date(CLOCK).toISOString(), running: true },
  });
  expect(JSON.stringify(view)).not.toMatch(/"(at|clock|drillAt)":\d/);
  expect(view).toMatchObject({ ended: { why: 'script', clock: new Date(CLOCK + 9).toISOString() }, paused: null });
});
