import type { ActContext, ActOutcome, ActRefusal } from '../act';
import { Draft } from '../draft';
import type { Incident } from '../incident';

export const refuse = (reason: ActRefusal, detail: string): ActOutcome => ({ effect: 'refused', reason, detail });

/** A person's change: in a new generation, in their name. */
export function begin(incident: Incident, { now, actor }: ActContext): Draft {
  const draft = new Draft(incident, now, actor.username);
  draft.renew();
  return draft;
}

export const done = (draft: Draft, others: readonly Incident[] = []): ActOutcome => ({
  effect: 'done',
  ...draft.done(others),
});

export const isBlank = (text: string | null): boolean => text === null || text.trim() === '';
