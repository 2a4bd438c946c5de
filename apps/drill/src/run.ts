import type { Writable } from 'node:stream';
import { readArguments, USAGE } from './arguments';
import { check } from './check';
import { play } from './play';
import type { Surroundings } from './surroundings';

/**
 * `check`: a scenario's errors, or its plan. `run`: a drill against a running service, with its score.
 * @returns exit code: 0 for a scenario that is in order or a drill that passed, 1 for one that is not or did not, 2 for
 * wrong usage or where no drill could be held
 */
export async function run(
  output: Writable,
  errors: Writable,
  argv: readonly string[],
  around: Surroundings,
): Promise<number> {
  const wish = readArguments(argv, around.env['PARKS_DIR'] ?? 'parks');
  if (wish instanceof Error) {
    errors.write(`drill: ${wish.message.replaceAll('\n', ' ')}\n${USAGE}\n`);
    return 2;
  }
  // A reader that has gone (EPIPE) is no failure of ours; the exit code still tells.
  output.on('error', () => undefined);
  return wish.command === 'check' ? check(wish, output, errors) : play(wish, output, errors, around);
}
