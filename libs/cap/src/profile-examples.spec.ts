import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from './rules/judge';
import { checkSchema } from './schema';

const EXAMPLES = join(__dirname, '../../../../shared/conformance/cap/profile-examples');

interface Example {
  readonly file: string;
  readonly xsd_strict: boolean;
  readonly semantic: readonly string[];
}

const expected = existsSync(EXAMPLES)
  ? (JSON.parse(readFileSync(join(EXAMPLES, 'expected.json'), 'utf8')) as Example[])
  : [];

// The examples of the profile lie beside the project, not in it; rules.spec.ts has vectors of its own.
(expected.length > 0 ? describe : describe.skip)('examples of the profile', () => {
  test.each(expected.map((example) => [example.file, example] as const))('%s', async (file, example) => {
    const xml = readFileSync(join(EXAMPLES, file));
    expect(judge(xml)).toEqual(example.semantic);
    expect((await checkSchema(xml)).valid).toBe(example.xsd_strict);
  });
});
