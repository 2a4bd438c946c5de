import type { LegalDraft } from './change';
import { type EventJudgement, pathOf, timeOf } from './level';
import type { Awareness, LegalMatter } from './matter';

/** The last judgements that are remembered; the journal has all. */
export const REMEMBERED = 50;

/**
 * What one incident owed goes with it into another: the earliest moment of knowing, the graver level, and what has been
 * reported, which is not reported twice.
 */
export function absorb(taking: LegalDraft, ending: LegalDraft): void {
  const { matter: into } = taking;
  const { matter: from } = ending;
  const filed = [...into.filed, ...from.filed].sort((a, b) => a.at - b.at);
  const absorbed = [...new Set([...into.absorbed, from.id, ...from.absorbed])];
  const earlier = [...from.earlier, ...into.earlier].sort((a, b) => a.at - b.at).slice(-REMEMBERED);
  taking.set({ filed, absorbed, earlier, onset: Math.min(into.onset, from.onset) });
  taking.set({ unitAware: first(into.unitAware, from.unitAware), judgement: graver(into, from) });
  ending.set({ end: { is: 'merged', at: ending.now, into: into.id } });
}

/** The earlier one; what is a fact before what is only taken for one. */
function first(a: Awareness | null, b: Awareness | null): Awareness | null {
  if (a === null || b === null) return a ?? b;
  const guessed = Number(a.how === 'page-written') - Number(b.how === 'page-written');
  return guessed < 0 || (guessed === 0 && a.at <= b.at) ? a : b;
}

/** What leaves less time, from the earlier of the two moments of knowing. */
function graver({ judgement: a, policy }: LegalMatter, { judgement: b }: LegalMatter): EventJudgement | null {
  if (a === null || b === null) return a ?? b;
  const time = (one: EventJudgement): number => timeOf(pathOf(one), policy).minutes;
  return { ...(time(b) < time(a) ? b : a), awareAt: Math.min(a.awareAt, b.awareAt) };
}
