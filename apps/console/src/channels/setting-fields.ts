import type { ChannelKindView, SettingSchema } from '../api/channels';
import { isChecked, textOf } from '../page/form';

/** One setting of a kind of channel, as a form asks for it. */
export interface SettingField {
  readonly name: string;
  readonly input: 'text' | 'number' | 'choice' | 'list' | 'secret';
  readonly options: readonly string[];
  readonly required: boolean;
  /** What counts where nothing is given; null: nothing. */
  readonly standard: string | null;
  /** A secret is stored. */
  readonly isSet: boolean;
  /** As it is now; of a secret never anything. */
  readonly value: string;
}

type Settings = Readonly<Record<string, unknown>>;

const wordOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(String).join(' ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The fields of a kind, in the order of its schema. @param stored null for a channel that is new */
export function fieldsOf({ secrets, settings }: ChannelKindView, stored: Settings | null): SettingField[] {
  return Object.entries(settings.properties ?? {}).map(([name, schema]): SettingField => {
    const { enum: options = [], ...rest } = valueSchema(schema);
    const secret = secrets.includes(name);
    const value = stored?.[name];
    const standard = wordOf(schema.default ?? rest.default);
    return {
      ...{ name, options, input: secret ? 'secret' : inputOf({ enum: options, ...rest }) },
      required: settings.required?.includes(name) === true,
      standard: standard === '' ? null : standard,
      isSet: secret && value !== undefined && value !== null,
      value: secret ? '' : wordOf(value),
    };
  });
}

/** What may be null is asked for as what else it may be. */
const valueSchema = (schema: SettingSchema): SettingSchema =>
  schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;

function inputOf({ type, enum: options = [] }: SettingSchema): SettingField['input'] {
  if (options.length > 0) return 'choice';
  if (type === 'array') return 'list';
  return type === 'integer' || type === 'number' ? 'number' : 'text';
}

const inForm = (name: string): string => `setting.${name}`;
export const namesOf = ({ name }: SettingField) => ({ value: inForm(name), takeAway: `${inForm(name)}.away` });

/** Settings as the service takes them: what is empty is left out, so a secret stays and a standard counts. */
export function settingsIn(form: FormData, fields: readonly SettingField[]): Record<string, unknown> {
  const given = fields.map((field): [name: string, value: unknown] => [field.name, valueIn(form, field)]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function valueIn(form: FormData, field: SettingField): unknown {
  const { value, takeAway } = namesOf(field);
  if (field.isSet && isChecked(form, takeAway)) return null;
  const text = textOf(form, value);
  if (text === '') return undefined;
  if (field.input === 'number') return Number(text);
  return field.input === 'list' ? text.split(/[\s,，、;；]+/).filter(Boolean) : text;
}
