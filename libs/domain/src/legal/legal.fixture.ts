import type { Incident } from '../incident/incident';
import { after, alarmAt, CALM, CONTAIN, context, opened, person, START } from '../incident/incident.fixture';
import { setLevel, submitReport } from './act';
import type { LegalChange } from './change';
import { followIncidents } from './follow';
import type { LegalMatter } from './matter';
import type { Submission } from './report';

/** An incident and what the law wants of it, as one follows the other. */
export interface Case {
  readonly incident: Incident;
  readonly matter: LegalMatter;
  readonly change: LegalChange;
}

/** What the law makes of an incident as it is now. */
export function followed(incident: Incident, now: number, matter: LegalMatter | null = null): LegalChange | null {
  const known = new Map(matter === null ? [] : [[incident.id, matter]]);
  return followIncidents(known, [incident], now)[0] ?? null;
}

/** An incident of a works that somebody acknowledged. */
export function acknowledged(severity: 'yellow' | 'orange' | 'red', at: number): Case {
  const { incident } = opened('main', { severity });
  const acked = after(incident, { act: 'acknowledge', note: null }, context(person('enterprise'), at));
  const change = followed(acked, at);
  if (change === null) throw new Error('an acknowledged incident is a matter');
  return { incident: acked, matter: change.matter, change };
}

export const WHO = { ada: person('admin'), park: person('park'), works: person('enterprise') };

export function judged(matter: LegalMatter, said: Partial<Parameters<typeof setLevel>[1]>, now: number): LegalChange {
  const level = { level: 'unknown', sensitive: false, source: null, awareAt: null, ...said } as const;
  const outcome = setLevel(matter, level, { actor: WHO.park, now });
  if (outcome.effect !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome;
}

export const TO = [{ name: 'Wu', organisation: 'EEB', how: 'phone', receipt: null }] as const;

/** A report with what it needs at least. */
export const submission = (kind: Submission['kind'], reporter: Submission['reporter'] = 'unit'): Submission => ({
  ...{ kind, reporter, language: 'en', recipients: [...TO] },
  fields: {
    first: { time: '14:00', place: 'main', contacts: 'desk' },
    'follow-up': { development: 'falling', contacts: 'desk' },
    final: { measures: 'valve', results: 'held', contacts: 'desk' },
    withdrawal: { withdrawn: 'U01', reason: 'false', contacts: 'desk' },
  }[kind],
});

let reports = 0;
export const send = (
  matter: LegalMatter,
  what: Submission,
  { state, now, actor = WHO.ada }: { state: Incident['state']; now: number; actor?: (typeof WHO)['ada'] },
) => submitReport(matter, { id: `report-${(reports += 1)}`, submission: what, state }, { actor, now });

export function sent(...given: Parameters<typeof send>): LegalChange {
  const outcome = send(...given);
  if (outcome.effect !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** Held at the works, then closed. */
export function contained(incident: Incident, now: number): Incident {
  const started = after(incident, START, context(WHO.ada, now));
  return after(started, CONTAIN, context(WHO.ada, now));
}
export const closed = (incident: Incident, now: number): Incident =>
  after(incident, { act: 'close', rootCause: 'seal' }, context(WHO.ada, now, { members: CALM }));

export const judgedFalse = (incident: Incident, now: number): Incident =>
  after(
    incident,
    { act: 'mark-false', reason: 'probe was cleaned', evidence: 'log' },
    context(WHO.ada, now, { approver: WHO.park }),
  );

export const alarms = () => [alarmAt('main', { severity: 'orange', value: 110, peak: 120, ratio: 2.2 })];
