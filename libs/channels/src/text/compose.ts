import type { Channel } from '../channel';
import type { Text, TextFacts } from './facts';

/** The text of one message. */
export function compose(facts: TextFacts, size: Channel['size']): Text {
  return { title: line(facts).slice(0, 120), body: line(facts).slice(0, size.max) };
}

export const line = ({ kind, number, outlet, language, value, unit, possibleRepeat, severity }: TextFacts): string =>
  [
    possibleRepeat ? (language === 'en' ? '[POSSIBLE REPEAT]' : '【可能重复】') : '',
    `[${severity}] ${kind}`,
    number ?? '',
    outlet === null ? '' : language === 'en' ? outlet.en : outlet.zh,
    value === null ? '' : `${value} ${unit}`,
  ]
    .filter(Boolean)
    .join(' ');
