import { type ReactNode } from 'react';
import { useWords } from './preferences';
import type { LiveModel } from './use-live-page';
import { ConnectionNotice } from './connection';

interface RoomFrameProps {
  readonly page: LiveModel;
  readonly heading: string;
  /** Exact counts beside the heading. */
  readonly counts: ReactNode;
  /** What there is to do in the room as a whole. */
  readonly tools?: ReactNode;
  /** What was just done, said once. */
  readonly said?: string;
  readonly children: ReactNode;
}

/** A room that is a list: its heading, its counts, and what it holds. */
export function RoomFrame({ page, heading, counts, tools, said, children }: RoomFrameProps) {
  const { live, level, since, zone } = page;
  return (
    <main className="room">
      <ConnectionNotice level={level} since={since} clockAhead={live.clockAhead} zone={zone} />
      <section className="panel">
        <div className="panel-head">
          <h1 tabIndex={-1}>{heading}</h1>
          <span className="counts" role="status">
            {counts}
          </span>
          <span className="spring" />
          {tools}
        </div>
        <p className="said" role="status">
          {said}
        </p>
        <div className="room-body" data-doubtful={level !== 'live' || undefined}>
          {children}
        </div>
      </section>
    </main>
  );
}

/** While nothing was read yet, or it could not be. */
export function Unread({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
  const { act } = useWords();
  if (!failed) {
    return (
      <p className="empty" role="status">
        {act.loading}
      </p>
    );
  }
  return (
    <div className="empty" role="alert">
      <p>{act.unread}</p>
      <button type="button" className="button" onClick={onRetry}>
        {act.retry}
      </button>
    </div>
  );
}
