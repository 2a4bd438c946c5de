import { ALL_BASES, combine, type Columns, type Standard, table } from '../standard';

const COLUMNS = ['T1-direct', 'T1-indirect', 'T2-direct', 'T2-indirect'];

/**
 * Tables 1 and 2, main outlet. Metals bind the industries concerned: monitor those that the enterprise works with.
 * Left out for want of an HJ 525 code: strontium.
 */
const main = table(COLUMNS, 'main', [
  ['w01001', '6-9'],
  ['w01012', '50', '100', '30', '50'],
  ['w01018', '50', '200', '40', '50'],
  ['w21003', '10', '40', '5', '10'],
  ['w21001', '20', '60', '10', '20'],
  ['w21011', '0.5', '2', '0.5', '0.5'],
  ['w21016', '0.3', '0.5', '0.3', '0.5'],
  ['w21019', '0.5', '1', '0.5', '1'],
  ['w22001', '3', '6', '1', '3'],
  ['w21017', '6', '6', '2', '2'],
  ['w20122', '0.5'],
  ['w20123', '1'],
  ['w20124', '1'],
  ['w20012', '2'],
  ['w20038', '1'],
  ['w20061', '0.5'],
  ['w20092', '2'],
  ['w20004', '0.3'],
]);

/** Tables 1 and 2, outlet of the workshop or production facility; chromium as for Mn, Ni, Mo and Cu compounds. */
const workshop = table(COLUMNS, 'workshop', [
  ['w20119', '0.3'],
  ['w20111', '0.005'],
  ['w20115', '0.05'],
  ['w20120', '0.5'],
  ['w20117', '0.1'],
  ['w20126', '0.5'],
  ['w20116', '0.5'],
  ['w20121', '0.5'],
  ['w20089', '0.005'],
  ['w03001', '1'],
  ['w03002', '10'],
]);

const all = combine(main, workshop);
const renamed = (suffix: string, columns: readonly string[]): Columns =>
  Object.fromEntries(columns.map((column) => [`${column}-${suffix}`, all[column] ?? {}]));

/** Inorganic chemical industry. `chromium`: chlorates and chromium compounds; `cyanides`: inorganic cyanides. */
export const gb31573: Standard = {
  id: 'GB 31573-2015',
  zh: '无机化学工业污染物排放标准',
  en: 'Emission standard of pollutants for inorganic chemical industry',
  basis: ALL_BASES,
  columns: combine(
    all,
    renamed('chromium', COLUMNS),
    table(
      COLUMNS.map((column) => `${column}-chromium`),
      'workshop',
      [['w20116', '1']],
    ),
    renamed('cyanides', ['T1-direct']),
    table(['T1-direct-cyanides'], 'main', [['w21001', '30']]),
  ),
};
