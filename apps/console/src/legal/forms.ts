import type { EventLevel, IncidentState, LegalView, ReportKind, Reporter, Role } from '@cofferdam/domain';
import type { WantedReport } from '../api/legal';
import { isChecked, textOf } from '../page/form';
import { fromField } from './zoned';

export const LEVELS: readonly EventLevel[] = ['I', 'II', 'III', 'IV', 'unknown'];
export const MOST_RECIPIENTS = 20;
const RANKS: readonly Role[] = ['unit', 'enterprise', 'park', 'basin'];

/** How high somebody stands among the desks; -1 where they hold none. */
const rankOf = (role: Role): number => (role === 'admin' ? RANKS.length : RANKS.indexOf(role));

export const maySetLevel = (role: Role): boolean => rankOf(role) >= RANKS.indexOf('enterprise');

const mayReport = ({ owing }: LegalView, role: Role, reporter: Reporter): boolean =>
  rankOf(role) >= RANKS.indexOf(owing[reporter] ?? 'enterprise');

/** Which reports somebody of a role can write now, the reporter's own first. */
export function wantedReports(legal: LegalView, state: IncidentState, role: Role): WantedReport[] {
  if (legal.end?.is === 'merged') return [];
  return (['unit', 'department'] as const)
    .filter((reporter) => mayReport(legal, role, reporter))
    .flatMap((reporter) => kindsOf(legal, state, reporter).map((kind) => ({ kind, reporter })));
}

function kindsOf({ filed, clocks, end }: LegalView, state: IncidentState, reporter: Reporter): ReportKind[] {
  if (end !== null) {
    const owed = clocks.some((clock) => clock.name === `${reporter}-withdrawal` && clock.state === 'running');
    return owed ? ['withdrawal'] : [];
  }
  const hasFirst = filed.some((report) => report.reporter === reporter);
  if (!hasFirst) return ['first'];
  return state === 'CONTAINED' || state === 'CLOSED' ? ['follow-up', 'final'] : ['follow-up'];
}

/**
 * What is sent to say a level. A time that was not touched is left to the service: the field knows no milliseconds, and a
 * browser leaves `:00` out.
 */
export function levelIn(form: FormData, zone: string, shown: string): object {
  const typed = fromField(textOf(form, 'awareAt'), zone);
  const at = typed === fromField(shown, zone) ? null : typed;
  const source = textOf(form, 'source');
  return {
    ...{ level: textOf(form, 'level'), sensitive: isChecked(form, 'sensitive') },
    ...{ awareAt: at === null ? null : new Date(at).toISOString(), source: source === '' ? null : source },
  };
}

/** What is sent of a report's form. */
export function reportIn(form: FormData, wanted: WantedReport, language: string, recipients: number): object {
  const fields = [...form.keys()]
    .filter((name) => name.startsWith('field.'))
    .map((name) => [name.slice('field.'.length), textOf(form, name)] as const);
  const to = Array.from({ length: recipients }, (_, n) => {
    const receipt = textOf(form, `receipt.${n}`);
    return {
      ...{ name: textOf(form, `name.${n}`), organisation: textOf(form, `organisation.${n}`) },
      ...{ how: textOf(form, `how.${n}`), receipt: receipt === '' ? null : receipt },
    };
  });
  return { ...wanted, language, fields: Object.fromEntries(fields), recipients: to };
}
