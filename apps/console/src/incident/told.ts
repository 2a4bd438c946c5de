import type { DeskView } from '../api/people';

/** Stands before the id of a desk whose robots were told. */
const DESK = 'desk:';

/** Whom a message was for: a person by their user name, or the robots of a desk. */
export function recipientOf(
  to: string | null,
  desks: readonly DeskView[],
): { readonly desk: DeskView | null; readonly who: string } {
  const id = to?.startsWith(DESK) === true ? to.slice(DESK.length) : to;
  return { desk: desks.find((desk) => desk.id === id) ?? null, who: id ?? '–' };
}
