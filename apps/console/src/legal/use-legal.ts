import { useCallback, useEffect, useState } from 'react';
import { type LegalAnswer, legalOf } from '../api/legal';

export interface LegalModel {
  readonly legal: LegalAnswer | null;
  readonly failed: boolean;
  readonly reload: () => void;
}

/** What the law wants of an incident, read again whenever something has happened to it. */
export function useLegal(incident: string, news: string): LegalModel {
  const [legal, setLegal] = useState<LegalAnswer | null>(null);
  const [failed, setFailed] = useState(false);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let over = false;
    legalOf(incident).then(
      (answer) => {
        if (over) return;
        setLegal(answer);
        setFailed(false);
      },
      () => !over && setFailed(true),
    );
    return () => {
      over = true;
    };
  }, [incident, news, asked]);
  const reload = useCallback(() => setAsked((before) => before + 1), []);
  return { legal: legal?.incident === incident ? legal : null, failed, reload };
}
