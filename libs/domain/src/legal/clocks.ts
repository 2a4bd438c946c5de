import { minutes } from '../escalation/policy';
import { pathOf, type ReportPath, timeOf } from './level';
import { type LegalMatter, type OwedReport, type Reporter, REPORTERS, runsByItself } from './matter';

/**
 * The reports that a matter owes or has owed, with their times; whether they have been sent is not asked here.
 *
 * - `unit-report`: the discharging unit, from when it knew; it runs by itself from a colour on, else once a person has set
 *   a level. Where no acknowledgement or page tells when it knew, from the person's own word.
 * - `department-report`: from when the department knew, once a person has set a level.
 * - what was reported and has been judged false is to be withdrawn by whoever reported it.
 *
 * Nothing here looks at whether the incident is contained or closed: the law's clocks go on.
 */
export function legalClocks(matter: LegalMatter): OwedReport[] {
  const { end } = matter;
  if (end?.is === 'merged') return [];
  if (end?.is === 'false') return REPORTERS.flatMap((reporter) => withdrawalOf(matter, reporter, end.at));
  return [...unitReport(matter), ...departmentReport(matter)];
}

function unitReport(matter: LegalMatter): OwedReport[] {
  const { judgement, unitAware, owing } = matter;
  const since = unitAware?.at ?? judgement?.awareAt;
  if (owing.unit === null || since === undefined || (judgement === null && !runsByItself(matter))) return [];
  return [owed(matter, { name: 'unit-report', reporter: 'unit', owes: 'first' }, 'unit', since)];
}

function departmentReport(matter: LegalMatter): OwedReport[] {
  const { judgement } = matter;
  if (judgement === null) return [];
  const report = { name: 'department-report', reporter: 'department', owes: 'first' } as const;
  return [owed(matter, report, pathOf(judgement), judgement.awareAt)];
}

function withdrawalOf(matter: LegalMatter, reporter: Reporter, since: number): OwedReport[] {
  if (!hasReported(matter, reporter)) return [];
  const name = `${reporter}-withdrawal` as const;
  return [owed(matter, { name, reporter, owes: 'withdrawal' }, 'withdrawal', since)];
}

/** Whether anything of theirs is out that a withdrawal would take back. */
export const hasReported = ({ filed }: Pick<LegalMatter, 'filed'>, reporter: Reporter): boolean =>
  filed.some((report) => report.reporter === reporter && report.kind !== 'withdrawal');

function owed(
  { owing, policy }: LegalMatter,
  report: Pick<OwedReport, 'name' | 'reporter' | 'owes'>,
  path: ReportPath,
  since: number,
): OwedReport {
  const { minutes: allowed, source } = timeOf(path, policy);
  const tier = owing[report.reporter] ?? owing.department;
  return { ...report, tier, path, since, minutes: allowed, source, dueAt: since + minutes(allowed) };
}
