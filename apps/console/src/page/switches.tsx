import type { Language } from '../language/words';
import { useSetting } from './preferences';

const LANGUAGES: readonly { language: Language; tag: string; label: string; name: string }[] = [
  { language: 'zh', tag: 'zh-CN', label: '中', name: '中文' },
  { language: 'en', tag: 'en', label: 'EN', name: 'English' },
];

export function LanguageSwitch() {
  const { language, words, choose } = useSetting();
  return (
    <div className="switch" role="group" aria-label={words.header.language}>
      {LANGUAGES.map((each) => (
        <button
          key={each.language}
          type="button"
          lang={each.tag}
          aria-label={`${each.label} ${each.name}`}
          aria-pressed={language === each.language}
          onClick={() => choose({ language: each.language })}
        >
          {each.label}
        </button>
      ))}
    </div>
  );
}

export function ThemeSwitch() {
  const { theme, words, choose } = useSetting();
  const other = theme === 'night' ? 'day' : 'night';
  const label = other === 'day' ? words.header.toDay : words.header.toNight;
  return (
    <button type="button" className="quiet" title={words.header.theme} onClick={() => choose({ theme: other })}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className="icon">
        {other === 'day' ? (
          <path d="M12 7.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.8 1.8M17.2 17.2L19 19M19 5l-1.8 1.8M6.8 17.2L5 19" />
        ) : (
          <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />
        )}
      </svg>
      {label}
    </button>
  );
}
