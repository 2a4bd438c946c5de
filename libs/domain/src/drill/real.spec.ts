import { saysItIsReal } from './real';

test.each([
  '这是非演练',
  '非 演 练',
  '这不是演练！',
  '请注意：真实事件',
  'This is not a drill',
  'THIS IS  NOT A  DRILL!',
  'this-is-not-a-drill',
  'Ｔｈｉｓ　ｉｓ　ｎｏｔ　ａ　ｄｒｉｌｌ',
  'this is no\u200bt an exer\u200bcise',
  'It isn’t a drill',
])('“%s” says that it is real', (text) => expect(saysItIsReal(text)).toBe(true));

test.each(['演练：COD 超标', 'Exercise, not yet contained', 'a drill of the night shift', '真实浓度', 'no drill bit'])(
  '“%s” does not',
  (text) => expect(saysItIsReal(text)).toBe(false),
);
