import type { IncidentView, Tier } from '@cofferdam/domain';
import { type ChangeEvent, type ReactNode, useId } from 'react';
import { type Field, isRequired, type Values } from '../incidents/acts';
import { measureName } from '../incidents/change';
import { tiersAbove } from '../incidents/tiers';
import { useWords } from '../page/preferences';
import { PhotoField } from './photo-field';

export interface DialogFieldProps {
  readonly incident: IncidentView;
  /** Open incidents that this one may be merged into. */
  readonly others: readonly IncidentView[];
  /** A short way to say what an incident is about. */
  readonly nameOf: (incident: IncidentView) => string;
  /** Who could take it over. */
  readonly people: readonly string[];
  readonly field: Field;
  readonly values: Values;
  readonly missing: boolean;
  readonly onValues: (change: Values) => void;
}

/** One thing that an act asks for. */
export function DialogField(props: DialogFieldProps) {
  const { field, values, onValues } = props;
  if (field === 'photo') return <PhotoField photo={values.photo ?? null} onPhoto={(photo) => onValues({ photo })} />;
  if (field === 'measures') return <MeasureTicks {...props} />;
  if (field === 'escalateTo' || field === 'deEscalateTo' || field === 'into')
    return <Choice {...props} field={field} />;
  return <TypedField {...props} field={field} />;
}

type Typed = Exclude<Field, 'photo' | 'measures' | 'escalateTo' | 'deEscalateTo' | 'into'>;
const NUMBERS: readonly Field[] = ['inflow', 'level'];

function TypedField(props: DialogFieldProps & { readonly field: Typed }) {
  const { field, values, onValues, people } = props;
  const list = useId();
  const value = values[field] ?? '';
  const onChange = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>): void =>
    onValues({ [field]: event.target.value });
  return (
    <Labelled {...props}>
      {(given) => {
        const own = { ...given, value, onChange };
        if (NUMBERS.includes(field)) return <input {...own} type="number" min={0} step="any" inputMode="decimal" />;
        if (field !== 'handOverTo') return <textarea {...own} rows={2} maxLength={1000} />;
        return (
          <>
            <input {...own} list={list} autoComplete="off" spellCheck={false} />
            <datalist id={list}>
              {people.map((user) => (
                <option key={user} value={user} />
              ))}
            </datalist>
          </>
        );
      }}
    </Labelled>
  );
}

interface Given {
  readonly id: string;
  readonly required: boolean;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

function Labelled({
  field,
  missing,
  children,
}: Pick<DialogFieldProps, 'field' | 'missing'> & { readonly children: (given: Given) => ReactNode }) {
  const { incident: text } = useWords();
  const id = useId();
  const note = missing ? text.required : field === 'breakGlass' ? text.breakGlassNote : null;
  const described = note === null ? undefined : `${id}-note`;
  return (
    <div className="field">
      <label htmlFor={id}>{text.field[field]}</label>
      {children({ id, required: isRequired(field), 'aria-invalid': missing, 'aria-describedby': described })}
      {note !== null && (
        <small id={described} className={missing ? 'missing' : undefined}>
          {note}
        </small>
      )}
    </div>
  );
}

function MeasureTicks({ incident, values, missing, onValues }: DialogFieldProps) {
  const words = useWords();
  const started = incident.measures.filter(({ state }) => state === 'started');
  if (started.length === 0) return null;
  const ticked = values.measures ?? [];
  const toggle = (id: string): void =>
    onValues({ measures: ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id] });
  return (
    <fieldset className="field">
      <legend>{words.incident.field.measures}</legend>
      {started.map(({ id, code }) => (
        <label key={id} className="check">
          <input type="checkbox" checked={ticked.includes(id)} onChange={() => toggle(id)} />
          {measureName(code, words)}
        </label>
      ))}
      {missing && <small className="missing">{words.incident.required}</small>}
    </fieldset>
  );
}

function Choice(props: DialogFieldProps & { readonly field: 'escalateTo' | 'deEscalateTo' | 'into' }) {
  const { field, incident, others, nameOf, values, onValues } = props;
  const { incident: text } = useWords();
  const above = tiersAbove(incident);
  const below = incident.tiers.slice(0, -1).map(({ tier }) => tier);
  const tier = (one: Tier): [string, string] => [one, text.tier[one]];
  const [next] = above;
  const options: Readonly<Record<typeof field, [value: string, label: string][]>> = {
    escalateTo: [['', text.nextTier(next === undefined ? '–' : text.tier[next])], ...above.slice(1).map(tier)],
    deEscalateTo: [['', '–'], ...below.toReversed().map(tier)],
    into: [
      ['', others.length === 0 ? text.noOther : '–'],
      ...others.map((one): [string, string] => [one.id, `${one.number} · ${nameOf(one)}`]),
    ],
  };
  return (
    <Labelled {...props}>
      {(given) => (
        <select {...given} value={values[field] ?? ''} onChange={(event) => onValues({ [field]: event.target.value })}>
          {options[field].map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}
