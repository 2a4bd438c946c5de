import { ALL_BASES, combine, type Standard, table, variant } from '../standard';

const GRADES = ['T4-1', 'T4-2', 'T4-3'];

/** Table 1: first-class pollutants, any grade, at the workshop's outlet. */
const class1 = table(GRADES, 'workshop', [
  ['w20111', '0.05'],
  ['w20113', 'nd'],
  ['w20115', '0.1'],
  ['w20116', '1.5'],
  ['w20117', '0.5'],
  ['w20119', '0.5'],
  ['w20120', '1.0'],
  ['w20121', '1.0'],
  ['w25043', '0.00003'],
  ['w20127', '0.005'],
  ['w20126', '0.5'],
  ['w03001', '1'],
  ['w03002', '10'],
]);

/**
 * Table 4: units built from 1998-01-01, grades 1 to 3, "other units" where the table tells trades apart. Left out for
 * want of an HJ 525 code: animal and vegetable oil, nitrobenzenes as a group, each xylene apart, p-chloronitrobenzene,
 * phenol, m-cresol, dioctyl phthalate. "Phosphate as P" is measured as total phosphorus.
 */
const class2 = table(GRADES, 'main', [
  ['w01001', '6-9'],
  ['w01002', '50', '80', '-'],
  ['w01012', '70', '150', '400'],
  ['w01017', '20', '30', '300'],
  ['w01018', '100', '150', '500'],
  ['w22001', '5', '10', '20'],
  ['w23002', '0.5', '0.5', '2.0'],
  ['w21016', '0.5', '0.5', '1.0'],
  ['w21019', '1.0'],
  ['w21003', '15', '25', '-'],
  ['w21017', '10', '10', '20'],
  ['w21011', '0.5', '1.0', '-'],
  ['w31001', '1.0', '2.0', '5.0'],
  ['w26001', '1.0', '2.0', '5.0'],
  ['w19002', '5.0', '10', '20'],
  ['w20122', '0.5', '1.0', '2.0'],
  ['w20123', '2.0', '5.0', '5.0'],
  ['w20124', '2.0', '2.0', '5.0'],
  ['w20128', '0.1', '0.2', '0.5'],
  ['w99002', '1.0', '5.0', '8.0'],
  ['w24004', '0.3', '0.6', '1.0'],
  ['w24005', '0.03', '0.06', '0.5'],
  ['w24049', '0.3', '0.6', '1.0'],
  ['w24050', '0.1', '0.2', '0.5'],
  ['w25002', '0.1', '0.2', '0.5'],
  ['w25003', '0.1', '0.2', '0.5'],
  ['w25004', '0.4', '0.6', '1.0'],
  ['w25010', '0.2', '0.4', '1.0'],
  [['w25011', 'w25013'], '0.4', '0.6', '1.0'],
  ['w25022', '0.5', '1.0', '5.0'],
  [['w23020', 'w23022'], '0.6', '0.8', '1.0'],
  ['w29002', '0.2', '0.4', '2.0'],
  ['w99010', '2.0', '5.0', '5.0'],
  ['w01020', '20', '30', '-'],
]);

const other = combine(class1, class2);
const AMMONIA_OF_CHEMISTRY = ['w21003', '15', '50', '-'] as const;

/** Integrated wastewater discharge standard. Grade 1: into class III waters, 2: class IV and V, 3: to a sewer. */
export const gb8978: Standard = {
  id: 'GB 8978-1996',
  zh: '污水综合排放标准',
  en: 'Integrated wastewater discharge standard',
  basis: ALL_BASES,
  columns: combine(
    other,
    variant(other, 'petrochemical', GRADES, [['w01018', '60', '120', '500'], AMMONIA_OF_CHEMISTRY]),
    variant(other, 'pharmaceutical', GRADES, [['w01018', '100', '300', '1000'], AMMONIA_OF_CHEMISTRY]),
    variant(other, 'dye', GRADES, [['w01018', '100', '200', '1000'], AMMONIA_OF_CHEMISTRY]),
    variant(other, 'municipal', GRADES.slice(0, 2), [['w01018', '60', '120']]),
  ),
};
