import { approvalsHref, exerciseHref, exerciseOf, type ExerciseView, incidentHref, incidentsHref } from './exercise';
import { hrefTo } from './route';

test.each<ExerciseView>([{ at: 'alarms' }, { at: 'approvals' }, { at: 'incident', id: 'i/7' }])(
  'the address of %p of a drill leads there and back',
  (view) => {
    expect(exerciseOf(exerciseHref('d 1', view))).toEqual({ drill: 'd 1', view });
  },
);

test.each(['', '#/live', '#/exercise', '#/exercise/', '#/drills/d1', '#/exercise/%E0%A4%A', '#/exercise/d/x/y/z'])(
  '%p is no drill’s page',
  (hash) => {
    expect(exerciseOf(hash)).toBeNull();
  },
);

test('an incident is looked at on the pages of its own timeline', () => {
  expect(incidentHref({ drill: null }, 'i1')).toBe('#/incidents/i1');
  expect(incidentHref({ drill: 'd1' }, 'i1')).toBe('#/exercise/d1/incident/i1');
  expect([incidentsHref({ drill: null }), approvalsHref({ drill: null })]).toEqual([
    '#/incidents',
    hrefTo('approvals'),
  ]);
  expect([incidentsHref({ drill: 'd1' }), approvalsHref({ drill: 'd1' })]).toEqual([
    '#/exercise/d1',
    '#/exercise/d1/approvals',
  ]);
});
