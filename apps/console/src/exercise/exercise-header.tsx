import type { User } from '@cofferdam/domain';
import type { ReactNode } from 'react';
import type { DrillView } from '../api/drills';
import { dateTime } from '../language/time';
import { Brand } from '../page/brand';
import { Connection } from '../page/connection';
import { useWords } from '../page/preferences';
import { LanguageSwitch, ThemeSwitch } from '../page/switches';
import type { LiveModel } from '../page/use-live-page';
import { EXERCISE_MARK } from '../timeline/timeline';
import { Band } from './band';

interface ExerciseHeaderProps {
  readonly page: LiveModel;
  readonly user: User;
  readonly drill: DrillView | null;
  /** Whether the page would be heard. */
  readonly sound: ReactNode;
  readonly onKeys: () => void;
  readonly onLogOut: () => void;
}

/** As above a live page, and not to be mistaken for it: the mark, the drill's name and its own clock beside the wall's. */
export function ExerciseHeader({ page, user, drill, sound, onKeys, onLogOut }: ExerciseHeaderProps) {
  const words = useWords();
  const { head, view } = words.drills;
  const { live, directory } = page;
  const zone = directory.zone(drill?.park ?? null);
  const wall = page.here + live.clockAhead;
  return (
    <header className="exercise-top">
      <Band edge="top" text={view.frame} />
      <div className="top">
        <Brand />
        <span className="exercise-title">
          {EXERCISE_MARK} {drill === null ? '' : directory.name(drill.title)}
        </span>
        <Connection feed={live.feed} clockAhead={live.clockAhead} lastEventAt={live.state.lastEventAt} zone={zone} />
        <span className="spring" />
        {sound}
        <span className="who">
          {user.username} <small>{words.header.role[user.role]}</small>
        </span>
        <LanguageSwitch />
        <ThemeSwitch />
        <button type="button" className="quiet" onClick={onKeys} aria-keyshortcuts="?">
          {words.header.keys} <kbd aria-hidden="true">?</kbd>
        </button>
        <button type="button" className="quiet" onClick={onLogOut}>
          {words.header.logOut}
        </button>
        <span className="exercise-clocks">
          {drill?.clock != null && (
            <span>
              {head.drillTime} <time dateTime={new Date(page.now).toISOString()}>{dateTime(page.now, zone)}</time>
            </span>
          )}
          <small>
            {head.wallTime} <time dateTime={new Date(wall).toISOString()}>{dateTime(wall, zone)}</time>
          </small>
        </span>
      </div>
    </header>
  );
}
