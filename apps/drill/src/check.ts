import type { Writable } from 'node:stream';
import { loadParks, loadScenario, type ScenarioFile } from '@cofferdam/config';
import { checkScenario, dryRun, type Park, type Planned } from '@cofferdam/domain';
import type { CheckWish } from './arguments';
import { clock } from './clock';

/** Prints everything that is wrong with a scenario, or what would happen when. People are the service's to know. */
export function check({ file, parks: folder }: CheckWish, output: Writable, errors: Writable): number {
  const parks = parksOf(folder, errors);
  if (parks === null) return 2;
  const read = loadScenario(file);
  if (read.problems.length > 0) return complain(read.problems, errors);
  const park = parkOf(read, parks);
  if (park === undefined) return complain([read.write(noPark(read, parks))], errors);
  const { scenario, errors: found } = checkScenario(read.data, { park, users: null, channels: null });
  if (scenario === null) return complain(found.map(read.write), errors);
  for (const line of dryRun(scenario, 0)) output.write(`${write(line)}\n`);
  return 0;
}

function complain(problems: readonly string[], errors: Writable): number {
  for (const problem of problems) errors.write(`${problem}\n`);
  return 1;
}

function parksOf(folder: string, errors: Writable): readonly Park[] | null {
  try {
    return loadParks(folder).parks;
  } catch (error) {
    errors.write(`drill: ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}

const nameOfPark = ({ data }: ScenarioFile): unknown => (data as { park?: unknown } | null)?.park;
const parkOf = (read: ScenarioFile, parks: readonly Park[]) => parks.find(({ id }) => id === nameOfPark(read));

function noPark(read: ScenarioFile, parks: readonly Park[]): { at: string; detail: string } {
  const known = parks.map(({ id }) => id).join(', ');
  return { at: 'park', detail: `unknown park ${JSON.stringify(nameOfPark(read)) ?? '(none)'}; known are ${known}` };
}

/** `+00:01:30  breach: expects detect within 30 s` */
const write = ({ at, what, kind, condition }: Planned): string =>
  `${condition === null ? `+${clock(at)}` : ' waiting '}  ${kind === 'expected' ? '  ' : ''}${what}`;
