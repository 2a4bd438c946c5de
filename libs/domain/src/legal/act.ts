import { type Incident, type IncidentState } from '../incident/incident';
import { rankOf } from '../incident/rights';
import { tierRank } from '../tier/tier';
import type { User } from '../user/role';
import { type LegalChange, LegalDraft } from './change';
import { hasReported } from './clocks';
import type { EventJudgement } from './level';
import { type LegalMatter, type ReportKind, type Reporter } from './matter';
import { REMEMBERED } from './merge';
import { FIELDS_OF, type LegalReport, NEEDED_OF, reportNumber, type Submission } from './report';
import { settle } from './settle';

/** Why an act is not done; at once the problem's `reason`. */
export const LEGAL_REFUSALS = [
  'role-too-low',
  'time-ahead',
  'before-onset',
  'judged-false',
  'merged',
  'no-first-report',
  'already-reported',
  'not-over',
  'not-false',
  'nothing-to-withdraw',
  'field-missing',
  'too-many',
] as const;
export type LegalRefusal = (typeof LEGAL_REFUSALS)[number];

interface Refused {
  readonly effect: 'refused';
  readonly reason: LegalRefusal;
  readonly detail: string;
}
export type LevelOutcome = ({ readonly effect: 'done' } & LegalChange) | { readonly effect: 'none' } | Refused;
export type SubmitOutcome = ({ readonly effect: 'done'; readonly report: LegalReport } & LegalChange) | Refused;

const refuse = (reason: LegalRefusal, detail: string): Refused => ({ effect: 'refused', reason, detail });

export interface LegalContext {
  readonly actor: User;
  /** Epoch ms of the incident's timeline. */
  readonly now: number;
}

/** What a person says of an event; without a moment of knowing, the one that was said before, else now. */
export type SaidLevel = Pick<EventJudgement, 'level' | 'sensitive' | 'source'> & { readonly awareAt: number | null };

/** More are no reports but noise. */
const MOST_REPORTS = 200;

/**
 * A person says how grave the event is. Saying it again corrects it: the clocks are computed anew from the moment of
 * knowing, and what was said before is kept.
 */
export function setLevel(matter: LegalMatter, said: SaidLevel, { actor, now }: LegalContext): LevelOutcome {
  const { judgement, earlier } = matter;
  const awareAt = said.awareAt ?? judgement?.awareAt ?? now;
  const refused = levelRefused(matter, awareAt, { actor, now });
  if (refused !== null) return refused;
  const { level, sensitive, source } = said;
  if (judgement !== null && isSame(judgement, { level, sensitive, source, awareAt })) return { effect: 'none' };
  const draft = new LegalDraft(matter, now, actor.username);
  const before = judgement === null ? earlier : [...earlier, judgement].slice(-REMEMBERED);
  draft.set({ judgement: { level, sensitive, source, awareAt, by: actor.username, at: now }, earlier: before });
  settle(draft);
  draft.tell('legal.level-set');
  return { effect: 'done', ...draft.done() };
}

type Content = Pick<EventJudgement, 'level' | 'sensitive' | 'source' | 'awareAt'>;
const isSame = (a: Content, b: Content): boolean =>
  a.level === b.level && a.sensitive === b.sensitive && a.source === b.source && a.awareAt === b.awareAt;

function levelRefused(matter: LegalMatter, awareAt: number, { actor, now }: LegalContext): Refused | null {
  if (rankOf(actor) < tierRank('enterprise'))
    return refuse('role-too-low', 'an enterprise’s desk or a higher one says it');
  if (matter.end?.is === 'false') return refuse('judged-false', 'it was judged false: there was no event');
  if (matter.end?.is === 'merged') return refuse('merged', `${matter.end.into ?? ''} has taken it over`);
  if (awareAt > now) return refuse('time-ahead', 'nobody knows anything in the future');
  return awareAt < matter.onset ? refuse('before-onset', 'nobody knew before it began') : null;
}

/** Who somebody reports for where they do not say. */
export const reporterOf = ({ role }: Pick<User, 'role'>): Reporter =>
  role === 'unit' || role === 'enterprise' ? 'unit' : 'department';

