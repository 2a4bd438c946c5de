import type { Message, Monitor, Park } from '@cofferdam/domain';
import { formatTime, requestRetention } from '@cofferdam/formats';

/** `Flag` of a request that wants an answer, by edition. */
const FLAG = { '2005': 1, '2017': 5, '2025': 9 } as const;

/**
 * Commands to devices in their own words: HJ 212 3015 to each monitor of the outlet (or to the one that is named), as a
 * latin-1 string. Other messages stay as they are; a command to an outlet without a monitor is none.
 */
export function framed(messages: readonly Message[], park: Park, now: number): Message[] {
  return messages.flatMap((message) => {
    if (message.kind !== 'command') return [message];
    const { outlet, monitor: named } = message.data;
    const monitors = park.outlets.find(({ id }) => id === outlet)?.monitors ?? [];
    return monitors
      .filter(({ id }) => named === undefined || id === named)
      .map((monitor, n) => ({ ...message, n: message.n + n, data: command(message, monitor, now) }));
  });
}

function command({ data }: Message, { id, edition, crc }: Monitor, now: number): Message['data'] {
  const request = { qn: formatTime(now), mn: id, flag: FLAG[edition ?? '2017'] };
  return { ...data, monitor: id, frame: Buffer.from(requestRetention(request, crc)).toString('latin1') };
}
