import { gravity, type Severity } from '../condition/condition';
import type { Due, Incident } from '../incident/incident';
import { type Tier, tierRank } from '../tier/tier';
import type { Timeline } from '../timeline/timeline';
import type { EventJudgement, ReportPath } from './level';
import type { LegalPolicy } from './policy';

/** Who reports: the discharging unit, or the department that it reports to. */
export const REPORTERS = ['unit', 'department'] as const;
export type Reporter = (typeof REPORTERS)[number];

/** Kinds of report: first (初报), follow-up (续报), final (处理结果报告), and what takes them back (撤回). */
export const REPORT_KINDS = ['first', 'follow-up', 'final', 'withdrawal'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const CLOCK_NAMES = ['unit-report', 'department-report', 'unit-withdrawal', 'department-withdrawal'] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

/** How the unit is known to know: somebody acknowledged, a page was delivered, or, until that is told, it was written. */
export interface Awareness {
  readonly at: number;
  readonly by: string;
  readonly how: 'acknowledged' | 'page-delivered' | 'page-written';
}

/** A report that is owed, or was. Times are epoch ms. */
export interface OwedReport {
  readonly name: ClockName;
  readonly reporter: Reporter;
  readonly owes: 'first' | 'withdrawal';
  /** Whose desks are paged. */
  readonly tier: Tier;
  readonly path: ReportPath;
  /** From when it counts. */
  readonly since: number;
  readonly minutes: number;
  readonly source: string;
  readonly dueAt: number;
}

/** A clock as it is kept: what it has come to. */
export interface LegalClock extends OwedReport {
  readonly state: 'running' | 'done' | 'cancelled';
  readonly missedAt: number | null;
  /** `done`: when it was reported, and the report's id. */
  readonly doneAt: number | null;
  readonly report: string | null;
  /** `running`: the next page, at four fifths of the time (n = 1), at its end (2), and then again and again. */
  readonly next: Due | null;
  /** The matter's when it was set: no other clock of the matter has it. */
  readonly generation: number;
}

/** A report that was sent, as the matter remembers it. */
export interface FiledReport {
  readonly id: string;
  readonly number: string;
  readonly kind: ReportKind;
  readonly reporter: Reporter;
  readonly at: number;
}

/**
 * What the law wants of an incident. It has a life of its own: an incident that is contained, or closed, may still owe a
 * report. Its id is the incident's. Times are epoch ms of the incident's timeline.
 */
export interface LegalMatter extends Timeline {
  readonly id: string;
  /** The incident's, for people. */
  readonly number: string;
  readonly park: string;
  readonly enterprise: string | null;
  readonly severity: Severity;
  readonly toxic: boolean;
  readonly outlet: string;
  readonly factor: string | null;
  readonly onset: number;
  /** As it was when the incident opened. */
  readonly policy: LegalPolicy;
  /** Whose desks are paged for the unit's report (null: the water has no known discharger), and for the department's. */
  readonly owing: { readonly unit: Tier | null; readonly department: Tier };
  readonly unitAware: Awareness | null;
  /** What holds, and what was said before it, oldest first. */
  readonly judgement: EventJudgement | null;
  readonly earlier: readonly EventJudgement[];
  readonly filed: readonly FiledReport[];
  /** Incidents that were merged into this one: their reports are its own. */
  readonly absorbed: readonly string[];
  /** Judged false, or gone over to another incident. */
  readonly end: { readonly is: 'false' | 'merged'; readonly at: number; readonly into: string | null } | null;
  readonly clocks: readonly LegalClock[];
  readonly generation: number;
  readonly version: number;
}

/** Nobody has said anything of it yet. */
export function newMatter(incident: Incident): LegalMatter {
  const { id, class: class_, drill, policy } = incident;
  return {
    ...{ id, class: class_, drill, policy: policy.legal, unitAware: null, judgement: null, earlier: [], filed: [] },
    ...{ absorbed: [], end: null, clocks: [], generation: 0, version: 0 },
    ...factsOf(incident),
  };
}

type Facts = Pick<
  LegalMatter,
  'number' | 'park' | 'enterprise' | 'severity' | 'toxic' | 'outlet' | 'factor' | 'onset' | 'owing'
>;

/** What a matter repeats of its incident. */
export function factsOf(incident: Incident): Facts {
  const { number, park, enterprise, severity, toxic, cause } = incident;
  const owing = { unit: unitTier(incident), department: departmentTier(incident) };
  const { outlet, factor, onset } = cause;
  return { number, park, enterprise, severity, toxic, outlet, factor, onset, owing };
}

/** The enterprise answers for its unit; what has no enterprise is the park's own plant, or a river without a discharger. */
function unitTier({ enterprise, assetTier, policy: { tiers } }: Incident): Tier | null {
  if (enterprise !== null) return tiers.find((tier) => tier === 'enterprise') ?? tiers[0] ?? null;
  return assetTier === 'park' ? departmentFrom(tiers) : null;
}

const departmentTier = ({ policy: { tiers } }: Incident): Tier => departmentFrom(tiers) ?? 'park';

const departmentFrom = (tiers: readonly Tier[]): Tier | null =>
  tiers.find((tier) => tierRank(tier) >= tierRank('park')) ?? tiers.at(-1) ?? null;

/** Grave enough for the unit's clock to run without a person's word. */
export const runsByItself = ({ severity, policy }: Pick<LegalMatter, 'severity' | 'policy'>): boolean =>
  gravity(severity) >= gravity(policy.unitFrom);
