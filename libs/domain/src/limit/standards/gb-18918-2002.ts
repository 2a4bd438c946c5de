import { combine, type Standard, table, variant } from '../standard';

const GRADES = ['1A', '1B', '2', '3'];

/** Table 1; left out for want of an HJ 525 code: animal and vegetable oil. TP for plants built from 2006-01-01. */
const basic = table(GRADES, 'main', [
  ['w01018', '50', '60', '100', '120'],
  ['w01017', '10', '20', '30', '60'],
  ['w01012', '10', '20', '30', '50'],
  ['w22001', '1', '3', '5', '15'],
  ['w19002', '0.5', '1', '2', '5'],
  ['w21001', '15', '20', '-', '-'],
  ['w21003', '5(8)', '8(15)', '25(30)', '-'],
  ['w21011', '0.5', '1', '3', '5'],
  ['w01002', '30', '30', '40', '50'],
  ['w01001', '6-9'],
  ['w02003', '1000', '10000', '10000', '-'],
]);

/** Table 2: first-class pollutants, every grade; at a treatment plant they are judged where it discharges. */
const class1 = table(GRADES, 'main', [
  ['w20111', '0.001'],
  ['w20113', 'nd'],
  ['w20115', '0.01'],
  ['w20116', '0.1'],
  ['w20117', '0.05'],
  ['w20119', '0.1'],
  ['w20120', '0.1'],
]);

/**
 * Table 3: those that the authority selects, so a column of its own. Left out for want of an HJ 525 code:
 * nitro-compounds as a group, each xylene apart, phenol.
 */
const selected = table(['T3'], 'main', [
  ['w20121', '0.05'],
  ['w20127', '0.002'],
  ['w20126', '0.1'],
  ['w20122', '0.5'],
  ['w20123', '1.0'],
  ['w20124', '2.0'],
  ['w20128', '0.1'],
  ['w25043', '0.00003'],
  ['w23002', '0.5'],
  ['w21016', '0.5'],
  ['w21019', '1.0'],
  ['w31001', '1.0'],
  ['w26001', '0.5'],
  ['w24004', '0.3'],
  ['w24005', '0.03'],
  ['w24049', '0.3'],
  ['w24050', '0.1'],
  ['w25002', '0.1'],
  ['w25003', '0.1'],
  ['w25004', '0.4'],
  ['w25010', '0.3'],
  ['w25013', '0.4'],
  ['w25011', '1.0'],
  ['w99010', '2.0'],
  ['w99002', '1.0'],
]);

const all = combine(basic, class1);

/** Municipal treatment plants, and the usual benchmark of a park's plant. Daily means (4.1.4.2). */
export const gb18918: Standard = {
  id: 'GB 18918-2002',
  zh: '城镇污水处理厂污染物排放标准',
  en: 'Discharge standard of pollutants for municipal wastewater treatment plants',
  basis: ['day'],
  columns: combine(
    all,
    variant(all, 'before-2006', ['1A', '1B', '2', '3'], [['w21011', '1', '1.5', '3', '5']]),
    selected,
  ),
};
