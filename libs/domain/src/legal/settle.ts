import type { Deadline } from '../escalation/deadline';
import type { LegalDraft } from './change';
import { legalClocks } from './clocks';
import type { FiledReport, LegalClock, LegalMatter, OwedReport } from './matter';

/** The share of the time after which whoever owes the report is reminded. */
const REMIND_AT = 0.8;

/** Makes the draft's clocks what its matter owes now: set, moved from the same moment of knowing, done or cancelled. */
export function settle(draft: LegalDraft): void {
  const wanted = legalClocks(draft.matter);
  for (const owed of wanted) settleOne(draft, owed);
  const names = new Set(wanted.map(({ name }) => name));
  for (const clock of draft.matter.clocks) {
    if (clock.state === 'running' && !names.has(clock.name)) {
      draft.end(clock, { state: 'cancelled', doneAt: null, report: null });
    }
  }
}

function settleOne(draft: LegalDraft, owed: OwedReport): void {
  const before = draft.matter.clocks.find(({ name }) => name === owed.name);
  const sent = draft.matter.filed.find((report) => answers(report, owed));
  if (sent !== undefined) return done(draft, owed, before, sent);
  if (before?.state !== 'running') return start(draft, owed);
  if (before.missedAt !== null && owed.dueAt <= draft.now) return draft.setClock({ ...before, ...owed });
  if (before.dueAt !== owed.dueAt) {
    draft.replace(before);
    return start(draft, owed);
  }
  draft.setClock({ ...before, ...owed });
}

/** The first thing that a reporter sends is its first report, whatever it is called. */
const answers = ({ kind, reporter }: FiledReport, owed: OwedReport): boolean =>
  reporter === owed.reporter && (kind === 'withdrawal') === (owed.owes === 'withdrawal');

function done(draft: LegalDraft, owed: OwedReport, before: LegalClock | undefined, { id, at }: FiledReport): void {
  if (before?.state === 'done' && before.report === id) return draft.setClock({ ...before, ...owed });
  const clock = before ?? { ...owed, missedAt: null, generation: draft.matter.generation };
  draft.end({ ...pending(clock), ...owed }, { state: 'done', doneAt: at, report: id });
}

const pending = (clock: Omit<LegalClock, 'state' | 'doneAt' | 'report' | 'next'>): LegalClock => ({
  ...clock,
  ...{ state: 'running', doneAt: null, report: null, next: null },
});

/** Runs from the moment of knowing, however long ago that was: what is late already is missed at once. */
function start(draft: LegalDraft, owed: OwedReport): void {
  const generation = draft.renew();
  const soon = Math.round(owed.since + REMIND_AT * (owed.dueAt - owed.since));
  const next = soon > draft.now ? { at: soon, generation, n: 1 } : { at: owed.dueAt, generation, n: 2 };
  const clock = { ...pending({ ...owed, missedAt: null, generation }), next };
  draft.setClock(clock);
  // The page of the incident itself has just told them; another one is sent when they are known to know.
  const told = owed.name === 'unit-report' && draft.matter.unitAware?.how === 'page-written';
  if (!told) draft.page(clock, 0, 'owed');
  if (owed.owes === 'withdrawal') draft.tell('legal.withdrawal-owed', { clock: owed.name });
}

/** What is pending for a matter, soonest first: one deadline for each clock that runs. */
export const legalDeadlines = ({ clocks }: Pick<LegalMatter, 'clocks'>): Deadline[] =>
  clocks.flatMap(deadlineOf).sort((a, b) => a.dueAt - b.dueAt);

function deadlineOf({ tier, name, next }: LegalClock): Deadline[] {
  if (next === null) return [];
  return [{ kind: 'report', tier, name, generation: next.generation, n: next.n, dueAt: Math.ceil(next.at) }];
}
