import type { Language } from '@cofferdam/domain';
import { aboutOf } from './about';
import { en } from './en';
import type { Text, TextFacts } from './facts';
import { fit, type Size, withoutLink } from './fit';
import { CLASS_MARK, REPEAT_MARK } from './marks';
import type { Words } from './words';
import { zh } from './zh';

export const WORDS: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en };

/** What stands in front of a message: that it is not real, that it may have been sent before. */
export function marksOf({ language, class: class_, possibleRepeat }: TextFacts): string {
  const marks = `${CLASS_MARK[language][class_]}${possibleRepeat ? REPEAT_MARK[language] : ''}`;
  return marks !== '' && language === 'en' ? `${marks} ` : marks;
}

/**
 * The text of one message in its reader's language, plain and within a size beside the link of the facts. Title and body
 * start with the marks' word for an exercise or a test; what does not fit is cut at the end, never a mark.
 */
export function compose(facts: TextFacts, size: Size): Text {
  const about = aboutOf(facts);
  const { title, lines } = WORDS[facts.language].say[facts.kind](about);
  const said = lines.filter((line): line is string => line !== null && line !== '');
  const [first = '', ...rest] = said;
  const body = first === '' ? [] : [`${bodyMarkOf(facts)}${first}`, ...rest];
  return fit(`${marksOf(facts)}${title}`, body, withoutLink(size, facts.link));
}

/** A body is read without its title by some programs: it says for itself that it is not real. */
export function bodyMarkOf({ language, class: class_ }: Pick<TextFacts, 'language' | 'class'>): string {
  const mark = CLASS_MARK[language][class_];
  return mark !== '' && language === 'en' ? `${mark} ` : mark;
}
