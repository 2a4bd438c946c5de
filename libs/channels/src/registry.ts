import type { ChannelKind } from '@cofferdam/domain';
import type { Channel } from './channel';
import { dingtalk } from './dingtalk/channel';
import { emailChannel } from './email/email';
import { feishu } from './feishu/channel';
import { logChannel } from './log/log';
import { pushChannel } from './push/push';
import { sms } from './sms/channel';
import { voice } from './voice/channel';
import { wecom } from './wecom/channel';

/** Every way to tell someone, each by its folder's name. */
export const CHANNELS: readonly Channel[] = [
  dingtalk,
  emailChannel,
  feishu,
  logChannel,
  pushChannel,
  sms,
  voice,
  wecom,
];

/** @throws RangeError for a kind that has no folder */
export function channelOf(kind: ChannelKind): Channel {
  const channel = CHANNELS.find((one) => one.kind === kind);
  if (channel === undefined) throw new RangeError(`no channel of the kind ${kind}`);
  return channel;
}
