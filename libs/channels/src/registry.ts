import type { ChannelKind } from '@cofferdam/domain';
import type { Channel } from './channel';
import { dingtalk } from './dingtalk/channel';
import { logChannel } from './log/log';

/** Every way to tell someone that this service knows. */
export const CHANNELS: readonly Channel[] = [dingtalk, logChannel];

/** @throws Error for a kind without a channel */
export function channelOf(kind: ChannelKind): Channel {
  const found = CHANNELS.find((channel) => channel.kind === kind);
  if (found === undefined) throw new Error(`no channel of kind ${kind}`);
  return found;
}
