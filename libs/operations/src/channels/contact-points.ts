import { channelOf } from '@cofferdam/channels';
import type { ChannelSetup, ContactPoint } from '@cofferdam/domain';

/** Contact points that can be used, or what is wrong with which. */
export type CheckedPoints =
  | { readonly ok: true; readonly points: readonly ContactPoint[] }
  | { readonly ok: false; readonly errors: readonly { readonly at: string; readonly detail: string }[] };

/** Whether a channel may tell somebody of these parks. */
const serves = ({ park }: ChannelSetup, parks: readonly string[]): boolean =>
  park === null || parks.includes('*') || parks.includes(park);

/**
 * Holds a person's contact points against the channels that are set up. An address comes back as its channel reads it.
 * @param parks the person's
 */
export function checkPoints(
  points: readonly ContactPoint[],
  setups: readonly ChannelSetup[],
  parks: readonly string[],
): CheckedPoints {
  const usable = setups.filter((setup) => serves(setup, parks));
  const checked = points.map((point, n) => {
    const again = points.findIndex(({ channel, to }) => channel === point.channel && to === point.to) < n;
    return again ? { wrong: { at: 'channel', detail: 'the same as one before it' } } : checkPoint(point, usable);
  });
  const errors = checked.flatMap((one, n) =>
    'wrong' in one ? [{ at: `channels.${n}.${one.wrong.at}`, detail: one.wrong.detail }] : [],
  );
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, points: checked.flatMap((one) => ('point' in one ? [one.point] : [])) };
}

type Checked = { readonly point: ContactPoint } | { readonly wrong: { readonly at: string; readonly detail: string } };

function checkPoint({ channel, to }: ContactPoint, usable: readonly ChannelSetup[]): Checked {
  const setup = usable.find(({ id }) => id === channel);
  if (setup === undefined) return { wrong: { at: 'channel', detail: `no channel ${channel} for this person` } };
  const { address } = channelOf(setup.kind);
  if (address === null)
    return { wrong: { at: 'channel', detail: `${channel} is a group’s: desks have it, not people` } };
  const read = address.safeParse(to);
  if (read.success) return { point: { channel, to: read.data } };
  return { wrong: { at: 'to', detail: read.error.issues.map(({ message }) => message).join('; ') } };
}
