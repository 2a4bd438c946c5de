import type { Row } from '../row';

/** Flow, physical and sum parameters, bacteria, radioactivity (HJ 525 classes w00 to w03). */
export const physical: readonly Row[] = [
  ['w00000', 'B01', '污水', 'flow', 'L/s', 2, 100_000, '-'],
  ['w01001', '001', 'pH值', 'pH', '', 2, [0, 14], 'R'],
  ['w01002', '002', '色度', 'colour', 'degree', 0, 10_000],
  ['w01003', null, '浑浊度', 'turbidity', 'NTU', 1, 10_000, '-'],
  ['w01004', null, '透明度', 'transparency', 'cm', 0, 2000, '-'],
  ['w01006', null, '溶解性总固体', 'total dissolved solids', 'mg/L', 0, 100_000],
  ['w01007', null, '总硬度', 'total hardness', 'mg/L', 0, 10_000],
  // Some devices send other items under this code.
  ['w01008', null, '全盐量', 'total salt', 'mg/L', 0, 200_000],
  ['w01009', null, '溶解氧', 'dissolved oxygen', 'mg/L', 1, 50],
  ['w01010', null, '水温', 'water temperature', 'degC', 1, [-5, 100], '-'],
  ['w01012', '003', '悬浮物', 'suspended solids', 'mg/L', 0, 20_000],
  ['w01014', null, '电导率', 'conductivity', 'uS/cm', 1, 200_000, '-'],
  ['w01016', null, '叶绿素a', 'chlorophyll-a', 'ug/L', 1, 10, '-'],
  ['w01017', '010', '五日生化需氧量', 'BOD5', 'mg/L', 1, 20_000],
  ['w01018', '011', '化学需氧量', 'COD', 'mg/L', 1, 50_000],
  ['w01019', null, '高锰酸盐指数', 'permanganate index', 'mg/L', 1, 1000],
  ['w01020', '015', '总有机碳', 'TOC', 'mg/L', 1, 20_000],
  ['w02003', '550', '粪大肠菌群', 'faecal coliforms', 'count/L', 0, 1e9],
  ['w02004', null, '总大肠菌群', 'total coliforms', 'count/L', 0, 1e9],
  ['w02006', null, '细菌总数', 'total bacteria', 'count/L', 0, 1e12],
  ['w03001', '570', '总α放射性', 'gross alpha', 'Bq/L', 1, 1000, 'I'],
  ['w03002', '571', '总β放射性', 'gross beta', 'Bq/L', 1, 1000, 'I'],
  ['w19001', null, '表面活性剂', 'surfactants', 'mg/L', 2, 1000],
  ['w19002', '520', '阴离子表面活性剂', 'anionic surfactants', 'mg/L', 2, 1000],
  ['w19011', null, '藻密度', 'algal density', 'cells/L', 0, 1e12, '-'],
];
