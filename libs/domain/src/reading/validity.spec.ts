import { validity } from './validity';

test.each([
  ['w01018', { value: 10, flag: 'N' }, null, { state: 'valid', value: 10 }],
  ['w01018', { value: 10, flag: 'N' }, 3, { state: 'valid', value: 10 }],
  ['w01018', { value: 10, flag: 'N' }, 0, { state: 'not-due' }],
  ['w00000', { value: 0, flag: 'N' }, 0, { state: 'valid', value: 0 }],
  ['w01018', { value: 999, flag: 'T' }, null, { state: 'over-range', value: 999 }],
  ['w01018', { flag: 'T' }, null, { state: 'over-range', value: null }],
  ['w01018', { value: 999, flag: 'T' }, 0, { state: 'not-due' }],
  ['w01018', { value: 1, flag: 'F' }, null, { state: 'invalid', reason: 'stopped' }],
  ['w01018', { value: 1, flag: 'M' }, null, { state: 'invalid', reason: 'maintenance' }],
  ['w01018', { value: 1, flag: 'D' }, null, { state: 'invalid', reason: 'fault' }],
  ['w01018', { value: 1, flag: 'C' }, null, { state: 'invalid', reason: 'calibration' }],
  ['w01018', { value: 1, flag: 'B' }, null, { state: 'invalid', reason: 'link-broken' }],
  ['w01018', { value: 1, flag: 'S' }, null, { state: 'invalid', reason: 'set-by-hand' }],
  ['w01018', { value: 1, flag: 'x' }, null, { state: 'invalid', reason: 'unknown-flag' }],
  ['w01018', { flag: 'N' }, null, { state: 'invalid', reason: 'no-value' }],
  ['w01018', undefined, null, { state: 'invalid', reason: 'no-value' }],
  ['w01018', { value: NaN, flag: 'N' }, null, { state: 'invalid', reason: 'not-finite' }],
  ['w01018', { value: -0.1, flag: 'N' }, null, { state: 'invalid', reason: 'out-of-range' }],
  ['w01001', { value: 14.1, flag: 'N' }, null, { state: 'invalid', reason: 'out-of-range' }],
  ['w01010', { value: -1, flag: 'N' }, null, { state: 'valid', value: -1 }],
] as const)('%s %j at flow %s is %j', (factor, value, flow, expected) => {
  expect(validity(factor, value, flow)).toEqual(expected);
});
