import type { FormatName, Reading, SentValue } from '../format';
import { convert } from './convert';

function reading(format: FormatName, values: Record<string, SentValue>): Reading {
  return { format, monitor: 'M1', at: 0, period: 'realtime', backfill: false, receipt: false, values, deviations: [] };
}
const none = () => undefined;

test.each<[string, FormatName, SentValue, string | undefined, number | undefined]>([
  ['HJ 212 takes mercury in ug/L', 'hj212', { value: 35, flag: 'N' }, undefined, 0.035],
  ['unless the register sets a unit', 'hj212', { value: 0.035, flag: 'N' }, 'mg/L', 0.035],
  ['JSON takes mg/L', 'json', { value: 0.035, flag: 'N' }, undefined, 0.035],
  ['unless it names a unit', 'json', { value: 35, flag: 'N', unit: 'µg/L' }, undefined, 0.035],
  ['the register holds against the packet', 'json', { value: 35_000, flag: 'N', unit: 'mg/L' }, 'ng/L', 0.035],
  ['a unit that is none is refused', 'json', { value: 1, flag: 'N', unit: 'furlong' }, undefined, undefined],
  ['a unit of something else is refused', 'json', { value: 1, flag: 'N', unit: 'L/s' }, undefined, undefined],
])('%s', (_, format, sent, set, expected) => {
  const converted = convert(reading(format, { w20111: sent }), () => set);
  if (expected === undefined) expect(converted).toMatchObject({ ok: false, reason: 'bad-value' });
  else expect(converted).toMatchObject({ ok: true, value: { values: { w20111: { value: expected, flag: 'N' } } } });
});

test('flow in m3/h becomes L/s, its total stays in m3', () => {
  const sent = reading('hj212', { w00000: { value: 36, min: 18, max: 72, total: 36, flag: 'N', sampledAt: 5 } });
  expect(convert(sent, () => 'm³/h')).toEqual({
    ok: true,
    value: { values: { w00000: { value: 10, min: 5, max: 20, total: 36, flag: 'N', sampledAt: 5 } }, suspicions: [] },
  });
});

test('a total of HJ 212 takes the step of its concentration: g with ug/L, kg with mg/L', () => {
  const sent = { w20111: { value: 35, total: 120, flag: 'N' } };
  expect(convert(reading('hj212', sent), none)).toMatchObject({ value: { values: { w20111: { total: 0.12 } } } });
  expect(convert(reading('json', sent), () => 'ug/L')).toMatchObject({ value: { values: { w20111: { total: 120 } } } });
});

test('warns where a value looks wrong by a factor of 1,000', () => {
  const inMicrograms = reading('json', { w20111: { value: 35, flag: 'N' }, w01018: { value: 60, flag: 'N' } });
  expect(convert(inMicrograms, none)).toMatchObject({ ok: true, value: { suspicions: ['unit-suspect:w20111'] } });
});

test('a factor that no catalogue knows stays as it is, and so does a flag without a value', () => {
  const sent = reading('hj212', { B11: { value: 7, flag: 'N' }, w01018: { flag: 'D' } });
  expect(convert(sent, none)).toEqual({
    ok: true,
    value: { values: { B11: { value: 7, flag: 'N' }, w01018: { flag: 'D' } }, suspicions: [] },
  });
});
