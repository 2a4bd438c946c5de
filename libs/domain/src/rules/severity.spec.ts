import { severityOfDistance, severityOfRatio } from './severity';

const ladder = { yellow: 1, orange: 2, red: 5 };

test.each([
  ['workshop', false, 0.89, null],
  ['workshop', false, 0.9, 'blue'],
  ['workshop', false, 1, 'blue'],
  ['workshop', false, 1.01, 'yellow'],
  ['workshop', false, 2, 'yellow'],
  ['workshop', false, 2.01, 'orange'],
  ['workshop', false, 5.01, 'red'],
  ['enterprise-main', false, 1.01, 'orange'],
  ['rain', false, 1.01, 'orange'],
  ['park-plant-in', false, 1.01, 'orange'],
  ['park-plant-out', false, 1.01, 'red'],
  ['river-section', false, 1.01, 'orange'],
  ['workshop', true, 0.49, null],
  ['workshop', true, 0.5, 'yellow'],
  ['workshop', true, 1, 'yellow'],
  ['workshop', true, 1.01, 'orange'],
  ['workshop', true, 2.01, 'red'],
  ['enterprise-main', true, 1.01, 'orange'],
  ['rain', true, 1.01, 'red'],
  ['river-section', true, 1.01, 'red'],
  ['rain', true, 0.6, 'yellow'],
] as const)('at %s, toxic %s, %d of the limit is %s', (outlet, toxic, ratio, expected) => {
  expect(severityOfRatio(ratio, ratio > 1, { ladder, prewarn: 0.9, toxic, outlet, rounded: false })).toBe(expected);
});

test.each([
  [0, null],
  [0.1, 'yellow'],
  [1, 'yellow'],
  [1.1, 'orange'],
  [2.1, 'red'],
] as const)('%d outside a range is %s', (distance, expected) => {
  expect(
    severityOfDistance(distance, { ladder, prewarn: undefined, toxic: false, outlet: 'workshop', rounded: false }),
  ).toBe(expected);
});
