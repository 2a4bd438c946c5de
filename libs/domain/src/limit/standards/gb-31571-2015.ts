import { ALL_BASES, combine, type Standard, table, variant } from '../standard';

const COLUMNS = ['T1-direct', 'T1-indirect', 'T2-direct', 'T2-indirect'];

/** Tables 1 and 2, main outlet. */
const main = table(COLUMNS, 'main', [
  ['w01001', '6-9', '-', '6-9', '-'],
  ['w01012', '70', '-', '50', '-'],
  ['w01018', '60', '-', '50', '-'],
  ['w01017', '20', '-', '10', '-'],
  ['w21003', '8.0', '-', '5.0', '-'],
  ['w21001', '40', '-', '30', '-'],
  ['w21011', '1.0', '-', '0.5', '-'],
  ['w01020', '20', '-', '15', '-'],
  ['w22001', '5.0', '20', '3.0', '15'],
  ['w21019', '1.0', '1.0', '0.5', '1.0'],
  ['w21017', '10', '20', '8.0', '15'],
  ['w23002', '0.5', '0.5', '0.3', '0.5'],
  ['w20101', '1.0'],
  ['w20122', '0.5'],
  ['w20123', '2.0'],
  ['w21016', '0.5', '0.5', '0.3', '0.5'],
  ['w99002', '1.0', '5.0', '1.0', '5.0'],
]);

/** Tables 1 and 2, outlet of the workshop or production facility. */
const workshop = table(COLUMNS, 'workshop', [
  ['w25043', '0.00003'],
  ['w20120', '1.0'],
  ['w20115', '0.1'],
  ['w20119', '0.5'],
  ['w20121', '1.0'],
  ['w20111', '0.05'],
  ['w20113', 'nd'],
  ['w20116', '1.5'],
  ['w20117', '0.5'],
]);

/**
 * Table 3: organic pollutants of which the enterprise selects those that it can emit, so a column of its own. Left out
 * for want of an HJ 525 code: dibromochloromethane, bromodichloromethane, 1,1,1-trichloroethane, pentachloropropane,
 * dibromoethylene, each xylene apart, nitrobenzenes as a group, PAH, PCB, glutaraldehyde, bisphenol A, beta-naphthol,
 * anisole, acrylic, chloroacetic and naphthenic acids, diethyl and dioctyl phthalate, DEHA, dioxins.
 */
const organic = table(['T3'], 'main', [
  ['w24003', '0.2'],
  ['w24017', '0.3'],
  ['w24004', '0.3'],
  ['w24009', '1'],
  ['w24024', '0.02'],
  ['w24046', '0.05'],
  ['w24047', '0.3'],
  ['w24048', '0.5'],
  ['w24049', '0.3'],
  ['w24050', '0.1'],
  ['w24062', '0.02'],
  ['w24064', '0.006'],
  ['w25002', '0.1'],
  ['w25003', '0.1'],
  ['w25004', '0.4'],
  ['w25038', '0.2'],
  ['w25010', '0.2'],
  ['w25011', '0.4'],
  ['w25013', '0.4'],
  ['w25014', '0.2'],
  ['w25016', '0.2'],
  ['w25034', '2'],
  ['w31001', '1'],
  ['w31002', '0.5'],
  ['w31004', '1'],
  ['w31003', '0.1'],
  ['w23020', '0.6'],
  ['w23022', '0.6'],
  ['w99010', '2'],
  ['w32003', '0.01'],
  ['w29002', '0.1'],
  ['w26001', '0.5'],
  ['w26048', '0.005'],
  ['w21009', '0.1'],
  ['w25052', '2'],
  ['w24005', '0.03'],
  ['w20047', '0.001'],
]);

const all = combine(main, workshop);

/** Petrochemical industry. `note-a`: acrylonitrile, caprolactam, PTA and the other processes of Table 1 note a. */
export const gb31571: Standard = {
  id: 'GB 31571-2015',
  zh: '石油化学工业污染物排放标准',
  en: 'Emission standard of pollutants for petroleum chemistry industry',
  basis: ALL_BASES,
  columns: combine(
    all,
    variant(
      all,
      'note-a',
      ['T1-direct'],
      [
        ['w01018', '100'],
        ['w01020', '30'],
      ],
    ),
    organic,
  ),
};
