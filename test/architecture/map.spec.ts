import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsTable } from '@cofferdam/config';

const root = join(__dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const folders = (...path: string[]): string[] =>
  readdirSync(join(root, ...path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => [...path, entry.name].join('/'));

test('the map names every room and every app, and no other', () => {
  const named = [...read('docs', 'map.md').matchAll(/`((?:apps|libs)\/[a-z0-9-]+)`/g)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set([...folders('apps'), ...folders('libs')]));
});

test('every decision record is linked from the list of decisions', () => {
  const records = readdirSync(join(root, 'docs', 'decisions')).filter((name) => /^\d{4}-/.test(name));
  const list = read('docs', 'decisions', 'README.md');
  expect(records.filter((name) => !list.includes(`(${name})`))).toEqual([]);
});

test("the README's settings table is the one that the schema makes", () => {
  expect(squeeze(read('README.md'))).toContain(squeeze(settingsTable()));
});

test("the README's commands are scripts of the package", () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const commands = [...read('README.md').matchAll(/npm (?:run (?:-s )?)?([a-z0-9:]+)/g)].map(([, name]) => name ?? '');
  expect(commands.filter((name) => !(name in scripts) && name !== 'ci')).toEqual([]);
});

/** The formatter pads table cells. */
const squeeze = (text: string): string =>
  text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').replaceAll('| --- ', '|---').replaceAll('|--- |', '|---|');
