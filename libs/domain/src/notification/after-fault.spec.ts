import { afterFault, type Attempted } from './after-fault';

const at = (more: Partial<Attempted> = {}): Attempted => ({
  ...{ severity: 'orange', toxic: false, channels: 2, position: 0, round: 0, tries: 1, here: 0, age: 0, ...more },
});
const may = { mayPass: true, retryAfterMs: null };
const not = { mayPass: false, retryAfterMs: null };

test.each([
  ['a refused one falls at once', at(), not, { does: 'next', position: 1, round: 0, afterMs: 0 }],
  ['what may pass is tried again', at(), may, { does: 'retry', afterMs: 1_000 }],
  ['... later and later', at({ tries: 4, here: 7_000 }), may, { does: 'retry', afterMs: 8_000 }],
  ['... when the provider says', at(), { ...may, retryAfterMs: 20_000 }, { does: 'retry', afterMs: 20_000 }],
  ['... for a minute', at({ tries: 9, here: 31_000 }), may, { does: 'next', position: 1, round: 0, afterMs: 0 }],
  ['... red for 20 s', at({ severity: 'red', here: 19_500 }), may, { does: 'next', position: 1, round: 0, afterMs: 0 }],
  ['... toxic as well', at({ toxic: true, here: 19_500 }), may, { does: 'next', position: 1, round: 0, afterMs: 0 }],
  [
    'after the last all of them again',
    at({ position: 1 }),
    not,
    { does: 'next', position: 0, round: 1, afterMs: 5_000 },
  ],
  ['... slower', at({ position: 1, round: 3 }), not, { does: 'next', position: 0, round: 4, afterMs: 40_000 }],
  ['after an hour it is given up', at({ age: 3_600_000 }), may, { does: 'give-up' }],
])('%s', (_, attempted, fault, expected) => {
  expect(afterFault(attempted, fault)).toEqual(expected);
});
