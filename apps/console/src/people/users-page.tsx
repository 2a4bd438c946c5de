import { useState } from 'react';
import { allUsers, type UserView } from '../api/people';
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
            <UserLine user={user} page={page} self={user.username === self.username} />
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

function UserLine({ user, page, self }: { user: UserView; page: RoomProps['page']; self: boolean }) {
  const { users: text, header } = useWords();
  const { directory } = page;
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
    </div>
  );
}
