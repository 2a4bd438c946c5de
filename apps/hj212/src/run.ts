import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { CRC_VARIANTS, type CrcVariant, FrameDecoder, type FrameOutcome } from '@cofferdam/formats';
import { line } from './line';

const USAGE = `usage: npm run -s hj212 -- decode [--crc ${CRC_VARIANTS.join('|')}] < BYTES`;

/** The check value that the arguments ask for, or what is wrong with them. */
function readArguments(argv: readonly string[]): CrcVariant | Error {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { crc: { type: 'string', default: 'hj212' } },
    });
    if (positionals.length !== 1 || positionals[0] !== 'decode') return new Error('the one thing it does is: decode');
    const crc = CRC_VARIANTS.find((variant) => variant === values.crc);
    return crc ?? new Error(`unknown check value: ${values.crc}`);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Waits until the output takes more, or nobody reads it any longer. */
function drained(output: Writable): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error'] as const;
    const done = () => {
      for (const event of events) output.off(event, done);
      resolve();
    };
    for (const event of events) output.on(event, done);
  });
}

/** False once the reader has gone. */
async function print(outcomes: readonly FrameOutcome[], output: Writable): Promise<boolean> {
  if (outcomes.length === 0) return output.writable;
  if (!output.write(outcomes.map(line).join('')) && output.writable) await drained(output);
  return output.writable;
}

/**
 * HJ 212 bytes in, one JSON line a frame out; goes on behind bad frames and ends quietly when the reader does.
 * @returns exit code: 0, or 2 for wrong usage
 */
export async function run(
  input: AsyncIterable<Uint8Array>,
  output: Writable,
  errors: Writable,
  argv: readonly string[],
): Promise<number> {
  const crc = readArguments(argv);
  if (crc instanceof Error) {
    errors.write(`hj212: ${crc.message}; ${USAGE}\n`);
    return 2;
  }
  // A reader that has seen enough (EPIPE) is no failure of ours.
  output.on('error', () => undefined);
  const decoder = new FrameDecoder(() => ({ crc }));
  for await (const chunk of input) {
    if (!(await print(decoder.push(chunk), output))) return 0;
  }
  await print(decoder.end(), output);
  return 0;
}
