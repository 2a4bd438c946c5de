import type { ReactNode } from 'react';
import type { Counts } from '../alarms/list';
import type { Monitors } from '../alarms/monitors';
import { whole } from '../language/figure';
import { duration } from '../language/time';
import { useWords } from './preferences';

interface FooterProps {
  readonly monitors: Monitors | null;
  /** null until they are known. */
  readonly counts: Counts | null;
  readonly recent: { readonly count: number; readonly exact: boolean };
  readonly quarantine: number | null;
  readonly seq: number;
  readonly now: number;
  /** Numbers to call when nothing else works. */
  readonly phones: ReactNode;
}

export function Footer({ monitors, counts, recent, quarantine, seq, now, phones }: FooterProps) {
  const words = useWords();
  const text = words.footer;
  const longest = counts?.longestUnacknowledgedSince ?? null;
  const none = counts === null ? '–' : text.none;
  return (
    <footer className="bottom">
      <span>
        {text.monitors} <em>{monitors ? whole(monitors.online) : '–'}</em> / {monitors ? whole(monitors.total) : '–'}{' '}
        {text.online}
      </span>
      <span>
        {text.recent} <em>{counts === null ? '–' : (recent.exact ? '' : '≥ ') + whole(recent.count)}</em>
      </span>
      <span>
        {text.longest} <em>{longest === null ? none : duration(now - longest, words.day)}</em>
      </span>
      <span className="spring" />
      {phones}
      <span>
        {text.quarantine} <em>{quarantine === null ? '–' : whole(quarantine)}</em>
      </span>
      <span>
        {text.journal} <em>{whole(seq)}</em>
      </span>
    </footer>
  );
}
