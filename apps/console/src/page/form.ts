import type { Language } from '@cofferdam/domain';

/** What was typed, without blanks at its ends. */
export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

export const numberOf = (form: FormData, name: string): number => Number(textOf(form, name));

export const isChecked = (form: FormData, name: string): boolean => form.get(name) !== null;

/** As `LanguageSelect` gives it; Chinese where the form has none. */
export const languageIn = (form: FormData): Language => (textOf(form, 'language') === 'en' ? 'en' : 'zh-CN');
