import type { Class } from '../timeline/timeline';
import type { Language } from '../notification/channel-kind';
import type { ReportKind, Reporter } from './matter';
import type { LegalReport, ReportField } from './report';

/** A word in both languages. */
interface Both {
  readonly zh: string;
  readonly en: string;
}

/** Points of a report as its form names them. */
export const FIELD_NAMES: Readonly<Record<ReportField, Both>> = {
  time: { zh: '发生时间', en: 'Time' },
  place: { zh: '发生地点', en: 'Place' },
  source: { zh: '信息来源', en: 'Source' },
  cause: { zh: '事件起因和性质', en: 'Cause and nature' },
  pollutants: { zh: '主要污染物和数量', en: 'Pollutants and amounts' },
  harmed: { zh: '人员受害情况', en: 'People harmed' },
  protectedObjects: { zh: '环境敏感点及距离', en: 'Protected objects and their distance' },
  monitoring: { zh: '监测数据', en: 'Monitoring data' },
  measures: { zh: '处置措施', en: 'Measures taken' },
  development: { zh: '事件发展趋势', en: 'Development' },
  proposedMeasures: { zh: '拟采取的措施及建议', en: 'Proposed measures' },
  process: { zh: '处置过程', en: 'Process' },
  results: { zh: '处置结果', en: 'Results' },
  potentialHarm: { zh: '潜在或间接危害', en: 'Potential or indirect harm' },
  socialEffect: { zh: '社会影响', en: 'Social effect' },
  remainingWork: { zh: '处理后的遗留问题', en: 'Remaining work' },
  responsibility: { zh: '责任追究', en: 'Responsibility' },
  withdrawn: { zh: '撤回的报告', en: 'Reports withdrawn' },
  reason: { zh: '撤回理由', en: 'Reason' },
  contacts: { zh: '联系人和联系方式', en: 'Contacts' },
};

export const REPORT_KIND_NAMES: Readonly<Record<ReportKind, Both>> = {
  first: { zh: '初报', en: 'First report' },
  'follow-up': { zh: '续报', en: 'Follow-up report' },
  final: { zh: '处理结果报告', en: 'Final report' },
  withdrawal: { zh: '更正撤回报告', en: 'Withdrawal' },
};

export const REPORTER_NAMES: Readonly<Record<Reporter, Both>> = {
  unit: { zh: '排放单位', en: 'Discharging unit' },
  department: { zh: '主管部门', en: 'Department' },
};

/** Before whatever belongs to an exercise, so that nobody takes it for real. */
const EXERCISE: Both = { zh: '【演练】', en: '[EXERCISE] ' };
const TEST: Both = { zh: '【测试】', en: '[TEST] ' };

export const inLanguage = ({ zh, en }: Both, language: Language): string => (language === 'en' ? en : zh);

/** What is written before a text of a class; nothing where it is real. */
export function classMark(of: Class, language: Language): string {
  if (of === 'actual') return '';
  return inLanguage(of === 'exercise' ? EXERCISE : TEST, language);
}

type Titled = Pick<LegalReport, 'class' | 'kind' | 'n'>;

/** `【演练】突发环境事件续报（2）` */
export function reportTitle({ class: of, kind, n }: Titled, language: Language): string {
  const name = inLanguage(REPORT_KIND_NAMES[kind], language);
  const mark = classMark(of, language);
  if (language === 'en') return `${mark}Environmental event: ${name}${kind === 'follow-up' ? ` ${n}` : ''}`;
  return `${mark}突发环境事件${name}${kind === 'follow-up' ? `（${n}）` : ''}`;
}
