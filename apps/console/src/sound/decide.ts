import type { AlarmView, Severity } from '@cofferdam/domain';
import { inOrder } from '../alarms/list';
import { GRAVEST_FIRST, needsAcknowledgement } from '../alarms/severity';

/** Blue is seen and not heard. */
const HEARD: readonly Severity[] = ['yellow', 'orange', 'red'];
const MINUTE_MS = 60_000;
/** Each press of the key adds so much ... */
export const MUTE_STEP_MS = 2 * MINUTE_MS;
/** ... and silence lasts no longer than this from the last press on. */
export const MUTE_MOST_MS = 10 * MINUTE_MS;

/** The unacknowledged alarms from yellow up: what there is to sound about. */
export interface Waiting {
  /** The worst and among those the newest; null where none waits. */
  readonly worst: AlarmView | null;
  readonly count: number;
  /** Which red ones, each by the moment that made it red. */
  readonly reds: ReadonlySet<string>;
}

/** Silence that a person asked for. */
export interface Mute {
  /** Epoch ms of this computer. */
  readonly until: number;
  /** The worst that was sounding. */
  readonly over: Severity | null;
  readonly reds: ReadonlySet<string>;
  /** The real alarm that has stopped a drill was what sounded. */
  readonly real: boolean;
}

export type Rhythm = 'yellow' | 'orange' | 'red' | 'presence';
/** What is real and what is a drill's are told apart by ear. */
export type Voice = 'live' | 'exercise';

export interface Sounding {
  readonly rhythm: Rhythm;
  readonly voice: Voice;
  /** What it is about; null for the question whether somebody is there, and for a real alarm that stopped a drill. */
  readonly alarm: AlarmView | null;
  /** How many others wait. */
  readonly more: number;
}

const isGraver = (a: Severity, b: Severity): boolean => GRAVEST_FIRST.indexOf(a) < GRAVEST_FIRST.indexOf(b);

const redOf = ({ id, episode }: AlarmView): string => `${id} ${episode}`;

export function waitingOf(alarms: Iterable<AlarmView>): Waiting {
  const reds = new Set<string>();
  let worst: AlarmView | null = null;
  let count = 0;
  for (const alarm of alarms) {
    if (!needsAcknowledgement(alarm) || !HEARD.includes(alarm.severity)) continue;
    count += 1;
    if (alarm.severity === 'red') reds.add(redOf(alarm));
    if (worst === null || inOrder(alarm, worst) < 0) worst = alarm;
  }
  return { worst, count, reds };
}

/** Silence ends with its time, and before it when something graver comes. Nothing is graver than red: a new red one does too. */
export function holds(mute: Mute, { worst, reds }: Waiting, now: number): boolean {
  if (now >= mute.until) return false;
  if (worst !== null && (mute.over === null || isGraver(worst.severity, mute.over))) return false;
  for (const red of reds) if (!mute.reds.has(red)) return false;
  return true;
}

/** Silence over what sounds now, longer by a step than the one that holds. `real`: a real alarm has stopped the drill. */
export function muteOf({ worst, reds }: Waiting, before: Mute | null, now: number, real = false): Mute {
  const from = Math.max(now, before?.until ?? now);
  const until = Math.min(now + MUTE_MOST_MS, from + MUTE_STEP_MS);
  return { until, over: worst?.severity ?? null, reds, real };
}

interface Circumstances {
  /** Whose alarms wait. */
  readonly voice: Voice;
  readonly waiting: Waiting;
  /** Severity of the real alarm that has stopped this drill; null for none, and wherever no drill is looked at. */
  readonly interruptedBy: Severity | null;
  /** Somebody is asked whether they are there. No mute covers that: it is how the question is heard. */
  readonly presenceAsked: boolean;
  readonly mute: Mute | null;
  readonly now: number;
}

/**
 * What to sound now: one thing, the worst. The question for presence yields to red alone. A real alarm that has stopped a
 * drill is heard in its own voice over all of the drill's, which is silent until it goes on; no silence over the drill's
 * covers it, only one that was asked for while it sounded.
 */
export function soundNow({ voice, waiting, interruptedBy, presenceAsked, mute, now }: Circumstances): Sounding | null {
  const muted = mute !== null && holds(mute, waiting, now);
  if (interruptedBy !== null) return muted && mute.real ? null : real(interruptedBy);
  const { worst, count } = waiting;
  const heard =
    worst === null || muted ? null : { rhythm: worst.severity as Rhythm, voice, alarm: worst, more: count - 1 };
  if (presenceAsked && heard?.rhythm !== 'red') return { rhythm: 'presence', voice, alarm: null, more: count };
  return heard;
}

const real = (severity: Severity): Sounding | null =>
  HEARD.includes(severity) ? { rhythm: severity as Rhythm, voice: 'live', alarm: null, more: 0 } : null;
