import type { Row } from '../row';

/**
 * Metals and metalloids (HJ 525 class w20). HJ 212-2017 lets Hg, Cd, Cr6+, As, Pb, Be and Se be sent in ug/L, alkyl
 * mercury and thallium in ng/L; many loggers send mg/L all the same, which their monitor's `unit` must say.
 * w20138 to w20144 are the surface-water codes of the same elements.
 */
export const metal: readonly Row[] = [
  ['w20002', null, '铝', 'aluminium', 'mg/L', 3, 1000],
  ['w20004', null, '锑', 'antimony', 'mg/L', 4, 100, 'T'],
  ['w20012', '039', '钡', 'barium', 'mg/L', 3, 1000],
  ['w20023', '037', '硼', 'boron', 'mg/L', 3, 1000],
  ['w20038', '040', '钴', 'cobalt', 'mg/L', 4, 100],
  ['w20047', null, '四乙基铅', 'tetraethyl lead', 'mg/L', 5, 10, 'T'],
  ['w20061', '038', '钼', 'molybdenum', 'mg/L', 4, 100],
  ['w20089', '041', '铊', 'thallium', 'ng/L', 0, 1, 'T'],
  ['w20092', '036', '锡', 'tin', 'mg/L', 1, 1000],
  ['w20095', null, '钛', 'titanium', 'mg/L', 3, 1000],
  ['w20101', null, '钒', 'vanadium', 'mg/L', 3, 100],
  ['w20111', '020', '总汞', 'total mercury', 'ug/L', 2, 5, 'I'],
  ['w20113', '021', '烷基汞', 'alkyl mercury', 'ng/L', 0, 0.1, 'I'],
  ['w20115', '022', '总镉', 'total cadmium', 'ug/L', 1, 10, 'I'],
  ['w20116', '023', '总铬', 'total chromium', 'mg/L', 3, 500, 'I'],
  ['w20117', '024', '六价铬', 'hexavalent chromium', 'ug/L', 3, 50, 'I'],
  ['w20119', '026', '总砷', 'total arsenic', 'ug/L', 3, 50, 'I'],
  ['w20120', '027', '总铅', 'total lead', 'ug/L', 0, 100, 'I'],
  ['w20121', '028', '总镍', 'total nickel', 'mg/L', 2, 500, 'I'],
  ['w20122', '029', '总铜', 'total copper', 'mg/L', 2, 500],
  ['w20123', '030', '总锌', 'total zinc', 'mg/L', 3, 500],
  ['w20124', '031', '总锰', 'total manganese', 'mg/L', 3, 500],
  ['w20125', '032', '总铁', 'total iron', 'mg/L', 3, 1000],
  ['w20126', '033', '总银', 'total silver', 'mg/L', 3, 50, 'I'],
  ['w20127', '034', '总铍', 'total beryllium', 'ug/L', 3, 1, 'I'],
  ['w20128', '035', '总硒', 'total selenium', 'ug/L', 2, 50],
  ['w20138', null, '铜', 'copper', 'mg/L', 3, 100],
  ['w20139', null, '锌', 'zinc', 'mg/L', 3, 100],
  ['w20140', null, '硒', 'selenium', 'mg/L', 3, 10],
  ['w20141', null, '砷', 'arsenic', 'mg/L', 3, 10, 'I'],
  ['w20142', null, '汞', 'mercury', 'ug/L', 3, 1, 'I'],
  ['w20143', null, '镉', 'cadmium', 'ug/L', 3, 5, 'I'],
  ['w20144', null, '铅', 'lead', 'mg/L', 3, 10, 'I'],
];
