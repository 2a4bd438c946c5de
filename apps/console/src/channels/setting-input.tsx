import { useId } from 'react';
import type { SettingName, SettingWords } from '../language/channel-words';
import { useWords } from '../page/preferences';
import { namesOf, type SettingField } from './setting-fields';

/** One setting: what it is called, where its value is found, and what holds where it is empty. */
export function SettingInput({ kind, field }: { readonly kind: string; readonly field: SettingField }) {
  const { channelEdit: text } = useWords();
  const id = useId();
  const known: SettingWords | undefined = text.setting[`${kind}.${field.name}` as SettingName];
  const { takeAway } = namesOf(field);
  const notes = [
    known?.hint,
    field.isSet ? text.isSet : undefined,
    field.standard === null ? undefined : text.standard(field.standard),
  ];
  return (
    <div className="field">
      <label htmlFor={id}>{known?.label ?? field.name}</label>
      <Input id={id} field={field} />
      <small id={`${id}-note`}>{notes.filter((note) => note !== undefined).join(' ')}</small>
      {field.isSet && !field.required && (
        <label className="check">
          <input type="checkbox" name={takeAway} />
          {text.takeAway}
        </label>
      )}
    </div>
  );
}

function Input({ id, field }: { readonly id: string; readonly field: SettingField }) {
  const { input, options, required, isSet, value } = field;
  const given = { id, name: namesOf(field).value, 'aria-describedby': `${id}-note`, required: required && !isSet };
  if (input === 'choice') {
    return (
      <select {...given} defaultValue={value}>
        {!required && <option value="">–</option>}
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    );
  }
  const type = { text: 'text', list: 'text', number: 'number', secret: 'password' }[input];
  return (
    <input
      {...given}
      type={type}
      defaultValue={value}
      maxLength={2_000}
      autoComplete={input === 'secret' ? 'new-password' : 'off'}
      spellCheck={false}
    />
  );
}
