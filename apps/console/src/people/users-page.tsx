import { useState } from 'react';
import type { ChannelView } from '../api/channels';
import { allUsers, type UserView } from '../api/people';
import { useChannels } from '../channels/use-channels';
import { Phone } from '../desks/phone';
import { useFollowed } from '../feed/use-followed';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { RoomFrame, Unread } from '../page/room';
import type { RoomProps } from '../routing/room-props';
import { UserDialog } from './user-dialog';

/** Who may come in, as what, and where; administrators only. */
export function UsersPage(props: RoomProps) {
  const { users: text } = useWords();
  if (props.user.role === 'admin') return <Users {...props} />;
  return (
    <RoomFrame page={props.page} heading={text.heading} counts="">
      <p className="empty">{text.notAllowed}</p>
    </RoomFrame>
  );
}

function Users({ page, user: self }: RoomProps) {
  const { users: text } = useWords();
  const [asked, setAsked] = useState<UserView | 'new' | null>(null);
  const { value, failed, again } = useFollowed(page.live, { read: allUsers, concerns: isAboutUsers });
  const channels = useChannels(page.live).value ?? [];
  const users = [...(value ?? [])].sort((a, b) => a.username.localeCompare(b.username));
  return (
    <RoomFrame
      page={page}
      heading={text.heading}
      counts={text.count(value === null ? '–' : whole(users.length))}
      tools={
        <button type="button" className="button small" onClick={() => setAsked('new')}>
          {text.create}
        </button>
      }
    >
      {(value === null || failed) && <Unread failed={failed} onRetry={again} />}
      <ul className="ledger users">
        {users.map((user) => (
          <li key={user.username} data-user={user.username} data-disabled={user.disabled || undefined}>
            <UserLine user={user} page={page} channels={channels} self={user.username === self.username} />
            <div className="ledger-end">
              <button
                type="button"
                disabled={!user.editable}
                className="button small"
                aria-label={`${text.change} ${user.username}`}
                onClick={() => setAsked(user)}
              >
                {text.change}
              </button>
            </div>
          </li>
        ))}
      </ul>
      {asked !== null && (
        <UserDialog
          user={asked === 'new' ? null : asked}
          self={self}
          parks={page.parks}
          directory={page.directory}
          channels={channels}
          onDone={() => {
            setAsked(null);
            again();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </RoomFrame>
  );
}

const isAboutUsers = ({ type }: { readonly type: string }): boolean => type.startsWith('user.');

interface UserLineProps extends Pick<RoomProps, 'page'> {
  readonly user: UserView;
  readonly channels: readonly ChannelView[];
  readonly self: boolean;
}

function UserLine({ user, page, channels, self }: UserLineProps) {
  const { users: text, header } = useWords();
  const { directory } = page;
  const nameOf = (id: string): string => {
    const channel = channels.find((each) => each.id === id);
    return channel === undefined ? id : directory.name(channel.name);
  };
  const parks = user.parks.includes('*') ? text.allParks : user.parks.map((park) => directory.park(park)).join(', ');
  return (
    <div className="ledger-main">
      <p className="ledger-title">
        {user.username} {user.name !== null && <span>{user.name}</span>} {self && <small>{text.you}</small>}{' '}
        {user.disabled && <span className="chip">{text.disabled}</span>}
      </p>
      <p>
        {header.role[user.role]} · <small>{parks}</small> {user.phone !== null && <Phone number={user.phone} />}
      </p>
      {user.channels.length > 0 && (
        <p>
          <small>{user.channels.map(({ channel, to }) => `${nameOf(channel)} ${shortened(to)}`).join(' → ')}</small>
        </p>
      )}
    </div>
  );
}

/** A browser's address is a page of figures. */
const shortened = (to: string): string => (to.length > 60 ? `${to.slice(0, 40)}…` : to);
