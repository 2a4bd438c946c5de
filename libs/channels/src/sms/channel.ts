import { z } from 'zod';
import type { Channel } from '../channel';
import { GatewaySettings, PhoneNumber, throughGateway } from '../gateway';
import { plain } from '../text/plain';

export const SmsSettings = GatewaySettings.extend({
  /** Characters of one message, with its link; what is longer is cut. The provider's template may take less than 500. */
  most: z.int().min(70).max(500).default(500),
});
export type SmsSettings = z.infer<typeof SmsSettings>;

/**
 * SMS through a gateway. At most 500 characters, as Chinese providers take with their signature (one message a 67
 * characters is charged). The gateway and the provider behind it set their own allowances and say 429.
 */
export const sms: Channel<SmsSettings> = {
  kind: 'sms',
  settings: SmsSettings,
  secrets: ['token', 'secret'],
  collective: false,
  address: PhoneNumber,
  allowances: [],
  reserved: 0,
  size: { unit: 'characters', max: 500 },
  send: (settings, message, signal) =>
    throughGateway('sms', settings, message, plain(message, { unit: 'characters', max: settings.most }), signal),
};
