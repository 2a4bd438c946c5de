import type { Writable } from 'node:stream';
import { z } from 'zod';
import { clock } from './clock';

/** What is looked at of a drill while it goes on. */
export const Progress = z.looseObject({
  id: z.string(),
  state: z.string(),
  injects: z.number(),
  injected: z.number().optional(),
  duration: z.number(),
  clock: z.looseObject({ at: z.string(), startedAt: z.string() }).nullable(),
  paused: z.looseObject({ why: z.string(), liveAlarm: z.looseObject({ id: z.string(), severity: z.string() }).nullable() }).nullable(), // prettier-ignore
  ended: z.looseObject({ why: z.string(), reason: z.string().nullish() }).nullable(),
});
export type Progress = z.infer<typeof Progress>;

/** `drill 00:03:20 of 00:10:00  running  injects 2/4  open incidents 1` */
export function progressLine(drill: Progress, open: number | null): string {
  const passed = drill.clock === null ? 0 : Date.parse(drill.clock.at) - Date.parse(drill.clock.startedAt);
  const injects = drill.injected === undefined ? `${drill.injects}` : `${drill.injected}/${drill.injects}`;
  const time = `${clock(passed)} of ${clock(drill.duration * 1000)}`;
  return `drill ${time}  ${drill.state}  injects ${injects}  open incidents ${open ?? '?'}`;
}

/** One line that is written over on a terminal; elsewhere a line for each that differs. */
export class ProgressLine {
  private last = '';
  private readonly terminal: boolean;

  constructor(private readonly errors: Writable & { readonly isTTY?: boolean }) {
    this.terminal = errors.isTTY === true;
  }

  show(line: string): void {
    if (line === this.last) return;
    this.last = line;
    this.errors.write(this.terminal ? `\r\u001b[K${line}` : `${line}\n`);
  }

  /** Something that stays. */
  say(text: string): void {
    this.end();
    this.errors.write(`${text}\n`);
  }

  end(): void {
    if (this.terminal && this.last !== '') this.errors.write('\n');
    this.last = '';
  }
}
