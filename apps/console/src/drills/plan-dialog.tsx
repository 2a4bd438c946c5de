import { type FormEvent, useState } from 'react';
import type { Directory } from '../alarms/directory';
import { type CheckAnswer, checkScenario, planDrill } from '../api/drills';
import { whole } from '../language/figure';
import { whyNot } from '../page/act-dialog';
import { Dialog } from '../page/dialog';
import { Labelled } from '../page/field';
import { useWords } from '../page/preferences';
import { CheckResult } from './check-result';
import { errorsIn } from './check';
import { readScenario } from './scenario-text';

interface PlanDialogProps {
  readonly directory: Directory;
  readonly onPlanned: (id: string) => void;
  readonly onClose: () => void;
}

const MOST_SPEED = 600;

/** A scenario is chosen or pasted, checked, shown as a dry run, and only then planned. */
export function PlanDialog({ directory, onPlanned, onClose }: PlanDialogProps) {
  const { drills: words, act } = useWords();
  const { plan: text } = words;
  const { draft, setText, setSpeed, step, busy, why, checked } = usePlanning(onPlanned);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void step();
  };
  return (
    <Dialog heading={text.heading} onClose={onClose} wide>
      <form className="ask-form" onSubmit={submit}>
        <p className="ask-note">{text.note}</p>
        <Labelled label={text.file}>
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => void event.target.files?.[0]?.text().then(setText)}
          />
        </Labelled>
        <Labelled label={text.text}>
          <textarea
            className="scenario-text"
            rows={8}
            spellCheck={false}
            value={draft.text}
            onChange={(event) => setText(event.target.value)}
          />
        </Labelled>
        <Labelled label={`${text.speed} (${text.speedNote})`}>
          <input
            type="number"
            min={1}
            max={MOST_SPEED}
            step={1}
            required
            value={draft.speed}
            onChange={(event) => setSpeed(event.target.value)}
          />
        </Labelled>
        {why !== null && (
          <p className="problem" role="alert">
            {why}
          </p>
        )}
        {checked !== null && <CheckResult answer={checked.answer} scenario={checked.scenario} directory={directory} />}
        <div className="ask-buttons">
          <button type="submit" className="button primary" disabled={busy}>
            {busy ? act.sending : checked?.answer.ok === true ? text.submit : text.check}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {act.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface Draft {
  readonly text: string;
  readonly speed: string;
}

interface Checked {
  readonly answer: CheckAnswer;
  readonly scenario: object;
}

/** First the check, then, once it is good and nothing was changed since, the plan. */
function usePlanning(onPlanned: (id: string) => void) {
  const words = useWords();
  const [draft, setDraft] = useState<Draft>({ text: '', speed: '60' });
  const [checked, setChecked] = useState<Checked | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const setText = (text: string): void => {
    setDraft((before) => ({ ...before, text }));
    setChecked(null);
  };
  const setSpeed = (speed: string): void => setDraft((before) => ({ ...before, speed }));
  const step = async (): Promise<void> => {
    setWhy(null);
    const read = readScenario(draft.text);
    if (read.is !== 'read') return setWhy(unread(read, words.drills.plan));
    setBusy(true);
    try {
      const { scenario } = read;
      if (checked?.answer.ok === true) onPlanned((await planDrill(scenario, Number(draft.speed))).id);
      else setChecked({ answer: await checkScenario(scenario), scenario });
    } catch (error) {
      const errors = errorsIn(error);
      if (errors === null) setWhy(whyNot(error, words));
      else setChecked({ answer: { ok: false, errors, plan: [] }, scenario: read.scenario });
    } finally {
      setBusy(false);
    }
  };
  return { draft, setText, setSpeed, step, busy, why, checked };
}

type Unread = Exclude<ReturnType<typeof readScenario>, { is: 'read' }>;

function unread(read: Unread, text: ReturnType<typeof useWords>['drills']['plan']): string {
  if (read.is === 'none') return text.noScenario;
  return read.line === null ? text.notJson(read.why || '{ }') : text.notJsonAt(whole(read.line));
}
