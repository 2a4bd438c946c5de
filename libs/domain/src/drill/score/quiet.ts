import type { AlarmView } from '../../alarm/view';
import type { Expected } from '../scenario';
import { alarmIsAt, isAsGrave, isCovered, isThoughtFalse, type Place } from './place';
import type { Moment, Story } from './story';

export interface Quiet {
  /** When an alarm was there for the first time within the span, epoch ms of drill time; null: never. */
  readonly brokenAt: number | null;
  /** An alarm was there, but under an overlay: whoever takes that for quiet is wrong. */
  readonly covered: readonly Moment<AlarmView>[];
}

interface Watch {
  readonly story: Story;
  readonly place: Place;
  readonly expected: Pick<Expected, 'within'>;
  readonly injectedAt: number;
  /** Where the drill's clock stands. */
  readonly now: number;
}

/** Whether no alarm of a place was active for the whole of a span, one that had been raised before included. */
export function quiet({ story, place, expected, injectedAt, now }: Watch): Quiet {
  const end = Math.min(injectedAt + expected.within * 1000, now);
  const there = story.alarms
    .filter((alarm) => alarmIsAt(alarm, place))
    .flatMap(({ moments }) => moments.map((moment, n) => ({ moment, until: moments[n + 1]?.at ?? Infinity })))
    .filter(({ moment, until }) => moment.at <= end && until > injectedAt && until > moment.at)
    .map(({ moment }) => moment)
    .filter((one) => one.view.active && isAsGrave(one, place) && !isThoughtFalse(one));
  const times = there.map(({ at }) => Math.max(at, injectedAt));
  return { brokenAt: times.length === 0 ? null : Math.min(...times), covered: there.filter(isCovered) };
}
