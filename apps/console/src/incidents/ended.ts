import type { IncidentView } from '@cofferdam/domain';
import { isEnded } from './incidents';

/** Ended incidents as they were listed, with those that the page has seen end since; newest first, each once. */
export function ended(
  listed: readonly IncidentView[],
  known: ReadonlyMap<string, IncidentView>,
  park: string | null,
): IncidentView[] {
  const seen = [...known.values()].filter((one) => park === null || one.park === park);
  const newest = new Map(listed.map((one) => [one.id, one]));
  for (const one of seen) if ((newest.get(one.id)?.version ?? -1) < one.version) newest.set(one.id, one);
  return [...newest.values()].filter(isEnded).sort((a, b) => b.openedAt.localeCompare(a.openedAt));
}
