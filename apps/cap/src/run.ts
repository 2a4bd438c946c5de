import type { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { checkSchema, judge, MAX_BYTES, readCertificate, verifyCap } from '@cofferdam/cap';

const USAGE = 'usage: npm run -s cap -- check [--signer CERT.pem] < MESSAGE.xml';
/** Bytes read to their end although they are too many for a message, so that whoever writes them is not cut off. */
const MAX_DRAINED = 64 * MAX_BYTES;

interface Verdict {
  readonly ok: boolean;
  readonly schema: boolean;
  readonly rules: readonly string[];
  readonly signature: 'valid' | 'invalid' | 'absent';
}

interface Wish {
  readonly signer: X509Certificate | null;
}

function readSigner(file: string | undefined): X509Certificate | Error | null {
  if (file === undefined) return null;
  try {
    return readCertificate(readFileSync(file)) ?? new Error(`no certificate in ${file}`);
  } catch (error) {
    return new Error(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What the arguments ask for, or what is wrong with them. */
function readArguments(argv: readonly string[]): Wish | Error {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { signer: { type: 'string' } },
    });
    if (positionals.length !== 1 || positionals[0] !== 'check') return new Error('the one thing it does is: check');
    const signer = readSigner(values.signer);
    return signer instanceof Error ? signer : { signer };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The bytes of the message; one more than are looked into where there are more. */
async function readMessage(input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    if (size <= MAX_BYTES) chunks.push(chunk);
    size += chunk.byteLength;
    if (size > MAX_DRAINED) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_BYTES + 1);
}

async function check(message: Uint8Array, { signer }: Wish): Promise<Verdict> {
  const { valid: schema } = await checkSchema(message);
  const rules = judge(message);
  const { verdict: signature } = verifyCap(message, signer);
  const signed = signer ? signature === 'valid' : signature !== 'invalid';
  return { ok: schema && rules.length === 0 && signed, schema, rules, signature };
}

/**
 * One CAP message in, one JSON line out: what schema, rules and signature say of it.
 * @returns exit code: 0 for a message that is in order, 1 for one that is not, 2 for wrong usage
 */
export async function run(
  input: AsyncIterable<Uint8Array>,
  output: Writable,
  errors: Writable,
  argv: readonly string[],
): Promise<number> {
  const wish = readArguments(argv);
  if (wish instanceof Error) {
    errors.write(`cap: ${wish.message.replaceAll('\n', ' ')}; ${USAGE}\n`);
    return 2;
  }
  // A reader that has gone (EPIPE) is no failure of ours; the exit code still tells.
  output.on('error', () => undefined);
  const verdict = await check(await readMessage(input), wish);
  output.write(`${JSON.stringify(verdict)}\n`);
  if (verdict.signature === 'valid' && !wish.signer)
    errors.write('cap: signed by the key that the message brings along; --signer says whose it must be\n');
  return verdict.ok ? 0 : 1;
}
