import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limitAt } from '@cofferdam/domain';
import { loadParks, ParkFilesError } from './load';

const GOOD = `id: one
name: { zh: 一号园区, en: One }
outlets:
  - id: one-main
    name: { zh: 总排口, en: Main }
    kind: enterprise-main
    standards:
      - { id: GB 31571-2015, column: T2-direct }
    limits:
      - { factor: w21003, max: 8.0, source: permit }
    monitors:
      - id: AA01
        interval: 10
        factors: { w01018: {}, w21003: {} }
rules:
  - { kind: limit, id: cod, factors: [w01018] }
  - { kind: silence, id: silence }
`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'parks-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const write = (files: Record<string, string>) =>
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(dir, name), text));

/** Problems of the folder's files, without the folder. */
function problemsOf(files: Record<string, string>): string[] {
  write(files);
  try {
    loadParks(dir);
  } catch (error) {
    if (error instanceof ParkFilesError) return error.problems.map((line) => line.replace(`${dir}/`, ''));
    throw error;
  }
  return [];
}

const change = (...pairs: [from: string, to: string][]): string =>
  pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`not in the example: ${from}`);
    return text.replace(from, to);
  }, GOOD);

test('a folder of parks, each file one, in the order of their names', () => {
  write({
    'b.yaml': GOOD,
    'a.yml': change(['id: one\n', 'id: two\n'], ['one-main', 'two-main'], ['AA01', 'BB01']),
    'notes.txt': 'no park',
    '.hidden.yaml': 'no park',
  });
  const { parks } = loadParks(dir);
  expect(parks.map(({ id, timezone }) => [id, timezone])).toEqual([
    ['two', 'Asia/Shanghai'],
    ['one', 'Asia/Shanghai'],
  ]);
});

test('a limit is judged to the digits that it is written with', () => {
  write({ 'a.yaml': GOOD });
  const outlet = loadParks(dir).parks[0]?.outlets[0];
  expect(outlet?.limits[0]).toMatchObject({ max: 8, decimals: 1 });
  expect(outlet && limitAt(outlet, 'w21003', 'instant', 0, 'UTC')?.decimals).toBe(1);
});

test.each<[string, [from: string, to: string][], RegExp]>([
  [
    'rule kind',
    [['kind: silence', 'kind: silense']],
    /^a\.yaml:17:7 rules\[1\]\.kind: unknown rule kind "silense"; known are silence, limit$/,
  ],
  [
    'no rule kind',
    [['kind: silence, ', '']],
    /^a\.yaml:17:\d+ rules\[1\]\.kind: is missing; known are limit, silence$/,
  ],
  [
    'pollutant',
    [['[w01018]', '[w01081]']],
    /^a\.yaml:16:\d+ rules\[0\]\.factors\[0\]: unknown pollutant "w01081"; nearest are w01/,
  ],
  [
    'monitored pollutant',
    [['w01018: {}', 'w01018: {}, w91018: {}']],
    /^a\.yaml:14:32 outlets\[0\]\.monitors\[0\]\.factors\.w91018: unknown pollutant/,
  ],
  [
    'standard',
    [['GB 31571-2015', 'GB 31571']],
    /^a\.yaml:8:11 outlets\[0\]\.standards\[0\]\.id: unknown standard "GB 31571"; known are GB 31571-2015/,
  ],
  [
    'column',
    [['T2-direct', 'T2-dirct']],
    /^a\.yaml:8:30 outlets\[0\]\.standards\[0\]\.column: unknown column "T2-dirct" of GB 31571-2015; known are T2-direct/,
  ],
  [
    'number',
    [['max: 8.0', 'max: eight']],
    /^a\.yaml:10:27 outlets\[0\]\.limits\[0\]\.max: Invalid input: expected number/,
  ],
  [
    'missing',
    [['        interval: 10\n', '']],
    /^a\.yaml:12:9 outlets\[0\]\.monitors\[0\]\.interval: is missing \(number\)$/,
  ],
  [
    'unknown key',
    [['interval: 10', 'interval: 10\n        intervall: 9']],
    /^a\.yaml:14:9 outlets\[0\]\.monitors\[0\]\.intervall: unknown key$/,
  ],
  [
    'outlet kind',
    [['enterprise-main', 'enterprise']],
    /outlets\[0\]\.kind: unknown word "enterprise"; known are enterprise-main/,
  ],
  [
    'time zone',
    [['outlets:', 'timezone: Mars/Base\noutlets:']],
    /^a\.yaml:3:1 timezone: unknown time zone "Mars\/Base"$/,
  ],
  ['days', [['max: 8.0', 'max: 8.0, from: 2026-02-01, to: 2026-01-01']], /limits\[0\]\.to: ends on 2026-01-01, before/],
  [
    'enterprise',
    [['kind: enterprise-main', 'kind: enterprise-main\n    enterprise: nobody']],
    /^a\.yaml:7:5 outlets\[0\]\.enterprise: unknown enterprise "nobody"/,
  ],
  [
    'outlet of a rule',
    [['factors: [w01018]', 'factors: [w01018], outlets: [main]']],
    /rules\[0\]\.outlets\[0\]: unknown outlet "main"; known are one-main/,
  ],
  ['key of a map', [['w01018: {}', 'COD: {}']], /outlets\[0\]\.monitors\[0\]\.factors\.COD: /],
])('one problem, in place: %s', (_, pairs, expected) => {
  const problems = problemsOf({ 'a.yaml': change(...pairs) });
  expect(problems.filter((line) => expected.test(line))).toHaveLength(1);
});

