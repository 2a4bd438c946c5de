import type { Language } from '@cofferdam/domain';
import { testMessage } from './test-message';

const setup = { id: 'group', name: { zh: '值班群', en: 'Duty group' } };
const made = (max: number, unit: 'bytes' | 'characters' = 'characters', language: Language = 'zh-CN') =>
  testMessage(setup, { key: 'k', by: 'eng', to: null, language, size: { unit, max } });

test('says in both languages that it is a test, of which channel and by whom', () => {
  const { title, body, severity, link } = made(1_000);
  expect(title).toMatch(/^【测试】\[TEST\]/);
  expect(body).toMatch(/测试消息[^]*test message[^]*值班群 \/ Duty group \(group\)[^]*eng/);
  expect([severity, link]).toEqual(['blue', null]);
});

test.each([
  ['characters', 70],
  ['bytes', 90],
] as const)('is cut at a line where a channel takes few %s', (unit, max) => {
  const { title, body } = made(max, unit);
  expect(body).toMatch(/^这是一条测试消息，无需处理。/);
  const text = `${title}\n${body}`;
  expect(unit === 'bytes' ? Buffer.byteLength(text) : text.length).toBeLessThanOrEqual(max);
});

test('says it in the reader’s language first', () => {
  expect(made(1_000, 'characters', 'en')).toMatchObject({
    language: 'en',
    body: expect.stringMatching(/^This is a test message[^]*测试消息/) as string,
  });
  expect(made(80, 'characters', 'en').body).toBe('This is a test message: nothing has to be done.');
});
