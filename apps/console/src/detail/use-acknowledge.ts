import type { AlarmView } from '@cofferdam/domain';
import { useCallback, useMemo, useRef, useState } from 'react';
import { acknowledge, alarm as alarmById, alarmIn, ApiError } from '../api/client';
import type { Words } from '../language/words';
import { useWords } from '../page/preferences';
import { changesBetween } from './change';

export type Outcome =
  | { readonly is: 'sending' | 'already' }
  /** Nothing was acknowledged: the alarm had grown. `news` says how. */
  | { readonly is: 'grown'; readonly news: readonly string[] }
  /** `why` is null where the service could not be reached. */
  | { readonly is: 'failed'; readonly why: string | null };

export interface Acknowledging {
  readonly outcome: Outcome | null;
  readonly send: (alarm: AlarmView, note: string) => Promise<void>;
}

/** One acknowledge at a time for the chosen alarm; what came of it is forgotten with the choice. */
export function useAcknowledge(
  chosen: string | null,
  learn: (alarm: AlarmView) => void,
  onSessionEnded: () => void,
): Acknowledging {
  const words = useWords();
  const [result, setResult] = useState<{ id: string; outcome: Outcome | null } | null>(null);
  const underWay = useRef(false);
  const outcome = result !== null && result.id === chosen ? result.outcome : null;

  const send = useCallback(
    async (alarm: AlarmView, note: string): Promise<void> => {
      if (underWay.current) return;
      underWay.current = true;
      setResult({ id: alarm.id, outcome: { is: 'sending' } });
      const { outcome: settled, current, signedOut } = await attempt(alarm, note, words);
      underWay.current = false;
      if (signedOut) return onSessionEnded();
      if (current !== null) learn(current);
      setResult({ id: alarm.id, outcome: settled });
    },
    [learn, onSessionEnded, words],
  );
  return useMemo(() => ({ outcome, send }), [outcome, send]);
}

interface Attempt {
  readonly outcome: Outcome | null;
  /** The alarm as the service has it now, where it said so. */
  readonly current: AlarmView | null;
  readonly signedOut?: boolean;
}

async function attempt(alarm: AlarmView, note: string, words: Words): Promise<Attempt> {
  try {
    const answer = await acknowledge(alarm, note);
    return { outcome: answer.effect === 'none' ? { is: 'already' } : null, current: alarmIn(answer) };
  } catch (error) {
    if (!(error instanceof ApiError)) return { outcome: { is: 'failed', why: String(error) }, current: null };
    if (error.status === 401) return { outcome: null, current: null, signedOut: true };
    if (error.status === 409) return grown(alarm, error.problem, words);
    return { outcome: { is: 'failed', why: error.status === 0 ? null : error.title }, current: null };
  }
}

/** The alarm had grown: what is new is found by comparing, whatever the answer says. */
async function grown(before: AlarmView, problem: unknown, words: Words): Promise<Attempt> {
  const current = alarmIn(problem) ?? (await alarmById(before.id).catch(() => null));
  const news = current === null ? [] : changesBetween(before, current, words);
  return { outcome: { is: 'grown', news: news.length > 0 ? news : [words.change.other] }, current };
}
