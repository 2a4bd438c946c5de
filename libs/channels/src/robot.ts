import type { SendFault, SendResult } from './channel';
import { failed, taken } from './answer';
import type { Answered } from './post';

/** What a code inside HTTP 200 means; null where the code alone does not say, and the words have to. */
export interface RobotFault {
  readonly fault: SendFault;
  /** How long the provider is known to say no from then on, ms. */
  readonly waitMs?: number;
}

/**
 * Reads a robot's answer: robots say HTTP 200 to everything, and what they think in a code. An answer without one comes
 * from something in between (a proxy's page), so nobody has taken the message.
 */
export function readRobot(
  { words, said }: Answered,
  code: 'errcode' | 'code',
  faultOf: (code: number, words: string) => RobotFault,
): SendResult {
  const number = said?.[code];
  if (typeof number !== 'number') return failed('unreachable', words);
  if (number === 0) return taken(words);
  const { fault, waitMs = null } = faultOf(number, words);
  return failed(fault, words, waitMs);
}

/** The text with a word that the robot asks for, at its end where it does not hold it: marks stay in front. */
export const withKeyword = (text: string, keyword: string | null): string =>
  keyword === null || text.includes(keyword) ? text : `${text}\n${keyword}`;
