import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { loadScenario, type ScenarioFile } from '@cofferdam/config';
import { z } from 'zod';
import { Failure } from './api';
import type { RunWish } from './arguments';
import { type About, loginsFrom } from './logins';
import { Playing } from './playing';
import { ProgressLine } from './progress';
import type { Surroundings } from './surroundings';

/** As much of a scenario as is needed to send it. */
const Sendable = z.looseObject({
  park: z.string().optional().catch(undefined),
  participants: z.array(z.looseObject({ user: z.string() })).catch([]),
});

/** Holds a drill at a running service and prints its score. @returns exit code, as `run` says */
export async function play(wish: RunWish, output: Writable, errors: Writable, around: Surroundings): Promise<number> {
  const read = loadScenario(wish.file);
  const scenario = unwritable(wish) ?? prepared(read, wish.asleep);
  if (scenario instanceof Error) return complain(scenario, errors);
  const logins = loginsFrom(around.env, wish.api, aboutOf(scenario));
  if (logins instanceof Error) return complain(logins, errors);
  const line = new ProgressLine(errors);
  try {
    return await new Playing(wish, logins, line, around).hold(scenario, output);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    line.say(explained(error, read));
    return 2;
  }
}

function complain({ message }: Error, errors: Writable): number {
  errors.write(`drill: ${message}\n`);
  return 2;
}

/** A report that has no place is known before the drill, not after it. */
function unwritable({ junit, report }: RunWish): Error | null {
  for (const file of [junit, report]) {
    if (file === null) continue;
    try {
      accessSync(dirname(file), constants.W_OK);
    } catch {
      return new Error(`cannot write ${file}`);
    }
  }
  return null;
}

type Sent = z.infer<typeof Sendable>;

/** The scenario as it is sent: those who are asleep keep an empty script. */
function prepared(read: ScenarioFile, asleep: readonly string[]): Sent | Error {
  if (read.problems.length > 0) return new Error(read.problems.join('\n'));
  const { data: scenario, success } = Sendable.safeParse(read.data);
  if (!success) return new Error(read.write({ at: '', detail: 'is no scenario' }));
  const users = scenario.participants.map(({ user }) => user);
  const stranger = asleep.find((user) => !users.includes(user));
  if (stranger !== undefined) return new Error(`--asleep ${stranger}: no participant; they are ${users.join(', ')}`);
  const participants = scenario.participants.map((one) => (asleep.includes(one.user) ? { ...one, robot: [] } : one));
  return { ...(read.data as Record<string, unknown>), participants };
}

const aboutOf = ({ park, participants }: Sent): About => ({
  park: park ?? null,
  players: participants.map(({ user }) => user),
});

const Faults = z.looseObject({ errors: z.array(z.object({ at: z.string(), detail: z.string() })).min(1) });

/** What the service said, its findings in the scenario with their places in the file. */
function explained({ message, answer }: Failure, read: ScenarioFile): string {
  const { data: faults } = Faults.safeParse(answer?.body);
  return faults === undefined ? `drill: ${message}` : faults.errors.map(read.write).join('\n');
}
