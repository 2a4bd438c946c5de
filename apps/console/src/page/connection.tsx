import { useEffect, useState } from 'react';
import { type FeedState, health, type Health } from '../feed/health';
import { clockTime, momentOf } from '../language/time';
import type { Words } from '../language/words';
import { useWords } from './preferences';
import { useNow } from './use-now';

/** So long the page says that the connection is back. */
const BACK_MS = 6_000;

interface ConnectionProps {
  readonly feed: FeedState;
  readonly clockAhead: number;
  /** Epoch ms of the newest alarm event, service's clock. */
  readonly lastEventAt: number | null;
  readonly zone: string;
}

/** Whether the page is live and how old its last word is: never more than was heard. */
export function Connection({ feed, clockAhead, lastEventAt, zone }: ConnectionProps) {
  const words = useWords();
  const now = useNow(200);
  const is = health(feed, now);
  return (
    <span className="connection" data-level={is.level}>
      <i aria-hidden="true" />
      <span className="connection-state">{connectionText(is, words, (at) => clockTime(at + clockAhead, zone))}</span>
      {lastEventAt !== null && <small>{words.link.lastEvent(momentOf(lastEventAt, now + clockAhead, zone))}</small>}
    </span>
  );
}

function connectionText(is: Health, { link }: Words, at: (ms: number) => string): string {
  switch (is.level) {
    case 'connecting':
      return link.connecting;
    case 'live':
    case 'late':
      return link[is.level]((is.ageMs / 1000).toFixed(1));
    case 'lost':
      return is.since === null ? link.lostNever : link.lost(at(is.since));
  }
}

interface NoticeProps {
  readonly level: Health['level'];
  readonly since: number | null;
  readonly clockAhead: number;
  readonly zone: string;
}

/** Says, also to those who do not see the colour, that the connection went, and once that it is back. */
export function ConnectionNotice({ level, since, clockAhead, zone }: NoticeProps) {
  const { link } = useWords();
  const back = useJustBack(level);
  if (level === 'lost') {
    return (
      <p className="notice" data-level="lost" role="alert">
        {since === null ? link.lostNever : link.lostNotice(clockTime(since + clockAhead, zone))}
      </p>
    );
  }
  const said = level === 'late' ? link.lateNotice : back ? link.back : '';
  return (
    <p className="notice" data-level={level} role="status">
      {said}
    </p>
  );
}

/** True for a while after the connection was lost and came back. */
function useJustBack(level: Health['level']): boolean {
  const [wasLost, setWasLost] = useState(false);
  useEffect(() => {
    if (level === 'lost') setWasLost(true);
    if (level !== 'live' || !wasLost) return;
    const timer = setTimeout(() => setWasLost(false), BACK_MS);
    return () => clearTimeout(timer);
  }, [level, wasLost]);
  return wasLost && level === 'live';
}
