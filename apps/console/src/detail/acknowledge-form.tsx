import type { AlarmView, Role } from '@cofferdam/domain';
import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react';
import { needsAcknowledgement } from '../alarms/severity';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import type { Acknowledging } from './use-acknowledge';

const DUTY: readonly Role[] = ['unit', 'enterprise', 'park', 'basin', 'admin'];

interface AcknowledgeFormProps {
  readonly alarm: AlarmView;
  readonly role: Role;
  readonly acknowledging: Acknowledging;
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
  readonly now: number;
  readonly zone: string;
}

/** Who acknowledged, or the button and the note to do it with. */
export function AcknowledgeForm(props: AcknowledgeFormProps) {
  const { alarm, role, acknowledging, noteField } = props;
  const { detail: text } = useWords();
  const [note, setNote] = useState('');
  if (!needsAcknowledgement(alarm)) {
    return (
      <div className="acknowledge">
        <Acknowledged {...props} />
      </div>
    );
  }
  if (!DUTY.includes(role)) return <p className="acknowledge">{text.notAllowed}</p>;
  const send = (): void => void acknowledging.send(alarm, note);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const busy = acknowledging.outcome?.is === 'sending';
  return (
    <form className="acknowledge" onSubmit={submit}>
      <label className="unseen" htmlFor="note">
        {text.note}
      </label>
      <textarea
        id="note"
        ref={noteField}
        rows={1}
        maxLength={500}
        value={note}
        placeholder={text.notePlaceholder}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={onKey}
      />
      <button type="submit" className="button primary" disabled={busy} aria-keyshortcuts="a">
        {busy ? text.acknowledging : text.acknowledge} <kbd aria-hidden="true">A</kbd>
      </button>
      <Outcome {...props} />
    </form>
  );
}

function Acknowledged({ alarm, acknowledging, now, zone }: AcknowledgeFormProps) {
  const { detail: text } = useWords();
  const { outcome } = acknowledging;
  const done = alarm.acknowledged;
  return (
    <p role="status">
      {outcome?.is === 'already' && done !== null
        ? text.alreadyBy(done.by, momentOf(Date.parse(done.at), now, zone))
        : done !== null && text.acknowledgedBy(done.by, momentOf(Date.parse(done.at), now, zone))}
      {done?.note && <q>{done.note}</q>} {!alarm.open && text.closed}
    </p>
  );
}

function Outcome({ acknowledging: { outcome } }: AcknowledgeFormProps) {
  const { detail: text } = useWords();
  if (outcome?.is === 'failed') {
    return (
      <p className="problem" role="status">
        {outcome.why === null ? text.unreachable : text.failed(outcome.why)}
      </p>
    );
  }
  if (outcome?.is !== 'grown') return null;
  return (
    <div className="problem grown" role="status">
      {text.grown}
      <ul>
        {outcome.news.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
