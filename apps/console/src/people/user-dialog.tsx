import type { ContactPoint, Role, User } from '@cofferdam/domain';
import { useState } from 'react';
import type { Directory } from '../alarms/directory';
import { changeUser, createUser, type UserView } from '../api/people';
import type { ParkView } from '../api/shapes';
import type { ChannelView } from '../api/channels';
import { draftOf, personal, pointsOf, samePoints } from '../channels/contact-draft';
import { ContactPoints } from '../channels/contact-points';
import { PHONE } from '../desks/draft';
import { ActDialog } from '../page/act-dialog';
import { Labelled } from '../page/field';
import { LanguageSelect } from '../page/language-select';
import { useWords } from '../page/preferences';
import { changeIn, PASSWORD_AT_LEAST, wholeIn } from './user-form';

/** As the service knows them, desks first. */
const ROLES: readonly Role[] = ['unit', 'enterprise', 'park', 'basin', 'engineer', 'director', 'auditor', 'admin'];
const EVERY_PARK = '*';

interface UserDialogProps {
  /** null: a new one. */
  readonly user: UserView | null;
  readonly self: User;
  readonly parks: readonly ParkView[];
  readonly directory: Directory;
  /** Over which somebody can be told. */
  readonly channels: readonly ChannelView[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Makes a user or changes one. A password is set and never shown. */
export function UserDialog({ user, self, parks, directory, channels, onDone, onClose }: UserDialogProps) {
  const { users: text, channels: channelWords } = useWords();
  const [draft, setDraft] = useState(() => draftOf(user?.channels ?? []));
  const send = (form: FormData): Promise<unknown> => sendUser(user, form, pointsOf(draft));
  const scope = self.parks.includes(EVERY_PARK) ? [EVERY_PARK] : [];
  const label = (user === null ? text.create : text.change).replace('…', '');
  return (
    <ActDialog
      wide
      heading={user === null ? label : text.changing(user.username)}
      submit={label}
      zone={directory.zone(null)}
      onSubmit={send}
      onDone={onDone}
      onClose={onClose}
    >
      <Person user={user} />
      <fieldset className="edit-row">
        <legend>{text.parks}</legend>
        {[...scope, ...parks.map(({ id }) => id)].map((park) => (
          <label key={park} className="check">
            <input type="checkbox" name="parks" value={park} defaultChecked={user?.parks.includes(park)} />
            {park === EVERY_PARK ? text.allParks : directory.park(park)}
          </label>
        ))}
      </fieldset>
      <div className="contact-points" role="group" aria-label={channelWords.heading}>
        <ContactPoints
          draft={draft}
          channels={personal(channels, user?.parks ?? ['*'])}
          onDraft={(next) => setDraft([...next])}
        />
      </div>
      <Password fresh={user === null} />
      {user !== null && user.username !== self.username && (
        <label className="check">
          <input type="checkbox" name="disabled" defaultChecked={user.disabled} />
          {text.disable}
        </label>
      )}
    </ActDialog>
  );
}

/** Contact points go along only where they are other than they were. */
function sendUser(user: UserView | null, form: FormData, channels: readonly ContactPoint[]): Promise<unknown> {
  if (user === null) return createUser({ ...wholeIn(form), channels });
  const change = changeIn(form, user);
  return changeUser(user.username, samePoints(channels, user.channels) ? change : { ...change, channels });
}

function Person({ user }: Pick<UserDialogProps, 'user'>) {
  const { users: text, channels, header } = useWords();
  const { name, phone, role: is } = user ?? { name: null, phone: null, role: 'unit' };
  return (
    <>
      {user === null && (
        <Labelled label={text.username}>
          <input name="username" required maxLength={64} autoComplete="off" spellCheck={false} />
        </Labelled>
      )}
      <Labelled label={text.name}>
        <input name="name" maxLength={80} defaultValue={name ?? ''} autoComplete="off" />
      </Labelled>
      <Labelled label={text.phone}>
        <input name="phone" pattern={PHONE} defaultValue={phone ?? ''} autoComplete="off" />
      </Labelled>
      <LanguageSelect label={channels.language} value={user?.language ?? 'zh-CN'} />
      <Labelled label={text.role}>
        <select name="role" defaultValue={is}>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {header.role[role]}
            </option>
          ))}
        </select>
      </Labelled>
    </>
  );
}

function Password({ fresh }: { fresh: boolean }) {
  const { users: text } = useWords();
  const label = fresh ? `${text.password}: ${text.passwordNote}` : `${text.newPassword}: ${text.newPasswordNote}`;
  return (
    <Labelled label={label}>
      <input
        name="password"
        type="password"
        required={fresh}
        minLength={PASSWORD_AT_LEAST}
        autoComplete="new-password"
      />
    </Labelled>
  );
}
