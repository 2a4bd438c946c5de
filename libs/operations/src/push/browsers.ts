import { PushSubscription } from '@cofferdam/channels';
import { type ChannelSetup, type ContactPoint, MOST_CONTACT_POINTS } from '@cofferdam/domain';

/** The channel over which browsers of somebody with these parks are told; null where none is set up. */
export function pushChannelFor(setups: readonly ChannelSetup[], parks: readonly string[]): ChannelSetup | null {
  const usable = setups.filter(({ kind, enabled }) => kind === 'push' && enabled);
  return usable.find(({ park }) => park === null || parks.includes('*') || parks.includes(park)) ?? null;
}

/**
 * A person's ways with this browser among them. One that is new comes last, where it takes nothing from the ways before it:
 * that a push service took a message does not say that somebody saw a screen. One that is known keeps its place. Where there
 * is no room, the browser that was added first makes it.
 * @returns null where there is no room at all
 */
export function withBrowser(
  points: readonly ContactPoint[],
  channel: string,
  browser: PushSubscription,
): ContactPoint[] | null {
  const { endpoint, keys } = browser;
  const point = { channel, to: JSON.stringify({ endpoint, keys }) };
  const known = points.findIndex((one) => endpointOf(one) === endpoint);
  if (known >= 0) return points.map((one, n) => (n === known ? point : one));
  if (points.length < MOST_CONTACT_POINTS) return [...points, point];
  const first = points.findIndex((one) => endpointOf(one) !== null);
  return first < 0 ? null : [...points.filter((_, n) => n !== first), point];
}

/** The same ways when nothing of this browser is among them. */
export const withoutBrowser = (points: readonly ContactPoint[], endpoint: string): ContactPoint[] =>
  points.filter((point) => endpointOf(point) !== endpoint);

/** Of a browser's subscription; null for an address of another kind. */
function endpointOf({ to }: ContactPoint): string | null {
  if (!to.startsWith('{')) return null;
  try {
    return PushSubscription.parse(JSON.parse(to)).endpoint;
  } catch {
    return null;
  }
}
