import type { Channel, Outgoing } from '../channel';
import { GatewaySettings, PhoneNumber, throughGateway } from '../gateway';
import { MARKS } from '../text/marks';
import { plain } from '../text/plain';

/**
 * A call that reads the text aloud, through a gateway. At most 300 characters, about a minute; links are not read. A call
 * that starts with the word for an exercise or a test ends with it. The gateway sets its own allowance and says 429.
 */
export const voice: Channel<GatewaySettings> = {
  kind: 'voice',
  settings: GatewaySettings,
  secrets: ['token', 'secret'],
  collective: false,
  address: PhoneNumber,
  allowances: [],
  reserved: 0,
  size: { unit: 'characters', max: 300 },
  send: (settings, message, signal) => throughGateway('voice', settings, message, spoken(message), signal),
};

/** Nobody who picks up late takes an exercise for real: its mark is also the last word. */
function spoken(message: Outgoing): string {
  const mark = MARKS.find((one) => message.title.startsWith(one)) ?? '';
  const max = voice.size.max - mark.length;
  return `${plain({ ...message, link: null }, { unit: 'characters', max })}${mark}`;
}
