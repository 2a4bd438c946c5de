import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { standards } from './registry';
import { table } from './standard';

test('the registry holds every file of the folder', () => {
  const files = readdirSync(join(__dirname, 'standards')).map((name) => name.replace(/\.ts$/, ''));
  const ids = [...standards.keys()].map((id) => id.toLowerCase().replace(' ', '-'));
  expect(ids.sort()).toEqual(files.sort());
});

test.each([
  // GB 8978-1996: Tables 1 and 4
  ['GB 8978-1996', 'T4-1', 'w20111', { where: 'workshop', max: 0.05 }],
  ['GB 8978-1996', 'T4-3', 'w20117', { where: 'workshop', max: 0.5 }],
  ['GB 8978-1996', 'T4-2', 'w25043', { where: 'workshop', max: 0.00003 }],
  ['GB 8978-1996', 'T4-1', 'w20113', { where: 'workshop', notDetectedAbove: 0.00001 }],
  ['GB 8978-1996', 'T4-1', 'w01018', { where: 'main', max: 100 }],
  ['GB 8978-1996', 'T4-2', 'w01018', { max: 150 }],
  ['GB 8978-1996', 'T4-1-petrochemical', 'w01018', { max: 60 }],
  ['GB 8978-1996', 'T4-3-pharmaceutical', 'w01018', { max: 1000 }],
  ['GB 8978-1996', 'T4-2-dye', 'w01018', { max: 200 }],
  ['GB 8978-1996', 'T4-2-dye', 'w21003', { max: 50 }],
  ['GB 8978-1996', 'T4-2-municipal', 'w01018', { max: 120 }],
  ['GB 8978-1996', 'T4-2-municipal', 'w21003', { max: 25 }],
  ['GB 8978-1996', 'T4-3', 'w21003', undefined],
  ['GB 8978-1996', 'T4-2-dye', 'w20120', { where: 'workshop', max: 1, decimals: 1 }],
  ['GB 8978-1996', 'T4-3', 'w22001', { max: 20 }],
  ['GB 8978-1996', 'T4-3', 'w99002', { max: 8 }],
  // GB 18918-2002: Tables 1 to 3
  ['GB 18918-2002', '1A', 'w01018', { where: 'main', max: 50, decimals: 0 }],
  ['GB 18918-2002', '1A', 'w21003', { max: 5, maxCold: 8 }],
  ['GB 18918-2002', '1B', 'w21003', { max: 8, maxCold: 15 }],
  ['GB 18918-2002', '2', 'w21003', { max: 25, maxCold: 30 }],
  ['GB 18918-2002', '3', 'w21003', undefined],
  ['GB 18918-2002', '1A', 'w21011', { max: 0.5 }],
  ['GB 18918-2002', '1A-before-2006', 'w21011', { max: 1 }],
  ['GB 18918-2002', '1A-before-2006', 'w01018', { max: 50 }],
  ['GB 18918-2002', '1B', 'w02003', { max: 10_000 }],
  ['GB 18918-2002', '3', 'w20111', { where: 'main', max: 0.001 }],
  ['GB 18918-2002', 'T3', 'w20121', { max: 0.05 }],
  ['GB 18918-2002', '1A', 'w20121', undefined],
  // GB 31571-2015: Tables 1 to 3
  ['GB 31571-2015', 'T1-direct', 'w01018', { where: 'main', max: 60 }],
  ['GB 31571-2015', 'T1-direct-note-a', 'w01018', { max: 100 }],
  ['GB 31571-2015', 'T1-direct-note-a', 'w01020', { max: 30 }],
  ['GB 31571-2015', 'T2-direct', 'w01018', { max: 50 }],
  ['GB 31571-2015', 'T1-indirect', 'w01018', undefined],
  ['GB 31571-2015', 'T1-direct', 'w21003', { max: 8, decimals: 1 }],
  ['GB 31571-2015', 'T1-indirect', 'w22001', { max: 20 }],
  ['GB 31571-2015', 'T2-indirect', 'w21017', { max: 15 }],
  ['GB 31571-2015', 'T2-direct', 'w01001', { min: 6, max: 9, decimals: 1 }],
  ['GB 31571-2015', 'T2-indirect', 'w20117', { where: 'workshop', max: 0.5 }],
  ['GB 31571-2015', 'T3', 'w25002', { max: 0.1 }],
  ['GB 31571-2015', 'T3', 'w24064', { max: 0.006 }],
  ['GB 31571-2015', 'T3', 'w20047', { max: 0.001 }],
  // GB 31572-2015: Tables 1 and 2
  ['GB 31572-2015', 'T1-direct', 'w01012', { max: 30 }],
  ['GB 31572-2015', 'T2-direct', 'w21001', { max: 15 }],
  ['GB 31572-2015', 'T1-indirect', 'w25038', { max: 0.6 }],
  ['GB 31572-2015', 'T2-indirect', 'w31001', { max: 2 }],
  ['GB 31572-2015', 'T2-direct', 'w20119', { where: 'workshop', max: 0.5 }],
  // GB 31573-2015: Tables 1 and 2
  ['GB 31573-2015', 'T1-indirect', 'w01018', { max: 200 }],
  ['GB 31573-2015', 'T2-direct', 'w01018', { max: 40 }],
  ['GB 31573-2015', 'T1-direct', 'w21001', { max: 20 }],
  ['GB 31573-2015', 'T1-direct-cyanides', 'w21001', { max: 30 }],
  ['GB 31573-2015', 'T1-direct', 'w20117', { where: 'workshop', max: 0.1 }],
  ['GB 31573-2015', 'T2-direct', 'w20116', { where: 'workshop', max: 0.5 }],
  ['GB 31573-2015', 'T2-direct-chromium', 'w20116', { where: 'workshop', max: 1 }],
  ['GB 31573-2015', 'T2-direct-chromium', 'w20117', { where: 'workshop', max: 0.1 }],
  ['GB 31573-2015', 'T1-direct', 'w20089', { where: 'workshop', max: 0.005 }],
  ['GB 31573-2015', 'T2-indirect', 'w20012', { where: 'main', max: 2 }],
  // GB 3838-2002: Tables 1 to 3
  ['GB 3838-2002', 'I', 'w01009', { min: 7.5 }],
  ['GB 3838-2002', 'III', 'w01009', { min: 5 }],
  ['GB 3838-2002', 'III', 'w01018', { max: 20 }],
  ['GB 3838-2002', 'I', 'w21003', { max: 0.15 }],
  ['GB 3838-2002', 'III', 'w21011', { max: 0.2 }],
  ['GB 3838-2002', 'III-lake', 'w21011', { max: 0.05 }],
  ['GB 3838-2002', 'III-lake', 'w21001', { max: 1 }],
  ['GB 3838-2002', 'III', 'w21001', undefined],
  ['GB 3838-2002', 'V', 'w20142', { max: 0.001 }],
  ['GB 3838-2002', 'II', 'w20111', { max: 0.00005 }],
  ['GB 3838-2002', 'T2', 'w21022', { max: 250 }],
  ['GB 3838-2002', 'T3', 'w24004', { max: 0.06 }],
  ['GB 3838-2002', 'T3', 'w25043', { max: 0.0000028 }],
  ['GB 3838-2002', 'T3', 'w20089', { max: 0.0001 }],
])('%s %s %s', (id, column, factor, limit) => {
  const found = standards.get(id)?.columns[column]?.[factor];
  if (limit === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(limit);
});

test('only GB 18918 says which means it limits', () => {
  const limited = [...standards.values()].filter(({ basis }) => basis.length < 3).map(({ id, basis }) => [id, basis]);
  expect(limited).toEqual([['GB 18918-2002', ['day']]]);
});

test('a table that cannot be read stops at once', () => {
  expect(() => table(['a', 'b', 'c'], 'main', [['w01018', '1', '2']])).toThrow('w01018: 2 cells');
  expect(() => table(['a'], 'main', [['w01018', 'many']])).toThrow('not a number');
});
