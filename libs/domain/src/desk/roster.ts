import type { Desk } from './desk';
import type { DeskState } from './duty';

/**
 * How a desk stands once its roster has been changed: who is no member any more holds it no longer, so that those on
 * shift answer for it, and an offer from or to such a one is void. Null where nothing changes.
 */
export function fitToRoster(state: DeskState, { tier, members }: Pick<Desk, 'tier' | 'members'>): DeskState | null {
  const belongs = (user: string): boolean => members.length === 0 || members.some((member) => member.user === user);
  const holds = state.holder === null || belongs(state.holder);
  const offered = state.offer === null || (holds && belongs(state.offer.to));
  if (holds && offered && state.tier === tier) return null;
  return {
    ...state,
    tier,
    ...(holds ? {} : { holder: null, heldSince: null }),
    ...(offered ? {} : { offer: null }),
    generation: state.generation + 1,
    version: state.version + 1,
  };
}
