import { correctionTime, timerLateness, told } from './promptness';

test('timers: the p99 is what is asked', () => {
  // 98 of 10 ms, one of 400 ms, one of 2 s: rank 99 is 400 ms
  const figure = timerLateness({
    lateness: [
      [10, 98],
      [400, 1],
      [2_000, 1],
    ],
    gaps: 1,
  });
  expect(figure.value).toBe(0.4);
  expect(figure.values).toEqual({ p50: 0.01, p99: 0.4, max: 2, fired: 100, gaps: 1 });
  expect(timerLateness({ lateness: [], gaps: 0 }).value).toBeNull();
});

test('the first notification after the sample, and what failed', () => {
  const sent = [
    { channel: 'sms', sent: 6, failed: 2 },
    { channel: 'mail', sent: 2, failed: 0 },
  ];
  const figure = told({
    took: [
      [2_000, 19],
      [40_000, 1],
    ],
    sent,
  });
  expect(figure.values).toEqual({ p50: 2, p95: 2, told: 20, failed: 2, failedShare: 20 });
  expect(figure.groups[0]).toEqual({ by: { channel: 'sms' }, values: { sent: 6, failed: 2 } });
  expect(told({ took: [], sent: [] })).toMatchObject({ value: null, values: { failedShare: null, failed: 0 } });
});

test('a false alert is taken back when the last one has been told', () => {
  expect(
    correctionTime({
      took: [
        [30_000, 1],
        [90_000, 1],
      ],
      open: 1,
    }).values,
  ).toEqual({
    ...{ p50: 30, max: 90, corrected: 2, open: 1 },
  });
  expect(correctionTime({ took: [], open: 0 }).value).toBeNull();
});
