import type { Role, User } from '@cofferdam/domain';
import type { Directory } from '../alarms/directory';
import { changeUser, createUser, type UserView } from '../api/people';
import type { ParkView } from '../api/shapes';
import { PHONE } from '../desks/draft';
import { ActDialog } from '../page/act-dialog';
import { Labelled } from '../page/field';
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
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Makes a user or changes one. A password is set and never shown. */
export function UserDialog({ user, self, parks, directory, onDone, onClose }: UserDialogProps) {
  const { users: text } = useWords();
  const send = (form: FormData): Promise<unknown> =>
    user === null ? createUser(wholeIn(form)) : changeUser(user.username, changeIn(form, user));
  const scope = self.parks.includes(EVERY_PARK) ? [EVERY_PARK] : [];
  const label = (user === null ? text.create : text.change).replace('…', '');
  return (
    <ActDialog
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

function Person({ user }: Pick<UserDialogProps, 'user'>) {
  const { users: text, header } = useWords();
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
