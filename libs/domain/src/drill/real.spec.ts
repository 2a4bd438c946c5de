import fc from 'fast-check';
import { saysItIsReal, withoutRealness } from './real';

const CLAIMS = [
  ...[
    '非演练',
    '不是演练',
    '这不是一次演习',
    '并非演练',
    '非 演　练',
    '不是「演练」',
    '非演習',
    '此非演练，请立即行动',
  ],
  ...['This is not a drill', 'THIS IS NOT A DRILL!', 'this  is\nnot a-drill', 'not an exercise', 'thisisnotadrill'],
  ...[
    "It isn't a drill",
    'It isn’t an EXERCISE',
    'n o t  a  d r i l l',
    'ＮＯＴ Ａ ＤＲＩＬＬ',
    'no drill',
    'not just a drill',
  ],
];

test.each(CLAIMS)('%s is forbidden, and nothing of it is left', (claim) => {
  for (const text of [claim, `关阀。${claim}`, `close it. ${claim} - hurry`]) {
    expect(saysItIsReal(text)).toBe(true);
    expect(withoutRealness(text)).toContain('【…】');
    expect(saysItIsReal(withoutRealness(text))).toBe(false);
  }
});

test.each([
  ...['演练', '本次演练非常重要', '演练不是儿戏', '【演练】红色预警', 'This is a drill', 'a drill, not the real thing'],
  ...['EXERCISE: close the valve', 'do it, not later', 'the knot exercise', 'now a drill', 'no drilling today', ''],
])('%s is not', (text) => {
  expect(saysItIsReal(text)).toBe(false);
  expect(withoutRealness(text)).toBe(text);
});

test('what is left after the cut never says it', () => {
  expect(withoutRealness('非非演练演练')).toBe('【…】');
  const parts = fc.constantFrom(
    '非',
    '不是',
    '演',
    '练',
    '演练',
    'not',
    'a',
    ' ',
    'drill',
    'd',
    'rill',
    '-',
    '，',
    'no',
  );
  const texts = fc.array(parts, { maxLength: 14 }).map((some) => some.join(''));
  fc.assert(fc.property(texts, (text) => expect(saysItIsReal(withoutRealness(text))).toBe(false)));
});

test('a long text is looked through at once', () => {
  const before = performance.now();
  for (const text of [`非${'…'.repeat(20_000)}`, '非'.repeat(20_000), 'not '.repeat(5_000)]) saysItIsReal(text);
  expect(performance.now() - before).toBeLessThan(2_000);
});
