import { Logger } from '@nestjs/common';
import { z } from 'zod';
import type { Channel } from '../channel';

/** Nothing has to be set. */
export const LogSettings = z.strictObject({});
export type LogSettings = z.infer<typeof LogSettings>;

/** What would end the line, or colour a terminal, is a blank in it. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/**
 * A channel that writes one line a message: for trials, and as the last in somebody's order, where it says that nobody
 * else could be told. Who it was for stays out of it, since an address may be a person's telephone number.
 */
export const logTo = (write: (line: string) => void): Channel<LogSettings> => ({
  kind: 'log',
  settings: LogSettings,
  secrets: [],
  collective: false,
  /** Any name for the person; it is not written. */
  address: z.string().min(1).max(100),
  allowances: [],
  reserved: 0,
  size: { unit: 'characters', max: 1_000 },
  async send(_settings, { title, key }) {
    write(`log ${oneLine(key)}: ${oneLine(title)}`);
    return { ok: true, answer: 'written to the log' };
  },
});

const logger = new Logger('Channel');
/** Writes to the process's own log. */
export const logChannel = logTo((line) => logger.log(line));
