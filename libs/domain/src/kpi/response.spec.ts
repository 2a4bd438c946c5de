import { ackTime, containTime, unanswered } from './response';

const S = 1_000;

test('acknowledging by severity and tier, gravest and lowest first', () => {
  const figure = ackTime([
    {
      severity: 'yellow',
      tier: 'unit',
      took: [
        [60 * S, 3],
        [600 * S, 1],
      ],
      inTime: 3,
      late: 2,
    },
    { severity: 'red', tier: 'park', took: [[30 * S, 1]], inTime: 1, late: 0 },
    { severity: 'red', tier: 'unit', took: [[20 * S, 1]], inTime: 1, late: 0 },
  ]);
  expect(figure.groups.map(({ by }) => Object.values(by))).toEqual([
    ['red', 'unit'],
    ['red', 'park'],
    ['yellow', 'unit'],
  ]);
  // four values 60 60 60 600: rank 2 is 60, ranks ⌈3.6⌉ and ⌈3.96⌉ are 600
  expect(figure.groups[2]?.values).toEqual({ p50: 60, p90: 600, p99: 600, count: 4, inTime: 60 });
  // five of seven in time
  expect(figure.value).toBeCloseTo(71.43);
  expect(figure.values['inTimeRed']).toBe(100);
});

test('nobody had anything to acknowledge', () => {
  expect(ackTime([])).toMatchObject({ value: null, values: { p50: null, inTime: null, inTimeRed: null, count: 0 } });
});

test('containing, from the onset and from the first note', () => {
  const figure = containTime([
    {
      severity: 'orange',
      fromOnset: [
        [1200 * S, 1],
        [1800 * S, 1],
      ],
      fromAck: [[900 * S, 1]],
    },
    { severity: 'red', fromOnset: [[600 * S, 1]], fromAck: [[300 * S, 1]] },
  ]);
  // 600 1200 1800: rank 2 is 1200
  expect(figure.value).toBe(1200);
  expect(figure.groups.map(({ by, values }) => [by['severity'], values['p50'], values['ackP50']])).toEqual([
    ['red', 600, 300],
    ['orange', 1200, 900],
  ]);
  expect(containTime([]).value).toBeNull();
});

test('the highest tier that did not answer', () => {
  expect(
    unanswered({
      reached: 5,
      silent: [
        [60 * S, 2],
        [600 * S, 1],
      ],
    }),
  ).toMatchObject({
    value: 3,
    values: { count: 3, minutes: 12, reached: 5 },
  });
});
