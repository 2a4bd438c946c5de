import { useState } from 'react';
import { actOnDrill, type DrillActName, type DrillView } from '../api/drills';
import { ActDialog } from '../page/act-dialog';
import { Labelled, TextField } from '../page/field';
import { textOf } from '../page/form';
import { useWords } from '../page/preferences';
import { CORRECTION_TEXT } from './correction';
import type { DeskProps } from './desk-props';
import { DrillPeople } from './drill-people';
import { actsFor } from './roles';

/** What the user can do with the drill now. Everything has a second step, and it says what it leads to. */
export function DeskActs({ drill, user, zone, again }: DeskProps) {
  const { drills: text } = useWords();
  const [asked, ask] = useState<DrillActName | null>(null);
  const [said, setSaid] = useState('');
  const acts = actsFor(drill, user);
  const done = (act: DrillActName): void => {
    ask(null);
    setSaid(text.told[act]);
    again();
  };
  return (
    <>
      {acts.length > 0 && (
        <div className="drill-acts" role="group" aria-label={text.head.acts}>
          {acts.map((act, n) => (
            <button
              key={act}
              type="button"
              className={n === 0 ? 'button primary' : 'button'}
              data-act={act}
              onClick={() => {
                setSaid('');
                ask(act);
              }}
            >
              {text.act[act]}
            </button>
          ))}
        </div>
      )}
      <p className="said" role="status">
        {said}
      </p>
      {asked !== null && (
        <SecondStep
          key={asked}
          act={asked}
          drill={drill}
          zone={zone}
          onDone={() => done(asked)}
          onClose={() => ask(null)}
        />
      )}
    </>
  );
}

interface SecondStepProps {
  readonly act: DrillActName;
  readonly drill: DrillView;
  readonly zone: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Acts that show whom the drill will reach. */
const SHOWS_PEOPLE: readonly DrillActName[] = ['approve', 'arm'];

function SecondStep({ act, drill, ...dialog }: SecondStepProps) {
  const { drills: text } = useWords();
  return (
    <ActDialog
      heading={`${text.act[act].replace('…', '')} · ${drill.id}`}
      note={text.dialog[act].note}
      submit={text.dialog[act].submit}
      wide={SHOWS_PEOPLE.includes(act)}
      onSubmit={(form) => actOnDrill(drill.id, act, bodyOf(act, form))}
      {...dialog}
    >
      {SHOWS_PEOPLE.includes(act) && <DrillPeople drill={drill} />}
      <Fields act={act} drill={drill} />
    </ActDialog>
  );
}

function Fields({ act, drill }: Pick<SecondStepProps, 'act' | 'drill'>) {
  const { drills: text } = useWords();
  if (act === 'abort') return <TextField name="reason" label={text.reason} />;
  if (act === 'pause') return <TextField name="reason" label={text.reason} required={false} />;
  if (act === 'note') return <TextField name="text" label={text.text} />;
  if (act === 'arm') {
    return (
      <Labelled label={text.typeId(drill.id)}>
        <input name="confirm" required autoComplete="off" spellCheck={false} />
      </Labelled>
    );
  }
  if (act !== 'correct') return null;
  return (
    <Labelled label={text.correctionText}>
      <textarea name="reason" rows={4} required maxLength={1000} defaultValue={CORRECTION_TEXT} />
    </Labelled>
  );
}

const FIELD: Partial<Readonly<Record<DrillActName, string>>> = {
  ...{ arm: 'confirm', abort: 'reason', pause: 'reason', note: 'text', correct: 'reason' },
};

/** The body of the call; an empty field is left out. */
function bodyOf(act: DrillActName, form: FormData): object {
  const name = FIELD[act];
  const text = name === undefined ? '' : textOf(form, name);
  return name === undefined || text === '' ? {} : { [name]: text };
}
