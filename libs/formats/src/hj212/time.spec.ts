import { formatTime, parseTime } from './time';

const AT = Date.parse('2016-08-01T08:58:57+08:00');

test.each([
  ['20160801085857', { at: AT }],
  ['20160801085857223', { at: AT + 223, deviation: 'time-17-digits' }],
  ['201608010858572231', { at: AT + 223, deviation: 'time-18-digits' }],
  [String(AT), { at: AT, deviation: 'time-13-digits' }],
  [String(AT / 1000), { at: AT, deviation: 'time-10-digits' }],
  ['201608010858', { at: AT - 57_000, deviation: 'time-12-digits' }],
  ['2016-08-01 08:58:57', { at: AT, deviation: 'time-format' }],
  ['20160230085857', undefined],
  ['20160801245857', undefined],
  ['2016080108585x', undefined],
  ['', undefined],
])('%s', (text, expected) => {
  expect(parseTime(text)).toEqual(expected);
});

test('another zone is a setting', () => {
  expect(parseTime('20160801085857', 0)).toEqual({ at: Date.parse('2016-08-01T08:58:57Z') });
});

test('a QN is Beijing time to the millisecond', () => {
  expect(formatTime(AT + 223)).toBe('20160801085857223');
});
