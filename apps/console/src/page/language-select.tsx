import type { Language } from '@cofferdam/domain';
import { Labelled } from './field';

interface LanguageSelectProps {
  readonly label: string;
  readonly value: Language;
}

/** Each in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };

/** In which language somebody is told, apart from that of this page. In its form it is `language`. */
export function LanguageSelect({ label, value }: LanguageSelectProps) {
  return (
    <Labelled label={label}>
      <select name="language" defaultValue={value}>
        {Object.entries(LANGUAGE_NAMES).map(([language, name]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
