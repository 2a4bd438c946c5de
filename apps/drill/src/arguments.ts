import { parseArgs } from 'node:util';

export const USAGE = `usage: npm run -s drill -- check SCENARIO.yaml [--parks DIR]
       npm run -s drill -- run SCENARIO.yaml [--speed N] [--junit OUT.xml] [--report OUT.json] [--api URL] [--asleep USER]...`;

export interface CheckWish {
  readonly command: 'check';
  readonly file: string;
  /** Folder of the park files. */
  readonly parks: string;
}

export interface RunWish {
  readonly command: 'run';
  readonly file: string;
  /** How many seconds of drill time pass in one of the wall's at most; 1: real time. */
  readonly speed: number;
  readonly junit: string | null;
  readonly report: string | null;
  /** The service; null: as `demo.json` says. */
  readonly api: string | null;
  /** Participants whose robots do nothing. */
  readonly asleep: readonly string[];
}

/** As much as the service takes. */
const FASTEST = 600;
const WORD = { type: 'string' } as const;

const wrong = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** What the arguments ask for, or what is wrong with them. */
export function readArguments([command, ...rest]: readonly string[], parks: string): CheckWish | RunWish | Error {
  try {
    if (command === 'check') return readCheck(rest, parks);
    if (command === 'run') return readRun(rest);
    return new Error(command === undefined ? 'say what to do: check or run' : `it does check and run, not ${command}`);
  } catch (error) {
    return wrong(error);
  }
}

function theFile(positionals: readonly string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error('name one scenario');
  return file;
}

function readCheck(args: readonly string[], parks: string): CheckWish {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { parks: WORD } });
  return { command: 'check', file: theFile(positionals), parks: values.parks ?? parks };
}

function readRun(args: readonly string[]): RunWish {
  const { values, positionals } = parseArgs({
    ...{ args: [...args], allowPositionals: true },
    options: {
      ...{ junit: WORD, report: WORD, api: WORD },
      ...{ speed: { type: 'string', default: '60' }, asleep: { type: 'string', multiple: true } },
    },
  });
  const speed = Number(values.speed);
  if (!(speed >= 1 && speed <= FASTEST))
    throw new Error(`--speed is a number from 1 to ${FASTEST}, not ${values.speed}`);
  const api = values.api ?? null;
  if (api !== null && !/^https?:\/\//.test(api)) throw new Error(`--api is an address with http or https, not ${api}`);
  const { junit = null, report = null, asleep = [] } = values;
  return { ...{ command: 'run', file: theFile(positionals), speed, junit, report, asleep }, api };
}
