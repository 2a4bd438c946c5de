import { LIVE } from '../timeline/timeline';
import { availability } from './availability';
import { valuesOf } from './values-due';

test('the poorest monitor is the figure, poorest first; more than due is all of it', () => {
  const figure = availability([
    { monitor: 'a', outlet: 'o', valid: 120, due: 100 },
    { monitor: 'b', outlet: 'o', valid: 30, due: 100 },
    { monitor: 'c', outlet: 'p', valid: 0, due: 0 },
  ]);
  expect(figure.values).toEqual({ worst: 30, mean: 65, monitors: 2 });
  expect(figure.groups.map(({ by }) => by['monitor'])).toEqual(['b', 'a']);
  expect(availability([]).value).toBeNull();
});

test('values that were due, without what flows nowhere', () => {
  const monitor = {
    ...({ id: 'm', interval: 60, crc: 'hj212', simulated: true } as const),
    factors: { w01018: {}, w00000: {} },
  };
  const packet = (minute: number, cod: object, flow: number) => ({
    ...({ ...LIVE, kind: 'sample', park: 'p', outlet: 'o', monitor: 'm', period: 'realtime', receivedAt: 0 } as const),
    at: minute * 60_000,
    values: { w01018: { flag: 'N', ...cod }, w00000: { value: flow, flag: 'N' } },
  });
  const samples = [
    packet(0, { value: 10 }, 5),
    packet(1, { value: 10, flag: 'M' }, 5),
    packet(2, { value: 10 }, 0),
    packet(60, { value: 10 }, 5),
  ];
  // five minutes owe 5 × 2 values; one is not due without flow; valid are 2, 1 and 1
  expect(valuesOf(monitor, 'o', samples, { from: 0, to: 300_000 })).toEqual({
    monitor: 'm',
    outlet: 'o',
    valid: 4,
    due: 9,
  });
});
