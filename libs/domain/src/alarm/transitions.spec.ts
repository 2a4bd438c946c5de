import { isOpen } from './alarm';
import { by, seen, SHELVE } from './axes.fixture';
import { done, hear, MIN, out, shelved } from './exercise.fixture';
import { BY_PEOPLE } from './exercises-by-people.fixture';
import { BY_SAMPLES_AND_TIME } from './exercises-by-samples.fixture';
import { T0 } from './merge.fixture';
import { overlayDeadlines } from './overlay';
import { shelve, unshelve } from './shelve';
import { ALARM_TRANSITIONS } from './transitions';

const EXERCISES = { ...BY_SAMPLES_AND_TIME, ...BY_PEOPLE };

describe('every transition of the table', () => {
  test('is exercised here, and nothing else is', () => {
    expect(Object.keys(EXERCISES).sort()).toEqual(ALARM_TRANSITIONS.map(({ event }) => event).sort());
  });

  test.each(ALARM_TRANSITIONS.map(({ event }) => event))('%s: done', (event) => EXERCISES[event]?.done());

  test.each(ALARM_TRANSITIONS.flatMap(({ event, guards }) => guards.map((guard) => [event, guard] as const)))(
    '%s: refused for %s',
    (event, guard) => {
      const outcome = EXERCISES[event]?.refused?.[guard]?.();
      if (guard === 'changed-since') expect(outcome).toMatchObject({ effect: 'conflict' });
      else expect(outcome).toMatchObject({ effect: 'refused', reason: guard });
    },
  );

  test('no guard is exercised that the table does not name', () => {
    const named = ALARM_TRANSITIONS.map(({ event, guards }) => [event, guards.toSorted()]);
    const exercised = ALARM_TRANSITIONS.map(({ event }) => [
      event,
      Object.keys(EXERCISES[event]?.refused ?? {}).sort(),
    ]);
    expect(exercised).toEqual(named);
  });
});

test('an overlay has one deadline, whose name stays while it stands', () => {
  const alarm = shelved();
  const [deadline, ...others] = overlayDeadlines(alarm);
  expect(others).toEqual([]);
  expect(deadline).toMatchObject({ kind: 'overlay', tier: null, name: 'shelved', dueAt: T0 + 20 * MIN });
  const later = hear({ ...alarm, generation: 40, acknowledged: seen }, { severity: 'orange', severityMax: 'orange' });
  expect(overlayDeadlines(later.alarm)).toEqual([deadline]);
  const again = done(shelve(done(unshelve(alarm, by('unit'))), SHELVE, by('unit', { now: T0 + 1 })));
  const [next] = overlayDeadlines(again);
  expect([next?.generation, next?.n]).not.toEqual([deadline?.generation, deadline?.n]);
  expect(overlayDeadlines({ ...alarm, ...out(), shelved: alarm.shelved }).map(({ name }) => name)).toEqual([
    'shelved',
    'outOfService',
  ]);
  expect(isOpen(alarm)).toBe(true);
});
