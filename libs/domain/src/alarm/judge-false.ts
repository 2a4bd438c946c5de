import { type AlarmOutcome, changed, nothingToDo, refuse, textGuard } from './act';
import { type Alarm, isJudgedFalse } from './alarm';

/** Who judged, who confirmed it as the second person, and why. */
export interface FalseJudgement {
  readonly by: string;
  readonly approver: string;
  readonly reason: string;
}

/**
 * Two persons have judged the alarm's present episode to be false: it is acknowledged and free of its latch, and closes
 * when its values are normal. Only a later episode, or a graver colour than this one had, opens it again.
 *
 * @param now epoch ms
 */
export function judgeFalse(alarm: Alarm, judgement: FalseJudgement, now: number): AlarmOutcome {
  const { by, approver, reason } = judgement;
  if (isJudgedFalse(alarm)) return nothingToDo(alarm.acknowledged);
  if (by === approver) return refuse('same-person', by);
  const missing = textGuard(reason, 'reason-missing');
  if (missing !== null) return missing;
  const acknowledged = alarm.acknowledged ?? { by, at: now, note: reason };
  const judged: Alarm = { ...alarm, acknowledged, latched: false, falseEpisode: alarm.episode };
  return changed('alarm.judged-false', judged, { actor: by, now }, { approver, reason });
}