test('what is odd but can be meant is told in place, and stops nothing', () => {
  const pond =
    'walls:\n  - { id: pond, name: { zh: 池, en: Pond }, kind: pond, tier: park, volume: 5, demand: { units: [{ id: a, spill: 6 }] } }\n';
  write({ 'a.yaml': change(['outlets:', `${pond}outlets:`]) });
  const { parks, warnings } = loadParks(dir);
  expect(parks).toHaveLength(1);
  expect(warnings.map((line) => line.replace(`${dir}/`, ''))).toEqual([
    expect.stringMatching(/^a\.yaml:1:1 desks: no desk that can be reached at the tiers unit, enterprise, park, basin/),
    expect.stringMatching(/^a\.yaml:4:\d+ walls\[0\]\.volume: 5 m3 are less than its demand, 6 m3$/),
  ]);
});

test('a member that cannot be read is not missed by the shifts', () => {
  const desk = (user: string) =>
    `desks:\n  - id: d\n    name: { zh: 台, en: Desk }\n    tier: park\n    members: [{ user: ${user} }]\n` +
    "    shifts: [{ id: s, name: { zh: 班, en: Day }, from: '08:00', to: '20:00', members: [ann] }]\noutlets:";
  expect(problemsOf({ 'a.yaml': change(['outlets:', desk('5')]) })).toEqual([
    expect.stringMatching(/^a\.yaml:7:\d+ desks\[0\]\.members\[0\]\.user: Invalid input/),
  ]);
  expect(problemsOf({ 'a.yaml': change(['outlets:', desk('bo')]) })).toEqual([
    expect.stringMatching(
      /^a\.yaml:8:\d+ desks\[0\]\.shifts\[0\]\.members\[0\]: unknown member of this desk "ann"; known are bo$/,
    ),
  ]);
});

test('all problems of all files come at once, whatever finds them', () => {
  const broken = change(
    ['kind: silence', 'kind: silense'],
    ['T2-direct', 'T9'],
    ['max: 8.0', 'max: eight'],
    ['w21003: {}', 'w99999: {}'],
  );
  const problems = problemsOf({ 'a.yaml': broken, 'b.yaml': 'id: [', 'c.yaml': change(['id: one\n', 'id: three\n']) });
  const about = (part: string) => problems.filter((line) => line.includes(part));
  expect(about('a.yaml:17')).toHaveLength(1);
  expect(about('unknown column "T9"')).toHaveLength(1);
  expect(about('limits[0].max')).toHaveLength(1);
  expect(about('unknown pollutant "w99999"')).toHaveLength(1);
  expect(about('b.yaml:1')).not.toHaveLength(0);
  expect(about('c.yaml:12:9 outlets[0].monitors[0].id: monitor "AA01" is already used by park "one"')).toHaveLength(1);
});

test('what cannot be read is not reported a second time by those who refer to it', () => {
  const problems = problemsOf({ 'a.yaml': change(['        interval: 10\n', ''], ['T2-direct', 'T9']) });
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain('monitored nowhere');
});

test('places stay right behind a part that cannot be read', () => {
  const problems = problemsOf({
    'a.yaml': change([
      '      - { factor: w21003, max: 8.0, source: permit }\n',
      '      - { factor: w21003, source: permit }\n      - { factor: w00404, max: 1, source: permit }\n',
    ]),
  });
  expect(problems).toEqual([
    expect.stringContaining('a.yaml:10:9 outlets[0].limits[0]: needs max, min or notDetectedAbove'),
    expect.stringContaining('a.yaml:11:11 outlets[0].limits[1].factor: unknown pollutant "w00404"'),
  ]);
});

test('a file that is nothing like a park', () => {
  expect(problemsOf({ 'a.yaml': '- 1\n' })).toEqual([expect.stringMatching(/^a\.yaml:1:1 .*object/)]);
  expect(problemsOf({ 'a.yaml': '' })).toEqual([expect.stringMatching(/^a\.yaml:1:1 /)]);
  expect(problemsOf({ 'a.yaml': 'id: a\nid: b\n' })).toEqual([expect.stringMatching(/^a\.yaml:2:1 .*unique/)]);
});

test('aliases are refused before they can grow', () => {
  const bomb = 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n';
  expect(problemsOf({ 'a.yaml': bomb })[0]).toMatch(/^a\.yaml:2:8 alias \*a is not allowed here$/);
});

test('a file of unusual size is not read', () => {
  expect(problemsOf({ 'a.yaml': `${GOOD}# ${'x'.repeat(1024 * 1024)}\n` })).toEqual([
    expect.stringMatching(/^a\.yaml:1:1 is too large: \d+ bytes, at most 1048576$/),
  ]);
});

test('a folder in place of a file, an empty folder, no folder', () => {
  mkdirSync(join(dir, 'a.yaml'));
  expect(problemsOf({})).toEqual(['a.yaml:1:1 is no file']);
  rmSync(join(dir, 'a.yaml'), { recursive: true });
  expect(() => loadParks(dir)).toThrow('holds no .yaml file');
  expect(() => loadParks(join(dir, 'none'))).toThrow('no such folder');
});
