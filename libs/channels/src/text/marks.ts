import type { Class, Language } from '@cofferdam/domain';

/** In front of every text that is not about the real plant. Set here by machine, never typed. */
export const CLASS_MARK: Readonly<Record<Language, Readonly<Record<Class, string>>>> = {
  'zh-CN': { actual: '', exercise: '【演练】', test: '【测试】' },
  en: { actual: '', exercise: '[EXERCISE]', test: '[TEST]' },
};

/** A digest of several classes says so in front, and each of its lines says its own. */
export const MIXED_MARK: Readonly<Record<Language, string>> = {
  'zh-CN': '【含演练或测试】',
  en: '[PARTLY EXERCISE OR TEST]',
};

/** Of a message that may have been sent before. */
export const REPEAT_MARK: Readonly<Record<Language, string>> = { 'zh-CN': '【可能重复】', en: '[POSSIBLE REPEAT]' };

/** Every mark that says "not only real". */
export const MARKS: readonly string[] = [
  ...Object.values(CLASS_MARK).flatMap(({ exercise, test }) => [exercise, test]),
  ...Object.values(MIXED_MARK),
];
