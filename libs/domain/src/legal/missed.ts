import type { Deadline } from '../escalation/deadline';
import { minutes } from '../escalation/policy';
import { type LegalChange, LegalDraft } from './change';
import type { LegalClock, LegalMatter } from './matter';

const MISSED = 2;

/**
 * A report's deadline that nobody met: at four fifths of the time whoever owes it is reminded, at its end it is missed,
 * and from then on they are paged until it is sent. Whoever calls has made sure that it is still pending.
 *
 * @param now epoch ms, which may be long after `dueAt` when the service was away
 */
export function reportDue(matter: LegalMatter, { name, n }: Deadline, now: number): LegalChange {
  const draft = new LegalDraft(matter, now);
  const clock = matter.clocks.find((one) => one.name === name);
  if (clock?.state === 'running') remind(draft, clock, n);
  return draft.done();
}

function remind(draft: LegalDraft, clock: LegalClock, n: number): void {
  const { generation, dueAt } = clock;
  if (n < MISSED) {
    draft.setClock({ ...clock, next: { at: dueAt, generation, n: MISSED } });
    draft.page(clock, n, 'soon');
    return;
  }
  const at = draft.now + minutes(draft.matter.policy.repeat);
  const missed = { ...clock, missedAt: clock.missedAt ?? draft.now, next: { at, generation, n: n + 1 } };
  draft.setClock(missed);
  draft.page(missed, n, 'missed');
  if (n === MISSED) draft.tell('legal.missed', { clock: clock.name });
}
