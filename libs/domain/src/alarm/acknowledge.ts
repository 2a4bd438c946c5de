import type { JournalEntry } from '../journal/event';
import type { Alarm } from './alarm';
import { alarmEntry } from './entry';

/** Somebody takes note of an alarm. */
export interface AcknowledgeRequest {
  readonly by: string;
  /** Epoch ms. */
  readonly at: number;
  readonly note: string | null;
  /** The generation that they saw (`If-Match`); absent: whatever it is now. */
  readonly generation?: number;
}

/** Done; done before by somebody; or not done, since what they saw is not all there is. */
export type AcknowledgeOutcome =
  | { readonly effect: 'acknowledged'; readonly alarm: Alarm; readonly entry: JournalEntry }
  | { readonly effect: 'none'; readonly by: string; readonly at: number }
  | { readonly effect: 'conflict'; readonly conflict: Alarm };

/**
 * Acknowledges the present generation of an alarm. It never re-opens one: what has returned to normal closes. A second
 * acknowledgement changes nothing and says who was first, also with an old generation; an old generation of an alarm
 * that waits again (severity rose, an episode came) acknowledges nothing.
 */
export function acknowledge(alarm: Alarm, request: AcknowledgeRequest): AcknowledgeOutcome {
  const { by, at, note, generation } = request;
  if (alarm.acknowledged !== null) return { effect: 'none', by: alarm.acknowledged.by, at: alarm.acknowledged.at };
  if (generation !== undefined && generation !== alarm.generation) return { effect: 'conflict', conflict: alarm };
  const acknowledged: Alarm = {
    ...alarm,
    acknowledged: { by, at, note },
    generation: alarm.generation + 1,
    version: alarm.version + 1,
  };
  return { effect: 'acknowledged', alarm: acknowledged, entry: alarmEntry('alarm.acknowledged', acknowledged, by, at) };
}
