import { en } from './en';
import type { Words } from './vocabulary';
import { zh } from './zh';

export type { Words };
export type Language = 'zh' | 'en';
export const WORDS: Readonly<Record<Language, Words>> = { zh, en };
export const LANG_TAG: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
