import { ALL_BASES, combine, type Standard, table } from '../standard';

const COLUMNS = ['T1-direct', 'T1-indirect', 'T2-direct', 'T2-indirect'];

/**
 * Tables 1 and 2, main outlet. Items below AOX bind the resins that the standard names with them: monitor those that
 * the enterprise makes. Left out for want of an HJ 525 code: phenol, bisphenol A, acrylic acid.
 */
const main = table(COLUMNS, 'main', [
  ['w01001', '6-9', '-', '6-9', '-'],
  ['w01012', '30', '-', '20', '-'],
  ['w01018', '60', '-', '50', '-'],
  ['w01017', '20', '-', '10', '-'],
  ['w21003', '8.0', '-', '5.0', '-'],
  ['w21001', '40', '-', '15', '-'],
  ['w21011', '1.0', '-', '0.5', '-'],
  ['w01020', '20', '-', '15', '-'],
  ['w99002', '1.0', '5.0', '1.0', '5.0'],
  ['w25038', '0.3', '0.6', '0.1', '0.2'],
  ['w99010', '2.0'],
  ['w24024', '0.02'],
  ['w31001', '1.0', '5.0', '1.0', '2.0'],
  ['w31002', '0.5', '1.0', '0.5', '0.5'],
  ['w21017', '10', '20', '8.0', '15'],
  ['w21016', '0.5', '0.5', '0.3', '0.5'],
  ['w25002', '0.1', '0.2', '0.1', '0.1'],
  ['w25003', '0.1', '0.2', '0.1', '0.1'],
  ['w25004', '0.4', '0.6', '0.2', '0.4'],
  ['w25010', '0.2', '0.4', '0.2', '0.2'],
  ['w25013', '0.4'],
  ['w24003', '0.2'],
]);

/** Tables 1 and 2, outlet of the workshop or production facility. */
const workshop = table(COLUMNS, 'workshop', [
  ['w20120', '1.0'],
  ['w20115', '0.1'],
  ['w20119', '0.5'],
  ['w20121', '1.0'],
  ['w20111', '0.05'],
  ['w20113', 'nd'],
  ['w20116', '1.5'],
  ['w20117', '0.5'],
]);

/** Synthetic resin industry. */
export const gb31572: Standard = {
  id: 'GB 31572-2015',
  zh: '合成树脂工业污染物排放标准',
  en: 'Emission standard of pollutants for synthetic resin industry',
  basis: ALL_BASES,
  columns: combine(main, workshop),
};
