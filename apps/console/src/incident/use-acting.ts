import type { IncidentActName, IncidentView } from '@cofferdam/domain';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../api/client';
import { act, incident as incidentById } from '../api/incidents';
import type { Preset } from '../incidents/acts';
import { changesOf } from '../incidents/change';
import { incidentIn } from '../incidents/incidents';
import type { DialogAct } from '../incidents/acts';
import type { Words } from '../language/words';
import { useWords } from '../page/preferences';

export type ActingOutcome = { readonly act: IncidentActName } & (
  | { readonly is: 'sending' | 'done' }
  | { readonly is: 'already'; readonly by: string; readonly at: string }
  /** Nothing was done: the incident had changed. `news` says how. */
  | { readonly is: 'grown'; readonly news: readonly string[] }
  | { readonly is: 'approval'; readonly until: string }
  /** `why` is null where the service could not be reached. */
  | { readonly is: 'failed'; readonly why: string | null }
);

/** An act whose second step is open, with the incident as it was when the person looked at it. */
export interface OpenDialog {
  readonly act: DialogAct;
  readonly preset: Preset;
  readonly seen: IncidentView;
}

export interface Acting {
  readonly outcome: ActingOutcome | null;
  readonly dialog: OpenDialog | null;
  readonly ask: (act: DialogAct, preset?: Preset) => void;
  /** The person has looked at what is new. */
  readonly look: () => void;
  readonly dismiss: () => void;
  /** @returns whether it was done, or waits for a second person */
  readonly send: (act: IncidentActName, body: object, seen?: IncidentView) => Promise<boolean>;
}

/** What is done to the chosen incident, one act at a time; what came of it is forgotten with the choice. */
export function useActing(
  incident: IncidentView | null,
  learn: (incident: IncidentView) => void,
  onSessionEnded: () => void,
): Acting {
  const words = useWords();
  const id = incident?.id ?? null;
  const [result, setResult] = useState<{ readonly id: string; readonly outcome: ActingOutcome } | null>(null);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const underWay = useRef(false);
  const latest = useRef(incident);
  useEffect(() => {
    latest.current = incident;
  }, [incident]);

  const send = useCallback(
    async (name: IncidentActName, body: object, seen?: IncidentView): Promise<boolean> => {
      const target = seen ?? latest.current;
      if (target === null || underWay.current) return false;
      underWay.current = true;
      setResult({ id: target.id, outcome: { act: name, is: 'sending' } });
      const { outcome, current, signedOut } = await attempt(target, name, body, words);
      underWay.current = false;
      if (current !== null) learn(current);
      if (signedOut) onSessionEnded();
      else setResult({ id: target.id, outcome });
      return outcome.is === 'done' || outcome.is === 'already' || outcome.is === 'approval';
    },
    [learn, onSessionEnded, words],
  );
  const ask = useCallback((name: DialogAct, preset: Preset = {}) => {
    const seen = latest.current;
    setResult(null);
    if (seen !== null) setDialog({ act: name, preset, seen });
  }, []);
  const look = useCallback(() => {
    const seen = latest.current;
    setDialog((open) => (open === null || seen === null ? open : { ...open, seen }));
    setResult(null);
  }, []);
  const dismiss = useCallback(() => setDialog(null), []);
  return useMemo(
    () => ({
      outcome: result !== null && result.id === id ? result.outcome : null,
      dialog: dialog !== null && dialog.seen.id === id ? dialog : null,
      ...{ ask, look, dismiss, send },
    }),
    [result, dialog, id, ask, look, dismiss, send],
  );
}

interface Attempt {
  readonly outcome: ActingOutcome;
  /** The incident as the service has it now, where it said so. */
  readonly current: IncidentView | null;
  readonly signedOut?: boolean;
}

async function attempt(seen: IncidentView, name: IncidentActName, body: object, words: Words): Promise<Attempt> {
  try {
    const answer = await act(seen, name, body);
    return { outcome: outcomeOf(name, answer), current: incidentIn(answer) };
  } catch (error) {
    if (!(error instanceof ApiError))
      return { outcome: { act: name, is: 'failed', why: String(error) }, current: null };
    return refused(seen, name, error, words);
  }
}

/** What an act answers besides the incident. */
interface Answer {
  readonly approval: { readonly expires: string } | null;
  readonly effect: unknown;
  readonly by: unknown;
  readonly at: unknown;
}

function outcomeOf(name: IncidentActName, answer: unknown): ActingOutcome {
  const { approval, effect, by, at } = (answer ?? {}) as Partial<Answer>;
  if (approval) return { act: name, is: 'approval', until: approval.expires };
  if (effect === 'none') return { act: name, is: 'already', by: String(by), at: String(at) };
  return { act: name, is: 'done' };
}

async function refused(seen: IncidentView, name: IncidentActName, error: ApiError, words: Words): Promise<Attempt> {
  const { status, problem, title } = error;
  const current = incidentIn(problem);
  const { reason } = (problem ?? {}) as { reason?: unknown };
  const why = (words.incident.refusal as Readonly<Record<string, string>>)[String(reason)];
  if (why !== undefined) return { outcome: { act: name, is: 'failed', why }, current };
  if (status !== 409 && status !== 412) {
    const failed = { act: name, is: 'failed', why: status === 0 ? null : title } as const;
    return { outcome: failed, current, signedOut: status === 401 };
  }
  const now = current ?? (await incidentById(seen.id).catch(() => null));
  const news = now === null ? [] : changesOf(seen, now, words);
  return {
    outcome: { act: name, is: 'grown', news: news.length > 0 ? news : [words.incident.change.other] },
    current: now,
  };
}
