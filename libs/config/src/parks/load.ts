import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkPark, checkParks, type Park, ParkSchema, type Problem, warnPark, writePath } from '@cofferdam/domain';
import { explainIssue } from './explain';
import { type Salvage, salvage } from './salvage';
import { readYaml, type YamlText } from './yaml';

/** Ten times what a park of a hundred outlets needs. */
const MAX_BYTES = 1024 * 1024;

/** Everything that is wrong with the park files, one line a problem: `parks/x.yaml:12:5 outlets[2].limits[0].max: …`. */
export class ParkFilesError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The park files cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ParkFilesError';
  }
}

/** One file: its park where it could be read, and its problems. */
interface ParkFile {
  readonly park: Park | null;
  readonly problems: readonly string[];
  /** A problem found later, with its place in this file. */
  readonly write: (problem: Problem) => string;
}

function unread(file: string, message: string): ParkFile {
  const line = `${file}:1:1 ${message}`;
  return { park: null, problems: [line], write: () => line };
}

function writer(file: string, yaml: YamlText): ParkFile['write'] {
  return ({ path, message }) => {
    const { line, column } = yaml.locate(path);
    const where = path.length > 0 ? ` ${writePath(path)}:` : '';
    return `${file}:${line}:${column}${where} ${message}`;
  };
}

function readPark(file: string): ParkFile {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) return unread(file, 'is no file');
  const { size } = stat;
  if (size > MAX_BYTES) return unread(file, `is too large: ${size} bytes, at most ${MAX_BYTES}`);
  const yaml = readYaml(readFileSync(file, 'utf8'));
  const write = writer(file, yaml);
  if (yaml.errors.length > 0) {
    const problems = yaml.errors.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`);
    return { park: null, problems, write };
  }
  const parsed = ParkSchema.safeParse(yaml.data);
  if (parsed.success)
    return { park: keepDigits(parsed.data, yaml), problems: checkPark(parsed.data).map(write), write };
  const issues = parsed.error.issues.flatMap((issue) => explainIssue(issue, yaml.data)).map(write);
  const rest = salvage(yaml.data);
  if (!rest) return { park: null, problems: issues, write };
  const writeRest: ParkFile['write'] = (problem) => write({ ...problem, path: rest.original(problem.path) });
  return { park: rest.park, problems: [...issues, ...checkRest(rest).map(writeRest)], write: writeRest };
}

/** A limit is judged to the digits that it is written with: `8.0` to one, although its number is 8. */
function keepDigits(park: Park, yaml: YamlText): Park {
  const digits = (path: Problem['path']) =>
    Math.max(...['max', 'min', 'maxCold'].map((key) => yaml.digits([...path, key])));
  const outlets = park.outlets.map((outlet, n) => ({
    ...outlet,
    limits: outlet.limits.map((limit, m) => {
      const written = digits(['outlets', n, 'limits', m]);
      return limit.decimals === undefined && written > 0 ? { ...limit, decimals: written } : limit;
    }),
  }));
  return { ...park, outlets };
}

/** References in what the schema can still read of a broken file, but for those to parts that it cannot. */
const checkRest = ({ park, damaged }: Salvage): Problem[] =>
  checkPark(park).filter(({ refersTo = [] }) => !refersTo.some((part) => damaged.has(part)));

const parkFiles = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
    .sort()
    .map((name) => join(dir, name));

function checkTogether(files: readonly ParkFile[]): string[] {
  const read = files.filter((file): file is ParkFile & { park: Park } => file.park !== null);
  return checkParks(read.map(({ park }) => park)).flatMap(({ park, ...problem }) => read[park]?.write(problem) ?? []);
}

/**
 * The parks of a folder, one `.yaml` file each, checked against the schema, the catalogues and each other.
 * @returns with `warnings`, in place like problems: what is odd but can be meant
 * @throws ParkFilesError with every problem of every file at once
 */
export function loadParks(dir: string): { parks: Park[]; warnings: string[] } {
  if (!existsSync(dir)) throw new ParkFilesError([`${dir}: no such folder`]);
  const names = parkFiles(dir);
  if (names.length === 0) throw new ParkFilesError([`${dir}: holds no .yaml file`]);
  const files = names.map(readPark);
  const problems = [...files.flatMap((file) => file.problems), ...checkTogether(files)];
  if (problems.length > 0) throw new ParkFilesError(problems);
  return {
    parks: files.flatMap(({ park }) => park ?? []),
    warnings: files.flatMap(({ park, write }) => (park === null ? [] : warnPark(park).map(write))),
  };
}
