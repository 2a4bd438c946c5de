import { figure, ratioFigure, whole } from './figure';
import { clockTime, dateTime, duration, momentOf } from './time';
import { WORDS } from './words';

test.each([
  [null, '–'],
  [0, '0'],
  [0.00412, '0.00412'],
  [0.5, '0.5'],
  [48.2, '48.2'],
  [63.249, '63.25'],
  [141, '141'],
  [12345.6, '12346'],
  [-1.5, '-1.5'],
  [100, '100'],
])('%p is shown as %s', (value, shown) => {
  expect(figure(value)).toBe(shown);
});

test('ratios and whole numbers', () => {
  expect([0.92, 1.264, 3.68, 250, null].map(ratioFigure)).toEqual(['0.92', '1.3', '3.7', '250', '–']);
  expect(whole(10_000)).toBe('10,000');
});

test('durations tick in seconds and gain days', () => {
  expect(duration(372_000, 'd')).toBe('00:06:12');
  expect(duration(26 * 3_600_000 + 61_000, '天')).toBe('1 天 02:01');
  expect(duration(-5, 'd')).toBe('00:00:00');
});

test('times are the park’s, whatever zone the browser is in', () => {
  const at = Date.parse('2026-11-24T07:04:31Z');
  expect(dateTime(at, 'Asia/Shanghai')).toBe('2026-11-24 15:04:31');
  expect(clockTime(at, 'Asia/Urumqi')).toBe('13:04:31');
  expect(momentOf(at, at + 60_000, 'Asia/Shanghai')).toBe('15:04:31');
  expect(momentOf(at, at + 86_400_000, 'Asia/Shanghai')).toBe('11-24 15:04:31');
});

/** Every text of a language by its place; functions are called with their own parameters' numbers. */
function texts(words: object, at = ''): [place: string, text: string][] {
  return Object.entries(words).flatMap(([name, part]: [string, unknown]): [string, string][] => {
    if (typeof part === 'string') return [[at + name, part]];
    if (typeof part === 'function')
      return [[at + name, String((part as (...given: string[]) => string)('1', '2', '3', '4', '5'))]];
    return texts(part as object, `${at}${name}.`);
  });
}

/** These only put given texts together. */
const JOINING = [
  'strip.alarmAt',
  'strip.toRiver',
  'incident.change.measure',
  'incident.timeline.ended',
  'incident.walls.said',
];

test('both languages are complete, and neither borrows the other’s words', () => {
  const [zh, en] = [texts(WORDS.zh), texts(WORDS.en)];
  expect(zh.map(([place]) => place)).toEqual(en.map(([place]) => place));
  expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
  const own = en.filter(([place]) => place !== 'title');
  expect(own.filter(([, text]) => /[\u4e00-\u9fff]/.test(text))).toEqual([]);
  const wordless = zh.filter(([, text]) => !/[\u4e00-\u9fff]/.test(text)).map(([place]) => place);
  expect(wordless.filter((place) => !JOINING.includes(place))).toEqual([]);
});
