import type { IncidentView } from '@cofferdam/domain';
import { type FormEvent, useEffect, useState } from 'react';
import { allDesks } from '../api/people';
import type { ParkView } from '../api/shapes';
import { bodyOf, type Field, FIELDS, isFenced, missingFields, type Values } from '../incidents/acts';
import { changesOf, measureName } from '../incidents/change';
import { Dialog } from '../page/dialog';
import { useWords } from '../page/preferences';
import { DialogField } from './dialog-field';
import { OutcomeLine } from './outcome-line';
import type { Acting, OpenDialog } from './use-acting';

interface ActDialogProps {
  readonly dialog: OpenDialog;
  readonly incident: IncidentView;
  readonly acting: Acting;
  readonly park: ParkView | undefined;
  /** Open incidents that this one may be merged into. */
  readonly others: readonly IncidentView[];
  /** A short way to say what an incident is about. */
  readonly nameOf: (incident: IncidentView) => string;
  readonly zone: string;
  readonly now: number;
}

/** The second step of an act: what it leads to, in words, and what it needs to know. */
export function ActDialog(props: ActDialogProps) {
  const { dialog, incident, acting } = props;
  const words = useWords();
  const fields = fieldsOf(props);
  const people = usePeople(fields.includes('handOverTo'), incident.park);
  const [values, setValues] = useState<Values>(() => atFirst(dialog));
  const [asked, setAsked] = useState(false);
  const changed = isFenced(dialog.act) && dialog.seen.generation !== incident.generation;
  const text = words.incident.dialog[dialog.act];

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (changed || missingFields(fields, values).length > 0) return;
    const body = bodyOf(dialog.act, values, dialog.preset);
    void acting.send(dialog.act, body, dialog.seen).then((done) => done && acting.dismiss());
  };
  return (
    <Dialog heading={`${text.heading} · ${incident.number}`} onClose={acting.dismiss}>
      <form className="ask-form" onSubmit={submit} noValidate>
        <p className="ask-note">{text.consequence}</p>
        {dialog.preset.measure !== undefined && <Measure {...props} />}
        {fields.map((field) => (
          <DialogField
            key={field}
            {...props}
            people={people}
            field={field}
            values={values}
            missing={asked && missingFields([field], values).length > 0}
            onValues={(change) => setValues((before) => ({ ...before, ...change }))}
          />
        ))}
        {changed ? <News {...props} /> : <OutcomeLine outcome={acting.outcome} zone={props.zone} now={props.now} />}
        <div className="ask-buttons">
          <button type="submit" className="button primary" disabled={changed || acting.outcome?.is === 'sending'}>
            {text.submit}
          </button>
          <button type="button" className="button" onClick={acting.dismiss}>
            {words.incident.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** The incident has changed since the person looked: nothing is sent before they have looked again. */
function News({ dialog, incident, acting }: ActDialogProps) {
  const words = useWords();
  const news = changesOf(dialog.seen, incident, words);
  return (
    <div className="problem grown" role="status">
      {words.incident.news}
      <ul>
        {(news.length > 0 ? news : [words.incident.change.other]).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <button type="button" className="button" onClick={acting.look}>
        {words.incident.lookedAgain}
      </button>
    </div>
  );
}

/** User names of the park's desks: who could take something over. */
function usePeople(wanted: boolean, park: string): readonly string[] {
  const [people, setPeople] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let over = false;
    allDesks().then(
      (desks) => {
        const members = desks.filter((desk) => desk.park === park).flatMap(({ members: all }) => all);
        if (!over) setPeople([...new Set(members.map(({ user }) => user))].sort());
      },
      () => undefined, // whoever knows the name can still type it
    );
    return () => {
      over = true;
    };
  }, [wanted, park]);
  return people;
}

/** Which measure a start or a piece of evidence is about. */
function Measure({ dialog: { preset, seen } }: ActDialogProps) {
  const words = useWords();
  const started = seen.measures.find(({ id }) => id === preset.measure);
  const name = measureName(started?.code ?? preset.measure ?? '', words);
  return (
    <p>
      <b>{name}</b>
      {preset.outcome !== undefined && ` · ${words.incident.measureState[preset.outcome]}`}
    </p>
  );
}

/** A pond asks for what runs in; a measure of two persons for a reason to do it alone, in an emergency. */
function fieldsOf({ dialog: { act, preset }, park }: ActDialogProps): readonly Field[] {
  if (act !== 'start-measure') return FIELDS[act];
  const wall = park?.walls.find(({ id }) => id === preset.wall);
  return [
    ...(wall?.kind === 'pond' ? (['inflow', 'level'] as const) : []),
    ...(preset.twoPersons ? (['breakGlass'] as const) : []),
  ];
}

/** Contained: every measure that is under way is thought to be done, until somebody unticks it. */
function atFirst({ act, seen }: OpenDialog): Values {
  const started = seen.measures.filter(({ state }) => state === 'started').map(({ id }) => id);
  return act === 'contain' && started.length > 0 ? { measures: started } : {};
}
