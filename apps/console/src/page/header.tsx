import type { User } from '@cofferdam/domain';
import type { ReactNode } from 'react';
import type { ParkView } from '../api/shapes';
import type { Directory } from '../alarms/directory';
import type { FeedState } from '../feed/health';
import { dateTime } from '../language/time';
import { Brand } from './brand';
import { PushButton } from '../push/push-button';
import { Connection } from './connection';
import { useWords } from './preferences';
import { LanguageSwitch, ThemeSwitch } from './switches';

interface HeaderProps {
  readonly user: User;
  readonly parks: readonly ParkView[];
  readonly park: string | null;
  readonly directory: Directory;
  readonly feed: FeedState;
  readonly clockAhead: number;
  readonly lastEventAt: number | null;
  /** The service's clock, epoch ms. */
  readonly now: number;
  readonly onPark: (park: string | null) => void;
  readonly onKeys: () => void;
  readonly onLogOut: () => void;
  /** Whether the page would be heard. */
  readonly sound: ReactNode;
  /** That drills are under way. */
  readonly exercise: ReactNode;
  /** Where the user themselves is reached. */
  readonly ownChannels: ReactNode;
}

export function Header(props: HeaderProps) {
  const { user, parks, park, directory, now } = props;
  const words = useWords();
  const zone = directory.zone(park);
  return (
    <header className="top">
      <Brand />
      <Connection feed={props.feed} clockAhead={props.clockAhead} lastEventAt={props.lastEventAt} zone={zone} />
      <select
        aria-label={words.parks.label}
        value={park ?? ''}
        onChange={(event) => props.onPark(event.target.value || null)}
      >
        <option value="">{words.parks.all}</option>
        {parks.map((each) => (
          <option key={each.id} value={each.id}>
            {directory.name(each.name)}
          </option>
        ))}
      </select>
      {props.exercise}
      <span className="spring" />
      {props.sound}
      <PushButton username={user.username} />
      <span className="who">
        {user.username} <small>{words.header.role[user.role]}</small>
      </span>
      {props.ownChannels}
      <LanguageSwitch />
      <ThemeSwitch />
      <button type="button" className="quiet" onClick={props.onKeys} aria-keyshortcuts="?">
        {words.header.keys} <kbd aria-hidden="true">?</kbd>
      </button>
      <button type="button" className="quiet" onClick={props.onLogOut}>
        {words.header.logOut}
      </button>
      <time className="clock" dateTime={new Date(now).toISOString()} title={zone}>
        {dateTime(now, zone)}
      </time>
    </header>
  );
}
