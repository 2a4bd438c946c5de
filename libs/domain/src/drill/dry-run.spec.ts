import { CLOCK, scenarioOf, step } from './scenario.fixture';
import { dryRun } from './dry-run';

test('a plan lists injects, what is expected by when, and what waits, in order', () => {
  const scenario = scenarioOf({
    injects: [
      { ...step('late', 300, 40) },
      {
        ...step('breach', 60, 150),
        expected: [
          { action: 'contain', within: 480 },
          { action: 'detect', within: 30 },
        ],
      },
      {
        id: 'calm',
        when: { incident: 'contained', tier: 'park', after: 30 },
        payload: { kind: 'fault', fault: { of: 'person', user: 'li' }, for: 60 },
      },
    ],
  });
  const plan = dryRun(scenario, CLOCK);
  expect(plan.map(({ at, kind, inject }) => [(at - CLOCK) / 1000, kind, inject])).toEqual([
    [60, 'inject', 'breach'],
    [90, 'expected', 'breach'],
    [300, 'inject', 'late'],
    [540, 'expected', 'breach'],
    [600, 'inject', 'calm'],
    [600, 'end', null],
  ]);
  expect(plan.map(({ what }) => what)).toEqual([
    'breach: w01018 at main: {"kind":"step","to":150}',
    'breach: expects detect within 30 s',
    'late: w01018 at main: {"kind":"step","to":40}',
    'breach: expects contain within 480 s',
    'calm: fault of person li for 60 s (30 s after an incident is contained and the park tier is on duty)',
    'the drill ends',
  ]);
});

test('what is expected after the end stands after it', () => {
  const scenario = scenarioOf({
    injects: [{ ...step('a', 590, 1), expected: [{ action: 'acknowledge', tier: 'park', within: 30 }] }],
  });
  expect(dryRun(scenario, 0).at(-1)).toMatchObject({
    at: 620_000,
    what: 'a: expects acknowledge park within 30 s of the tier’s duty',
  });
});
