import type { IncidentActName, IncidentState, IncidentView } from '@cofferdam/domain';
import { tiersAbove } from './tiers';

/** Acts that ask for something, or for a second step, before they are sent. */
export type DialogAct = Exclude<IncidentActName, 'acknowledge' | 'accept' | 'note' | 'resume'>;

/** What is offered in a state: at once, and behind "more". The service decides; this keeps pointless buttons away. */
interface Offered {
  readonly first: readonly DialogAct[];
  readonly more: readonly DialogAct[];
}

const AT_WORK: Offered = {
  first: ['contain', 'hand-over', 'escalate'],
  more: ['evidence', 'suspend', 'mark-false', 'merge'],
};
const OFFERED: Readonly<Record<IncidentState, Offered>> = {
  OPEN: AT_WORK,
  ACKED: AT_WORK,
  CONTAINING: AT_WORK,
  CONTAINED: { first: ['close', 'de-escalate', 'hand-over', 'escalate'], more: ['evidence', 'merge'] },
  SUSPENDED: { first: ['mark-false'], more: [] },
  CLOSED: { first: ['reopen'], more: [] },
  FALSE_ALARM: { first: [], more: [] },
  MERGED: { first: [], more: [] },
};

export function offered(incident: IncidentView): Offered {
  const may = (act: DialogAct): boolean => {
    if (act === 'escalate') return tiersAbove(incident).length > 0;
    if (act === 'de-escalate') return incident.tiers.length > 1;
    return true;
  };
  const { first, more } = OFFERED[incident.state];
  return { first: first.filter(may), more: more.filter(may) };
}

export type Field =
  | 'reason'
  | 'text'
  | 'evidence'
  | 'escalateTo'
  | 'deEscalateTo'
  | 'handOverTo'
  | 'note'
  | 'rootCause'
  | 'measures'
  | 'photo'
  | 'into'
  | 'inflow'
  | 'level'
  | 'breakGlass';

/** What an act asks for, in the order in which it is asked. */
export const FIELDS: Readonly<Record<DialogAct, readonly Field[]>> = {
  'start-measure': [],
  evidence: ['text', 'photo'],
  contain: ['text', 'measures', 'photo'],
  escalate: ['escalateTo', 'reason'],
  'de-escalate': ['deEscalateTo', 'reason'],
  'hand-over': ['handOverTo', 'note'],
  suspend: ['reason'],
  'mark-false': ['reason', 'evidence'],
  close: ['rootCause'],
  reopen: ['reason'],
  merge: ['into'],
};
/** May be left empty. */
const OPTIONAL: readonly Field[] = ['note', 'rootCause', 'photo', 'escalateTo', 'inflow', 'level', 'breakGlass'];
export const isRequired = (field: Field): boolean => !OPTIONAL.includes(field);

export interface Photo {
  readonly mediaType: string;
  /** Base64. */
  readonly data: string;
}

/** What has been filled in so far. */
export interface Values extends Partial<Readonly<Record<Exclude<Field, 'measures' | 'photo'>, string>>> {
  /** Ticked ones; absent where there is none to tick. */
  readonly measures?: readonly string[];
  readonly photo?: Photo | null;
}

/** What a button that was pressed already says. */
export interface Preset {
  readonly measure?: string;
  readonly wall?: string | null;
  readonly outcome?: 'done' | 'failed';
  readonly twoPersons?: boolean;
}

export const missingFields = (fields: readonly Field[], values: Values): Field[] =>
  fields.filter((field) =>
    field === 'measures' ? values.measures?.length === 0 : isRequired(field) && textOf(values, field) === null,
  );

type Body = (field: (name: Field) => string | null, values: Values, preset: Preset) => object;

const BODY: Readonly<Record<DialogAct, Body>> = {
  'start-measure': (field, _, { measure, wall }) => ({
    ...{ measure, wall: wall ?? null, inflow: numberOf(field('inflow')), level: numberOf(field('level')) },
    breakGlass: field('breakGlass'),
  }),
  evidence: (_, values, { measure, outcome }) => ({
    ...{ ...proof(values), measure: measure ?? null, outcome: outcome ?? null },
  }),
  contain: (_, values) => ({ ...proof(values), measures: values.measures ?? null }),
  escalate: (field) => ({ to: field('escalateTo'), reason: field('reason') }),
  'de-escalate': (field) => ({ to: field('deEscalateTo'), reason: field('reason') }),
  'hand-over': (field) => ({ tier: null, to: field('handOverTo'), note: field('note') }),
  suspend: (field) => ({ reason: field('reason') }),
  'mark-false': (field) => ({ reason: field('reason'), evidence: field('evidence') }),
  close: (field) => ({ rootCause: field('rootCause') }),
  reopen: (field) => ({ reason: field('reason') }),
  merge: (field) => ({ into: field('into') }),
};

/** The body of the call, as the service expects it. */
export const bodyOf = (act: DialogAct, values: Values, preset: Preset = {}): object =>
  BODY[act]((name) => textOf(values, name), values, preset);

const proof = (values: Values) => ({ text: textOf(values, 'text'), photo: values.photo ?? null });

function textOf(values: Values, field: Field): string | null {
  if (field === 'measures' || field === 'photo') return null;
  const text = values[field]?.trim() ?? '';
  return text === '' ? null : text;
}

function numberOf(text: string | null): number | null {
  const number = text === null ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

const UNFENCED: readonly IncidentActName[] = ['note', 'evidence', 'accept', 'resume'];

/** Whether it is done only to what the person has seen; what is put to the record holds whatever the incident is now. */
export const isFenced = (act: IncidentActName): boolean => !UNFENCED.includes(act);
