import { useState } from 'react';
import type { ActionView, ObservationView } from '../api/drills';
import { clockTime, momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import type { DeskProps } from './desk-props';
import { type RecordAsk, RecordDialog } from './record-dialogs';
import { mayCorrect, mayObserve } from './roles';

/** An evaluator may write until the report is final. */
const OBSERVED: readonly string[] = ['running', 'paused', 'ended', 'evaluated'];
/** What came of the drill is agreed once it is over, and closed for as long as it takes. */
const OVER: readonly string[] = ['ended', 'evaluated', 'reported'];

/** What people have put to the drill's record: notes, observations, and what has to become better. */
export function DrillRecord(props: DeskProps) {
  const { drill, user, again } = props;
  const { record: text } = useWords().drills;
  const [asked, ask] = useState<RecordAsk | null>(null);
  const observes = mayObserve(drill, user) && OBSERVED.includes(drill.state);
  const corrects = OVER.includes(drill.state) && mayCorrect(drill, user);
  return (
    <>
      <Notes {...props} />
      <section className="drill-record" aria-labelledby="observations-heading">
        <h2 id="observations-heading">{text.observations}</h2>
        {observes && (
          <button type="button" className="button small" onClick={() => ask({ is: 'observe' })}>
            {text.observe}
          </button>
        )}
        {drill.observations.length === 0 && <p className="dim">{text.noObservations}</p>}
        <ul>
          {drill.observations.map((one) => (
            <Observed key={one.id} {...props} observation={one} />
          ))}
        </ul>
      </section>
      <section className="drill-record" aria-labelledby="actions-heading">
        <h2 id="actions-heading">{text.actions}</h2>
        {corrects && (
          <button type="button" className="button small" onClick={() => ask({ is: 'open' })}>
            {text.openAction}
          </button>
        )}
        {drill.actions.length === 0 && <p className="dim">{text.noActions}</p>}
        <ul>
          {drill.actions.map((action) => (
            <Action key={action.id} {...props} action={action} onClose={() => ask({ is: 'close', action })} />
          ))}
        </ul>
      </section>
      {asked !== null && (
        <RecordDialog
          {...props}
          asked={asked}
          onDone={() => {
            ask(null);
            again();
          }}
          onClose={() => ask(null)}
        />
      )}
    </>
  );
}

function Notes({ drill, zone }: DeskProps) {
  const { record: text } = useWords().drills;
  return (
    <section className="drill-record" aria-labelledby="notes-heading">
      <h2 id="notes-heading">{text.notes}</h2>
      {drill.notes.length === 0 && <p className="dim">{text.noNotes}</p>}
      <ul>
        {drill.notes.map((note, n) => (
          <li key={n}>
            {note.text}{' '}
            <small>
              {note.by} · {clockTime(Date.parse(note.drillAt), zone)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Observed({ drill, directory, zone, observation }: DeskProps & { observation: ObservationView }) {
  const { record: text } = useWords().drills;
  const { rating, note, by, drillAt, inject, objective } = observation;
  const named = drill.objectives.find(({ id }) => id === objective);
  const about = [inject, named === undefined ? objective : directory.name(named.text)].filter(Boolean);
  return (
    <li data-rating={rating}>
      <b>{text.ratings[rating]}</b>
      <p>{note}</p>
      <small>{[by, clockTime(Date.parse(drillAt), zone), ...about].join(' · ')}</small>
    </li>
  );
}

function Action(props: DeskProps & { action: ActionView; onClose: () => void }) {
  const { action, zone, wallTime, user, drill, onClose } = props;
  const { record: text } = useWords().drills;
  const { closed, due, owner } = action;
  const overdue = closed === null && due < new Date(wallTime).toISOString().slice(0, 10);
  const mayClose = user.username === owner || mayCorrect(drill, user);
  return (
    <li data-open={closed === null || undefined}>
      <p>{action.text}</p>
      <small>
        {owner} · {text.dueOn(due)}
        {overdue && <em className="late"> · {text.overdue}</em>}
        {closed !== null &&
          ` · ${text.closedBy(closed.by, momentOf(Date.parse(closed.at), wallTime, zone))} · ${closed.note}`}
      </small>
      {closed === null && mayClose && (
        <button type="button" className="button small" onClick={onClose}>
          {text.close}
        </button>
      )}
    </li>
  );
}
