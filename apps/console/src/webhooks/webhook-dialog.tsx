import type { User, WebhookDraft } from '@cofferdam/domain';
import type { Directory } from '../alarms/directory';
import type { ParkView } from '../api/shapes';
import type { WebhookView } from '../api/webhooks';
import { WEBHOOK_FAMILIES } from '../language/webhook-words';
import { ActDialog } from '../page/act-dialog';
import { Labelled } from '../page/field';
import { useWords } from '../page/preferences';
import { draftIn, EVERY_PARK } from './webhook-form';

interface WebhookDialogProps {
  /** null: a new one. */
  readonly hook: WebhookView | null;
  readonly user: User;
  readonly parks: readonly ParkView[];
  readonly directory: Directory;
  readonly onSend: (draft: WebhookDraft) => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Sets a webhook up or changes one. */
export function WebhookDialog({ hook, user, parks, directory, onSend, onDone, onClose }: WebhookDialogProps) {
  const { webhooks: text } = useWords();
  const label = (hook === null ? text.create : text.change).replace('…', '');
  return (
    <ActDialog
      heading={hook === null ? label : `${label}: ${hook.name}`}
      submit={label}
      zone={directory.zone(null)}
      onSubmit={(form) => onSend(draftIn(form, hook))}
      onDone={onDone}
      onClose={onClose}
    >
      <Where hook={hook} user={user} parks={parks} directory={directory} />
      <What hook={hook} />
    </ActDialog>
  );
}

function Where({ hook, user, parks, directory }: Pick<WebhookDialogProps, 'hook' | 'user' | 'parks' | 'directory'>) {
  const { webhooks: text } = useWords();
  const scope = user.parks.includes(EVERY_PARK) ? [EVERY_PARK] : [];
  const { name, url, park: is } = hook ?? { name: '', url: '', park: undefined };
  return (
    <>
      <Labelled label={text.name}>
        <input name="name" required maxLength={80} defaultValue={name} autoComplete="off" />
      </Labelled>
      <Labelled label={`${text.url}: ${text.urlNote}`}>
        <input name="url" type="url" required maxLength={2000} defaultValue={url} autoComplete="off" />
      </Labelled>
      <Labelled label={text.park}>
        <select name="park" defaultValue={is === null ? EVERY_PARK : is}>
          {[...parks.map(({ id }) => id), ...scope].map((park) => (
            <option key={park} value={park}>
              {park === EVERY_PARK ? text.allParks : directory.park(park)}
            </option>
          ))}
        </select>
      </Labelled>
    </>
  );
}

function What({ hook }: Pick<WebhookDialogProps, 'hook'>) {
  const { webhooks: text } = useWords();
  return (
    <>
      <fieldset className="edit-row">
        <legend>{`${text.types} (${text.typesNote})`}</legend>
        {WEBHOOK_FAMILIES.map((family) => (
          <Check key={family} name="types" value={family} label={text.families[family]} is={has(hook, family)} />
        ))}
      </fieldset>
      <Check name="exercise" label={text.exercise} is={hook?.exercise ?? false} />
      {hook !== null && <Check name="enabled" label={text.enabled} is={hook.enabled} />}
    </>
  );
}

const has = (hook: WebhookView | null, family: string): boolean => hook?.types.includes(family) ?? false;

interface CheckProps {
  readonly name: string;
  readonly value?: string;
  readonly label: string;
  readonly is: boolean;
}

function Check({ name, value, label, is }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" name={name} value={value} defaultChecked={is} />
      {label}
    </label>
  );
}
