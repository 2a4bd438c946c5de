import type { DeskView } from '../api/people';
import { acceptDesk, forceDesk, offerDesk } from '../api/people';
import { ActDialog } from '../page/act-dialog';
import { Labelled, TextField } from '../page/field';
import { textOf } from '../page/form';
import { useWords } from '../page/preferences';
import { successors } from './desks';

interface DeskDialogProps {
  readonly act: 'offer' | 'accept' | 'force';
  readonly desk: DeskView;
  readonly name: string;
  readonly username: string;
  readonly zone: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The second step of offering, accepting and forcing a desk. */
export function DeskDialog({ act, desk, name, username, zone, onDone, onClose }: DeskDialogProps) {
  const { desks: text, act: acting } = useWords();
  const send = (form: FormData): Promise<unknown> => {
    if (act === 'accept') return acceptDesk(desk);
    const to = textOf(form, 'to');
    return act === 'offer' ? offerDesk(desk, to, textOf(form, 'note')) : forceDesk(desk, to, textOf(form, 'reason'));
  };
  const label = { offer: text.offer, accept: text.accept, force: text.force }[act].replace('…', '');
  const digest = desk.offer?.digest;
  const note = {
    offer: text.staysYours,
    accept: digest === undefined ? '' : text.digest(String(digest.incidents), String(digest.shelved)),
    force: text.forceNote,
  }[act];
  return (
    <ActDialog
      heading={`${label}: ${name}`}
      note={note}
      submit={label}
      zone={zone}
      onSubmit={send}
      onDone={onDone}
      onClose={onClose}
    >
      {act === 'accept' && desk.offer?.note && <q>{desk.offer.note}</q>}
      {act !== 'accept' && <ToWhom names={successors(desk, act === 'offer' ? username : null)} desk={desk} />}
      {act === 'offer' && <TextField name="note" label={text.note} required={false} />}
      {act === 'force' && <TextField name="reason" label={acting.reason} />}
    </ActDialog>
  );
}

/** The desk's other people; where it names none, anybody of its tier by their user name. */
function ToWhom({ names, desk }: { names: readonly string[]; desk: DeskView }) {
  const { desks: text } = useWords();
  if (desk.members.length === 0) {
    return (
      <Labelled label={text.offerTo}>
        <input name="to" required maxLength={64} autoComplete="off" spellCheck={false} />
      </Labelled>
    );
  }
  if (names.length === 0) return <p className="problem">{text.noOneElse}</p>;
  return (
    <Labelled label={text.offerTo}>
      <select name="to" required>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </Labelled>
  );
}
