import type { AlarmView, IncidentView } from '@cofferdam/domain';
import { type FormEvent, type RefObject, useState } from 'react';
import { offered } from '../incidents/acts';
import type { DialogAct } from '../incidents/acts';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import { OutcomeLine } from './outcome-line';
import type { Acting, ActingOutcome } from './use-acting';

export interface ActsBarProps {
  readonly incident: IncidentView;
  readonly alarm: AlarmView | null;
  readonly acting: Acting;
  /** What came of the last act, or of acknowledging the alarm. */
  readonly outcome: ActingOutcome | null;
  readonly mayAct: boolean;
  /** There is something for this user to acknowledge; null: there is not. */
  readonly onAcknowledge: ((note: string) => void) | null;
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
  readonly zone: string;
  readonly now: number;
}

/** Acknowledge at once; everything that closes or escalates opens a second step. */
export function ActsBar(props: ActsBarProps) {
  const { incident, acting, mayAct, onAcknowledge, noteField } = props;
  const { incident: text } = useWords();
  const [note, setNote] = useState('');
  const [moreShown, showMore] = useState(false);
  if (!mayAct) return <p className="acts-none">{text.notAllowed}</p>;
  const { first, more } = offered(incident);
  const busy = props.outcome?.is === 'sending';
  const sendNote = (event: FormEvent): void => {
    event.preventDefault();
    if (note.trim() !== '') void acting.send('note', { text: note.trim() }).then((done) => done && setNote(''));
  };
  const acknowledge = (): void => {
    onAcknowledge?.(note);
    setNote('');
  };
  return (
    <form className="acts" onSubmit={sendNote}>
      <div className="acts-buttons">
        {onAcknowledge !== null && (
          <button type="button" className="button primary" disabled={busy} aria-keyshortcuts="a" onClick={acknowledge}>
            {text.act.acknowledge} <kbd aria-hidden="true">A</kbd>
          </button>
        )}
        {first.map((act) => (
          <ActButton key={act} act={act} acting={acting} />
        ))}
        {more.length > 0 && (
          <button type="button" className="button" aria-expanded={moreShown} onClick={() => showMore(!moreShown)}>
            {moreShown ? text.fewer : text.more}
          </button>
        )}
        {moreShown && more.map((act) => <ActButton key={act} act={act} acting={acting} />)}
      </div>
      <div className="acts-note">
        <label className="unseen" htmlFor="note">
          {text.act.note}
        </label>
        <textarea
          id="note"
          ref={noteField}
          rows={1}
          maxLength={1000}
          value={note}
          placeholder={text.notePlaceholder}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) sendNote(event);
          }}
        />
        <button type="submit" className="button" disabled={busy || note.trim() === ''}>
          {text.act.note}
        </button>
      </div>
      <AlarmAcknowledged {...props} />
      {acting.dialog === null && <OutcomeLine outcome={props.outcome} zone={props.zone} now={props.now} />}
    </form>
  );
}

function ActButton({ act, acting }: { act: DialogAct; acting: Acting }) {
  const { incident: text } = useWords();
  const key = act === 'escalate' ? 'e' : undefined;
  return (
    <button type="button" className="button" aria-keyshortcuts={key} onClick={() => acting.ask(act)}>
      {text.act[act]}… {key !== undefined && <kbd aria-hidden="true">{key.toUpperCase()}</kbd>}
    </button>
  );
}

/** Who acknowledged the chosen alarm, and what they noted. */
function AlarmAcknowledged({ alarm, zone, now }: ActsBarProps) {
  const { detail: text } = useWords();
  const done = alarm?.acknowledged ?? null;
  if (done === null) return null;
  return (
    <p className="acts-acknowledged">
      {text.acknowledgedBy(done.by, momentOf(Date.parse(done.at), now, zone))}
      {done.note !== null && <q>{done.note}</q>}
    </p>
  );
}
