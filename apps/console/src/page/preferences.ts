import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { LANG_TAG, type Language, WORDS, type Words } from '../language/words';

export type Theme = 'night' | 'day';

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly singleKeys: boolean;
}

const STORED_AS = 'cofferdam.preferences';
const AT_FIRST: Preferences = { language: 'zh', theme: 'night', singleKeys: true };

/** What this browser's user chose; private windows may forbid storage, then the choice lasts as long as the page. */
function stored(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(STORED_AS) ?? '{}') as Partial<Preferences>;
    return {
      language: kept.language === 'en' ? 'en' : AT_FIRST.language,
      theme: kept.theme === 'day' ? 'day' : AT_FIRST.theme,
      singleKeys: kept.singleKeys ?? AT_FIRST.singleKeys,
    };
  } catch {
    return AT_FIRST;
  }
}

function keep(preferences: Preferences): void {
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(preferences));
  } catch {
    // not kept: see `stored`
  }
}

export interface Setting extends Preferences {
  readonly words: Words;
  readonly choose: (change: Partial<Preferences>) => void;
}

export const SettingContext = createContext<Setting | null>(null);

/** Language, theme and keys, applied to the document at once. */
export function useOwnSetting(): Setting {
  const [preferences, setPreferences] = useState(stored);
  const { language, theme } = preferences;
  useEffect(() => {
    document.documentElement.lang = LANG_TAG[language];
    document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  const choose = useCallback((change: Partial<Preferences>) => {
    setPreferences((before) => {
      const after = { ...before, ...change };
      keep(after);
      return after;
    });
  }, []);
  return useMemo(() => ({ ...preferences, words: WORDS[preferences.language], choose }), [preferences, choose]);
}

export function useSetting(): Setting {
  const setting = useContext(SettingContext);
  if (setting === null) throw new Error('no SettingContext around this component');
  return setting;
}

export const useWords = (): Words => useSetting().words;
