import { allChannels, type ChannelView } from '../api/channels';
import { type Followed, useFollowed } from '../feed/use-followed';
import type { LiveAlarms } from '../feed/use-live-alarms';

/** Who is told over a channel is said by events of desks and users. */
const CONCERNS = ['channel.', 'desk.changed', 'user.changed'];

/** Every channel in the user's scope, followed by the feed. */
export function useChannels(live: Pick<LiveAlarms, 'news' | 'snapshots'>): Followed<readonly ChannelView[]> {
  return useFollowed(live, {
    read: allChannels,
    concerns: ({ type }) => CONCERNS.some((one) => type.startsWith(one)),
  });
}