/** A desk of the tier that owes the report, or a higher one. */
export const mayReport = ({ owing }: LegalMatter, user: Pick<User, 'role'>, reporter: Reporter): boolean =>
  rankOf(user) >= tierRank(owing[reporter] ?? 'enterprise');

/** Takes a report in as it was sent: numbered, in the name of who sent it. Its clock is over. */
export function submitReport(
  matter: LegalMatter,
  { id, submission, state }: { id: string; submission: Submission; state: IncidentState },
  { actor, now }: LegalContext,
): SubmitOutcome {
  const { kind, language, fields, recipients } = submission;
  const reporter = submission.reporter ?? reporterOf(actor);
  const refused = reportRefused(matter, { ...submission, reporter, state }, actor);
  if (refused !== null) return refused;
  const own = matter.filed.filter((filed) => filed.reporter === reporter);
  const filed = { id, kind, reporter, at: now, number: reportNumber(matter.number, reporter, own.length + 1) };
  const report: LegalReport = {
    ...{ ...filed, class: matter.class, drill: matter.drill, park: matter.park, enterprise: matter.enterprise },
    ...{ incident: matter.id, incidentNumber: matter.number, by: actor.username, language, fields, recipients },
    ...{ n: own.filter((one) => one.kind === kind).length + 1, judgement: matter.judgement },
  };
  const draft = new LegalDraft(matter, now, actor.username);
  draft.set({ filed: [...matter.filed, filed] });
  settle(draft);
  draft.tell('legal.reported', { report: filed.number, kindOfReport: kind, reporter, recipients: recipients.length });
  return { effect: 'done', report, ...draft.done() };
}

type Sent = Submission & { readonly reporter: Reporter; readonly state: Incident['state'] };

function reportRefused(matter: LegalMatter, sent: Sent, actor: User): Refused | null {
  const { kind, reporter, fields } = sent;
  if (!mayReport(matter, actor, reporter))
    return refuse('role-too-low', `that is for ${matter.owing[reporter] ?? 'a higher desk'}`);
  if (matter.filed.length >= MOST_REPORTS) return refuse('too-many', `there are ${MOST_REPORTS} reports already`);
  const foreign = Object.keys(fields).find((field) => !FIELDS_OF[kind].some((own) => own === field));
  if (foreign !== undefined) return refuse('field-missing', `a ${kind} report has no ${foreign}`);
  const blank = NEEDED_OF[kind].find((field) => (fields[field] ?? '') === '');
  if (blank !== undefined) return refuse('field-missing', `a ${kind} report needs ${blank}`);
  if (matter.end?.is === 'merged') return refuse('merged', `${matter.end.into ?? ''} has taken it over`);
  return ORDER[kind](matter, sent);
}

const ORDER: Readonly<Record<ReportKind, (matter: LegalMatter, sent: Sent) => Refused | null>> = {
  first: (matter, sent) => {
    if (hasReported(matter, sent.reporter)) return refuse('already-reported', 'more is said in a follow-up');
    return ended(matter);
  },
  'follow-up': (matter, sent) => afterFirst(matter, sent) ?? ended(matter),
  final: (matter, sent) => {
    const isOver = sent.state === 'CONTAINED' || sent.state === 'CLOSED';
    if (!isOver) return refuse('not-over', 'the final report follows when the water is held');
    return afterFirst(matter, sent) ?? ended(matter);
  },
  withdrawal: (matter, { reporter }) => {
    if (matter.end?.is !== 'false') return refuse('not-false', 'what is wrong in a report is put right by a follow-up');
    if (!hasReported(matter, reporter)) return refuse('nothing-to-withdraw', 'nothing was reported');
    const done = matter.filed.some((filed) => filed.reporter === reporter && filed.kind === 'withdrawal');
    return done ? refuse('already-reported', 'it was withdrawn already') : null;
  },
};

const afterFirst = (matter: LegalMatter, { reporter }: Sent): Refused | null =>
  hasReported(matter, reporter) ? null : refuse('no-first-report', 'the first report comes first');

const ended = ({ end }: LegalMatter): Refused | null =>
  end?.is === 'false' ? refuse('judged-false', 'it was judged false: what was reported is to be withdrawn') : null;
