import type { AlarmsState } from '../alarms/alarms';
import type { Counts } from '../alarms/list';
import type { Monitors } from '../alarms/monitors';
import { ApiError } from '../api/client';
import { whole } from '../language/figure';
import { momentOf } from '../language/time';
import type { Words } from '../language/words';
import { useWords } from './preferences';

export interface Monitoring {
  readonly monitors: Monitors | null;
  /** Epoch ms, service's clock. */
  readonly openedAt: number;
  readonly zone: string;
}

interface EmptyListProps {
  readonly state: AlarmsState;
  readonly failure: unknown;
  readonly counts: Counts;
  readonly monitoring: Monitoring;
  readonly now: number;
  readonly onRetry: () => void;
}

/** Why no row is shown: never a blank table that could mean anything. */
export function EmptyList(props: EmptyListProps) {
  const words = useWords();
  const { state, failure, counts, onRetry } = props;
  if (state.phase === 'loading' && failure !== null) {
    return (
      <div className="empty" role="alert">
        <p className="empty-title">{words.empty.failed}</p>
        <p>{words.empty.failedWhy(why(failure, words))}</p>
        <button type="button" className="button" onClick={onRetry}>
          {words.empty.retry}
        </button>
      </div>
    );
  }
  if (state.phase === 'loading') {
    return (
      <div className="empty" role="status">
        <p className="empty-title">{words.empty.loading}</p>
      </div>
    );
  }
  if (counts.open > 0) {
    return (
      <div className="empty" role="status">
        <p className="empty-title">{words.empty.nothingMatches}</p>
      </div>
    );
  }
  return <Calm {...props} />;
}

function Calm({ state, monitoring, now }: EmptyListProps) {
  const { empty: text } = useWords();
  const { monitors, openedAt, zone } = monitoring;
  return (
    <div className="empty" role="status">
      <svg viewBox="0 0 64 24" aria-hidden="true">
        <path d="M2 12c7-7 13 7 20 0s13 7 20 0s13 7 20 0" />
      </svg>
      <p className="empty-title">
        {state.lastEventAt === null
          ? text.noneSinceOpened(momentOf(openedAt, now, zone))
          : text.noneSince(momentOf(state.lastEventAt, now, zone))}
      </p>
      <p>{monitors === null ? text.reportingUnknown : text.reporting(whole(monitors.online), whole(monitors.total))}</p>
    </div>
  );
}

function why(failure: unknown, { empty }: Words): string {
  if (!(failure instanceof ApiError)) return String(failure);
  return failure.status === 0 ? empty.unreachable : `${failure.status} ${failure.title}`;
}
