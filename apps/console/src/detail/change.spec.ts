import { anAlarm } from '../alarms/builders';
import { WORDS } from '../language/words';
import { changesBetween } from './change';

const since = (given: Parameters<typeof anAlarm>[0]) => changesBetween(anAlarm(), anAlarm(given), WORDS.en);

test('says what is new, gravest first', () => {
  expect(since({ severity: 'red', episode: 2, value: 260 })).toEqual([
    'severity Yellow, level Ⅲ → Red, level Ⅰ',
    'happened again (episode 2)',
    'value 63.2 mg/L → 260 mg/L',
  ]);
});

test('people’s acts are news too', () => {
  const acknowledged = { by: 'li', at: '2026-11-24T07:00:00.000Z', note: null };
  expect(since({ acknowledged })).toEqual(['acknowledged by li']);
  expect(changesBetween(anAlarm({ acknowledged }), anAlarm(), WORDS.en)).toEqual([
    'the acknowledgement no longer holds',
  ]);
});

test('nothing that a person minds is nothing', () => {
  expect(since({ version: 9, sampleAt: '2026-11-24T09:00:00.000Z' })).toEqual([]);
});
