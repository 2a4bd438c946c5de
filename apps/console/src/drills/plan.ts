import type { Expected, Inject, ScenarioInput } from '@cofferdam/domain';
import type { PlannedView } from '../api/drills';

/** A line of a dry run, with what of the scenario it is about: the reader's language tells that one. */
export interface PlanLine {
  /** ISO 8601 of the drill's clock; null where it waits for a condition. */
  readonly at: string | null;
  /** The service's own words, where the scenario does not hold what the line is about. */
  readonly what: string;
  readonly kind: PlannedView['kind'];
  readonly inject: Pick<Inject, 'payload' | 'when'> | null;
  readonly expected: Expected | null;
}

/** The scenario as it was sent; the service has found nothing wrong with it. */
type Checked = Pick<ScenarioInput, 'injects'>;
type CheckedInject = Checked['injects'][number];

/** The lines of a dry run. Expected actions of an inject stand in the order of their moments, or as in the scenario. */
export function planLines(plan: readonly PlannedView[], scenario: Partial<Checked>): PlanLine[] {
  const injects = new Map((scenario.injects ?? []).map((inject) => [inject.id, inject]));
  const used = new Map<string, number>();
  return plan.map(({ at, what, kind, inject: id, condition }) => {
    const inject = injects.get(id ?? '');
    const line = { at: condition === null ? at : null, what, kind };
    if (inject === undefined) return { ...line, inject: null, expected: null };
    const n = used.get(inject.id) ?? 0;
    if (kind === 'expected') used.set(inject.id, n + 1);
    return { ...line, inject: whole(inject), expected: kind === 'expected' ? (byMoment(inject)[n] ?? null) : null };
  });
}

const whole = ({ payload, when }: CheckedInject): PlanLine['inject'] => ({
  payload,
  when: when === undefined ? undefined : { after: 0, ...when },
});

function byMoment({ at, expected = [] }: CheckedInject): readonly Expected[] {
  return at === undefined ? expected : expected.toSorted((a, b) => a.within - b.within);
}
