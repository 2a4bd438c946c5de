import type { Tier } from '../tier/tier';
import type { EventJudgement } from './level';
import type { FiledReport, LegalClock, LegalMatter } from './matter';
import type { LegalReport } from './report';

const iso = (ms: number): string => new Date(ms).toISOString();
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

export interface JudgementView extends Omit<EventJudgement, 'awareAt' | 'at'> {
  readonly awareAt: string;
  readonly at: string;
}

export interface ClockView extends Omit<LegalClock, 'since' | 'dueAt' | 'missedAt' | 'doneAt' | 'next' | 'generation'> {
  readonly since: string;
  readonly dueAt: string;
  readonly missedAt: string | null;
  readonly doneAt: string | null;
}

type Inner = 'id' | 'judgement' | 'earlier' | 'unitAware' | 'filed' | 'clocks' | 'end' | 'onset' | 'policy';

/** A matter as HTTP and the journal show it: times as ISO 8601 UTC. */
export interface LegalView extends Omit<LegalMatter, Inner> {
  /** The incident's id. */
  readonly incident: string;
  readonly onset: string;
  readonly level: JudgementView | null;
  /** What was said before, oldest first. */
  readonly earlier: readonly JudgementView[];
  readonly unitAware: { readonly at: string; readonly by: string; readonly how: string } | null;
  readonly clocks: readonly ClockView[];
  readonly filed: readonly (Omit<FiledReport, 'at'> & { readonly at: string })[];
  readonly withdrawalOwed: boolean;
  readonly end: { readonly is: string; readonly at: string; readonly into: string | null } | null;
  readonly owing: { readonly unit: Tier | null; readonly department: Tier };
}

export function viewMatter(matter: LegalMatter): LegalView {
  const { id, judgement, earlier, unitAware, filed, clocks, end, onset, policy: _, ...rest } = matter;
  return {
    ...rest,
    incident: id,
    onset: iso(onset),
    level: judgement && viewJudgement(judgement),
    earlier: earlier.map(viewJudgement),
    unitAware: unitAware && { ...unitAware, at: iso(unitAware.at) },
    clocks: clocks.map(viewClock),
    filed: filed.map((report) => ({ ...report, at: iso(report.at) })),
    withdrawalOwed: clocks.some(({ owes, state }) => owes === 'withdrawal' && state === 'running'),
    end: end && { ...end, at: iso(end.at) },
  };
}

const viewJudgement = (judgement: EventJudgement): JudgementView => ({
  ...{ ...judgement, awareAt: iso(judgement.awareAt), at: iso(judgement.at) },
});

function viewClock({ next: _, generation: __, ...clock }: LegalClock): ClockView {
  const { since, dueAt, missedAt, doneAt } = clock;
  return { ...clock, since: iso(since), dueAt: iso(dueAt), missedAt: isoOrNull(missedAt), doneAt: isoOrNull(doneAt) };
}

export interface ReportView extends Omit<LegalReport, 'at' | 'judgement'> {
  readonly at: string;
  readonly level: JudgementView | null;
}

export function viewReport({ judgement, ...report }: LegalReport): ReportView {
  return { ...report, at: iso(report.at), level: judgement && viewJudgement(judgement) };
}
