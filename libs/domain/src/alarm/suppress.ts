import { gravity } from '../condition/condition';
import { minutes as asMs } from '../escalation/policy';
import type { Suppression } from '../park/park';
import { type AlarmOutcome, changed, nothingToDo, refuse } from './act';
import { type Alarm, isOpen } from './alarm';
import { liftOverlay } from './overlay';

/**
 * A suppression rule of the park file holds: the alarm follows from another one, so that nobody is paged for it as well
 * (ISA-18.2 arc to DSUPR). Never a red or toxic one, never by a rule that a second person has not approved.
 *
 * @param now epoch ms
 */
export function suppress(alarm: Alarm, rule: Suppression, now: number): AlarmOutcome {
  if (alarm.suppressed !== null) return nothingToDo(alarm.suppressed);
  const { approver, author, reason, id, longest } = rule;
  if (approver === undefined || approver === author) return refuse('not-approved', id);
  const refused = suppressible(alarm, rule);
  if (refused !== null) return refused;
  const suppressed = { by: approver, approver, at: now, until: now + asMs(longest), reason, rule: id };
  return changed('alarm.suppressed', { ...alarm, suppressed }, { actor: 'system', now });
}

function suppressible(alarm: Alarm, { targets, id }: Suppression): AlarmOutcome | null {
  if (!targets.some(({ outlet, rule }) => outlet === alarm.outlet && rule === alarm.rule)) {
    return refuse('not-listed', `not a target of ${id}`);
  }
  if (!isOpen(alarm)) return refuse('not-open', 'it is normal');
  if (alarm.toxic) return refuse('toxic', 'a toxic is never suppressed');
  return gravity(alarm.severity) > gravity('orange') ? refuse('too-grave', alarm.severity) : null;
}

/** The suppression rule holds no longer, or nobody can tell whether it does. */
export function unsuppress(alarm: Alarm, now: number): AlarmOutcome {
  if (alarm.suppressed === null) return nothingToDo();
  return { effect: 'done', ...liftOverlay(alarm, 'suppressed', { actor: 'system', now, why: 'rule' }) };
}
