import type { Row } from '../row';

/** Nitrogen, phosphorus, anions, oils (HJ 525 classes w21 and w22) and organic nitrogen. */
export const inorganic: readonly Row[] = [
  ['w21001', '065', '总氮', 'TN', 'mg/L', 2, 10_000],
  ['w21003', '060', '氨氮', 'NH3-N', 'mg/L', 2, 10_000],
  ['w21004', '062', '凯氏氮', 'Kjeldahl nitrogen', 'mg/L', 1, 10_000],
  ['w21006', '063', '亚硝酸盐', 'nitrite', 'mg/L', 3, 1000],
  ['w21007', '064', '硝酸盐', 'nitrate', 'mg/L', 3, 10_000],
  ['w21009', null, '水合肼', 'hydrazine hydrate', 'mg/L', 3, 100, 'T'],
  ['w21011', '101', '总磷', 'TP', 'mg/L', 2, 1000],
  ['w21016', '070', '氰化物', 'cyanide', 'mg/L', 3, 100, 'T'],
  ['w21017', '072', '氟化物', 'fluoride', 'mg/L', 2, 5000],
  ['w21019', '071', '硫化物', 'sulfide', 'mg/L', 3, 1000],
  ['w21022', '090', '氯化物', 'chloride', 'mg/L', 1, 100_000],
  ['w21023', null, '活性氯', 'active chlorine', 'mg/L', 3, 100],
  ['w21038', null, '硫酸盐', 'sulfate', 'mg/L', 0, 100_000],
  ['w22001', '080', '石油类', 'petroleum oils', 'mg/L', 2, 10_000],
  ['w22007', null, '松节油', 'turpentine', 'mg/L', 2, 1000, 'T'],
  ['w99001', '061', '有机氮', 'organic nitrogen', 'mg/L', 1, 10_000],
];
