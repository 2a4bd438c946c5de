import type { IncidentView } from '@cofferdam/domain';
import { type LegalAnswer, setEventLevel } from '../api/legal';
import { ActDialog } from '../page/act-dialog';
import { Labelled } from '../page/field';
import { useWords } from '../page/preferences';
import { LEVELS, levelIn } from './forms';
import { toldIn } from './refused';
import { toField } from './zoned';

interface LevelDialogProps {
  readonly incident: IncidentView;
  readonly legal: LegalAnswer;
  readonly zone: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** A person says how grave the event is, and since when the department has known of it. */
export function LevelDialog({ incident, legal, zone, onDone, onClose }: LevelDialogProps) {
  const words = useWords();
  const { levelDialog: text } = words.legal;
  const { level } = legal;
  const shown = level === null ? '' : toField(Date.parse(level.awareAt), zone);
  const send = (form: FormData): Promise<unknown> =>
    toldIn(words, setEventLevel(incident.id, levelIn(form, zone, shown)));
  return (
    <ActDialog
      heading={`${(level === null ? words.legal.setLevel : words.legal.correctLevel).replace('…', '')} · ${incident.number}`}
      note={`${words.legal.notTheColour} ${text.note}`}
      submit={text.submit}
      zone={zone}
      onSubmit={send}
      onDone={onDone}
      onClose={onClose}
    >
      <Labelled label={text.level}>
        <select name="level" defaultValue={level?.level ?? 'unknown'}>
          {LEVELS.map((one) => (
            <option key={one} value={one}>
              {words.legal.level[one]}
            </option>
          ))}
        </select>
      </Labelled>
      <label className="check">
        <input type="checkbox" name="sensitive" defaultChecked={level?.sensitive ?? legal.sensitiveByItself} />
        {text.sensitive}
      </label>
      {legal.sensitiveByItself && <p className="ask-note">{text.byItself}</p>}
      <Labelled label={`${text.awareAt(zone)} · ${text.awareNow}`}>
        <input type="datetime-local" name="awareAt" step={1} defaultValue={shown} />
      </Labelled>
      <Labelled label={text.source}>
        <textarea name="source" rows={2} maxLength={500} defaultValue={level?.source ?? ''} />
      </Labelled>
    </ActDialog>
  );
}
