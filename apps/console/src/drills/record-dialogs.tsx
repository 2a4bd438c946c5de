import type { Rating } from '@cofferdam/domain';
import { type ActionView, closeAction, observe, openAction } from '../api/drills';
import { ActDialog } from '../page/act-dialog';
import { Labelled, TextField } from '../page/field';
import { textOf } from '../page/form';
import { useWords } from '../page/preferences';
import type { DeskProps } from './desk-props';

/** HSEEP's four, best first; each is said in words besides its letter. */
const RATINGS = ['P', 'S', 'M', 'U'] as const satisfies readonly Rating[];

/** What is to be put to the record. */
export type RecordAsk = { readonly is: 'observe' | 'open' } | { readonly is: 'close'; readonly action: ActionView };

interface RecordDialogProps extends DeskProps {
  readonly asked: RecordAsk;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function RecordDialog(props: RecordDialogProps) {
  const { asked, zone, onDone, onClose } = props;
  const { record: text } = useWords().drills;
  const label = { observe: text.observe, open: text.openAction, close: text.close }[asked.is].replace('…', '');
  return (
    <ActDialog
      heading={label}
      submit={label}
      zone={zone}
      onSubmit={(form) => send(props, form)}
      onDone={onDone}
      onClose={onClose}
    >
      {asked.is === 'observe' && <Observation {...props} />}
      {asked.is === 'open' && <Corrective {...props} />}
      {asked.is === 'close' && (
        <>
          <p>{asked.action.text}</p>
          <TextField name="note" label={text.closeNote} />
        </>
      )}
    </ActDialog>
  );
}

function send({ asked, drill }: RecordDialogProps, form: FormData): Promise<unknown> {
  const given = (name: string): object => (textOf(form, name) === '' ? {} : { [name]: textOf(form, name) });
  switch (asked.is) {
    case 'observe': {
      const body = { rating: textOf(form, 'rating') as Rating, note: textOf(form, 'note') };
      return observe(drill.id, { ...body, ...given('inject'), ...given('objective') });
    }
    case 'open':
      return openAction(drill.id, {
        text: textOf(form, 'text'),
        owner: textOf(form, 'owner'),
        due: textOf(form, 'due'),
      });
    case 'close':
      return closeAction(drill.id, asked.action.id, textOf(form, 'note'));
  }
}

function Observation({ drill, directory }: RecordDialogProps) {
  const { record: text } = useWords().drills;
  return (
    <>
      <Labelled label={text.rating}>
        <select name="rating" required>
          {RATINGS.map((rating) => (
            <option key={rating} value={rating}>
              {text.ratings[rating]}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label={text.objective}>
        <select name="objective">
          <option value="">{text.none}</option>
          {drill.objectives.map((one) => (
            <option key={one.id} value={one.id}>
              {directory.name(one.text)}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label={text.inject}>
        <input name="inject" maxLength={48} autoComplete="off" />
      </Labelled>
      <TextField name="note" label={text.note} />
    </>
  );
}

function Corrective({ drill }: RecordDialogProps) {
  const { record: text } = useWords().drills;
  return (
    <>
      <TextField name="text" label={text.action} />
      <Labelled label={text.owner}>
        <input name="owner" required maxLength={64} autoComplete="off" list="drill-owners" />
        <datalist id="drill-owners">
          {drill.participants.map(({ user }) => (
            <option key={user} value={user} />
          ))}
        </datalist>
      </Labelled>
      <Labelled label={text.due}>
        <input name="due" type="date" required />
      </Labelled>
    </>
  );
}
