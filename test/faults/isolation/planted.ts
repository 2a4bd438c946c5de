import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');
/** What a test needs of the tree; built programs are not copied, so only tests that compile what they run can be asked. */
const COPIED = ['apps', 'deploy', 'docs', 'libs', 'parks', 'scenarios', 'scripts', 'test'];
const FILES = ['jest.config.cjs', 'nest-cli.json', 'package.json', 'tsconfig.json'];
const TEST_MS = 180_000;
/** All of one kind in one run. */
const TESTS_MS = 900_000;

/** A rule or place of isolation, the code that keeps it, that code broken, and the test that has to see it. */
export interface Planted {
  /** `I4`, or the name of the place. */
  readonly rule: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly project: 'unit' | 'integration';
  /** Path of the test, and what its name begins with. */
  readonly test: string;
  readonly name?: string;
}

type Test = Pick<Planted, 'project' | 'test' | 'name'>;

/** A test beside the code: the end of its path, and what its name begins with. */
export const unit = (path: string, name: string) => ({ project: 'unit', test: `${path}\\.spec`, name }) as const;
/** A test on real services. */
export const integration = (path: string, name: string) =>
  ({ project: 'integration', test: `test/integration/${path}\\.spec`, name }) as const;

export type Verdict = 'seen' | 'NOT SEEN' | 'NOT FOUND';

/** A copy of the tree, in which code may be broken while the real one stays whole. */
export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'cofferdam-isolation-'));

  constructor() {
    for (const name of COPIED) cpSync(join(ROOT, name), join(this.folder, name), { recursive: true });
    for (const name of FILES) cpSync(join(ROOT, name), join(this.folder, name));
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Breaks the code, runs the test, and mends the code. `seen`: the test failed, as it must. */
  async plant({ file, find, replace, ...about }: Planted): Promise<Verdict> {
    const path = join(this.folder, file);
    const whole = readFileSync(path, 'utf8');
    if (whole.split(find).length !== 2) return 'NOT FOUND';
    writeFileSync(
      path,
      whole.replace(find, () => replace),
    );
    try {
      return (await this.passes(about)) ? 'NOT SEEN' : 'seen';
    } finally {
      writeFileSync(path, whole);
    }
  }

  /** Whether the test passes on the tree as it stands. A test that does not run has not passed. */
  passes({ project, test, name }: Test, within = TEST_MS): Promise<boolean> {
    const jest = join(ROOT, 'node_modules', '.bin', 'jest');
    const args = ['--selectProjects', project, '--testPathPatterns', test, '--runInBand', '--forceExit'];
    const all = [jest, ...args, ...(name === undefined ? [] : ['-t', `^${name}`])];
    const env = { ...process.env };
    delete env['MEASURE'];
    return new Promise((resolve) => {
      execFile(process.execPath, all, { cwd: this.folder, env, timeout: within }, (error) => resolve(error === null));
    });
  }

  /** Of these tests those that fail on the tree as it stands: all in one run, each by itself where that fails. */
  async failing(tests: readonly Test[]): Promise<string[]> {
    const [first] = tests;
    const files = [...new Set(tests.map(({ test }) => test))];
    if (first === undefined || (await this.passes({ project: first.project, test: files.join('|') }, TESTS_MS)))
      return [];
    const failing: string[] = [];
    for (const test of files) if (!(await this.passes({ project: first.project, test }))) failing.push(test);
    return failing;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
