/** A bound of a figure: at most, at least, or less than. */
export interface Target {
  readonly is: '<' | '<=' | '>=';
  readonly value: number;
}

interface Definition {
  readonly name: { readonly zh: string; readonly en: string };
  /** What `value` is, in one sentence. */
  readonly formula: { readonly zh: string; readonly en: string };
  readonly unit: string;
  /** null: none that the project could name; the park's permit or its own history says. */
  readonly target: Target | null;
  readonly source: { readonly zh: string; readonly en: string };
  /** Name of its gauge after `cofferdam_kpi_`. */
  readonly metric: string;
}

const AUDIT = { zh: 'ISA-18.2、IEC 62682 审计惯例', en: 'practice of ISA-18.2 and IEC 62682 audits' };
const PROJECT = { zh: '本项目', en: 'project' };

/** Every key figure that is computed: what it means, what is asked of it, and who asks it. */
export const KPIS = {
  K1: {
    name: { zh: '十分钟报警数', en: 'Alarms in ten minutes' },
    formula: {
      zh: '按园区时钟对齐的十分钟内新报警数的中位数；另报 p95 与最大值，无报警的时段计为 0',
      en: 'median of new alarms in ten minutes of the park’s clock; p95 and maximum beside it, quiet slots count as 0',
    },
    unit: '1',
    target: { is: '<=', value: 1 },
    source: { zh: 'EEMUA 191；2 条以内尚可应付', en: 'EEMUA 191; up to 2 is manageable' },
    metric: 'alarms_per_ten_minutes',
  },
  K5: {
    name: { zh: '报警泛滥时间占比', en: 'Time in flood' },
    formula: {
      zh: '泛滥时间 ÷ 总时间；十分钟内新报警超过 10 条进入，连续两个十分钟少于 5 条退出',
      en: 'time in flood ÷ time; entered above 10 new alarms in ten minutes, left when two in a row have fewer than 5',
    },
    unit: '%',
    target: { is: '<', value: 1 },
    source: { zh: 'EEMUA 191、ISA-18.2', en: 'EEMUA 191, ISA-18.2' },
    metric: 'flood_time_percent',
  },
  K8: {
    name: { zh: '前十报警占比', en: 'Top ten' },
    formula: {
      zh: '最频繁的十种报警 ÷ 全部报警',
      en: 'annunciations of the ten most frequent alarms ÷ all annunciations',
    },
    unit: '%',
    target: { is: '<', value: 5 },
    source: AUDIT,
    metric: 'top_ten_percent',
  },
  K10: {
    name: { zh: '陈旧报警', en: 'Stale alarms' },
    formula: {
      zh: '异常持续满 24 小时的报警数 ÷ 天数',
      en: 'alarms that reached 24 hours abnormal within the window ÷ days',
    },
    unit: '1/d',
    target: { is: '<', value: 5 },
    source: AUDIT,
    metric: 'stale_alarms_per_day',
  },
  K11: {
    name: { zh: '被隐藏的报警', en: 'Hidden alarms' },
    formula: {
      zh: '当前搁置、抑制或停用中超时的，加上无记录的；另报数量与最久时长',
      en: 'shelved, suppressed or out of service now: those over their time plus those without a record; count and oldest beside it',
    },
    unit: '1',
    target: { is: '<=', value: 0 },
    source: { zh: 'OPC 10000-9；本项目', en: 'OPC 10000-9; project' },
    metric: 'hidden_alarms_unaccounted',
  },
  K12: {
    name: { zh: '按时确认率', en: 'Acknowledged in time' },
    formula: {
      zh: '期限内确认 ÷（期限内确认 + 逾期）；另报各级各色确认时长 p50/p90/p99，红色应为 100 %',
      en: 'acknowledged before the deadline ÷ (those + late or not at all); p50/p90/p99 by severity and tier, red should be 100 %',
    },
    unit: '%',
    target: { is: '>=', value: 95 },
    source: PROJECT,
    metric: 'acknowledged_in_time_percent',
  },
  K13: {
    name: { zh: '控制用时', en: 'Time to contain' },
    formula: {
      zh: '自超标开始至首次控制住的时长中位数；另报 p90/p99 及自首次确认起的时长',
      en: 'median from onset to the first containment; p90/p99 and the same from the first acknowledgement beside it',
    },
    unit: 's',
    target: null,
    source: PROJECT,
    metric: 'contain_seconds',
  },
  K14: {
    name: { zh: '升级', en: 'Escalations' },
    formula: {
      zh: '因未确认而升级（E1）÷ 全部升级；另报各层级与各触发 E1–E9 的次数',
      en: 'escalations for want of an acknowledgement (E1) ÷ all; counts by tier and trigger E1–E9 beside it',
    },
    unit: '%',
    target: null,
    source: { zh: '本项目；应下降', en: 'project; should fall' },
    metric: 'escalations_unacknowledged_percent',
  },
  K15: {
    name: { zh: '最高层级未应答', en: 'Highest tier unanswered' },
    formula: {
      zh: '最高层级逾期未确认的事件数；另报累计分钟',
      en: 'incidents whose highest tier let its deadline to acknowledge pass; minutes in all beside it',
    },
    unit: '1',
    target: { is: '<=', value: 0 },
    source: PROJECT,
    metric: 'top_tier_unanswered',
  },
  K16: {
    name: { zh: '定时器延迟', en: 'Timer lateness' },
    formula: {
      zh: '期限触发时刻 − 应触发时刻的 p99；另报 p50、最大值与审计发现的缺口',
      en: 'p99 of when a deadline fired − when it was due; p50, maximum and gaps that the auditor found beside it',
    },
    unit: 's',
    target: { is: '<', value: 15 },
    source: PROJECT,
    metric: 'timer_lateness_seconds',
  },
  K17: {
    name: { zh: '通知延迟', en: 'Sample to first notification' },
    formula: {
      zh: '样品时刻至首条通知发出的 p95；另报 p50 与失败数',
      en: 'p95 from the sample to the first notification that was sent; p50 and failures by channel beside it',
    },
    unit: 's',
    target: { is: '<', value: 30 },
    source: PROJECT,
    metric: 'notification_seconds',
  },
  K19: {
    name: { zh: '漏报核查', en: 'Loss check' },
    formula: {
      zh: '每日用历史数据重判所得、却没有报警的超标次数',
      en: 'breaches that the day’s history shows, judged again by the same rules, and that no alarm covers',
    },
    unit: '1',
    target: { is: '<=', value: 0 },
    source: PROJECT,
    metric: 'missed_breaches',
  },
  K20: {
    name: { zh: '交接逾期', en: 'Hand-overs overdue' },
    formula: {
      zh: '未按时接受的交接次数；另报提出至接受的时长',
      en: 'hand-overs that were not accepted in time; from offer to acceptance beside it',
    },
    unit: '1',
    target: { is: '<=', value: 0 },
    source: PROJECT,
    metric: 'hand_overs_overdue',
  },
  K21: {
    name: { zh: '误报更正用时', en: 'Correction of a false alert' },
    formula: {
      zh: '判为误报至最后一条解除消息（或 CAP Cancel）的最长时长',
      en: 'longest from the judgement “false” to the last message that says so, or the CAP Cancel',
    },
    unit: 's',
    target: { is: '<', value: 180 },
    source: {
      zh: '2018 年夏威夷误报调查（FCC）；本项目',
      en: 'FCC report on the false alert in Hawaii, 2018; project',
    },
    metric: 'correction_seconds',
  },
  K24: {
    name: { zh: '监测设备有效率', en: 'Monitor availability' },
    formula: {
      zh: '有效数据数 ÷ 应有数据数（按设备间隔，停排时段除外）；取最差设备，另报平均',
      en: 'valid values ÷ values due by the monitor’s interval, without times of no discharge; the poorest monitor, the mean beside it',
    },
    unit: '%',
    target: null,
    source: { zh: '排污许可的规定', en: 'the permit’s rule' },
    metric: 'monitor_availability_percent',
  },
} as const satisfies Record<string, Definition>;

export type KpiId = keyof typeof KPIS;
export type KpiDefinition = Definition;
export const KPI_IDS = Object.keys(KPIS) as KpiId[];

export const kpi = (id: KpiId): KpiDefinition => KPIS[id];

/** Whether a value meets a figure's target; null where there is no value or no target. */
export function withinTarget(id: KpiId, value: number | null): boolean | null {
  const { target } = kpi(id);
  if (target === null || value === null) return null;
  if (target.is === '<') return value < target.value;
  return target.is === '<=' ? value <= target.value : value >= target.value;
}

const SIGN = { '<': '<', '<=': '≤', '>=': '≥' } as const;

/** `< 15 s`; a dash where there is none. */
export function targetText(id: KpiId): string {
  const { target, unit } = kpi(id);
  if (target === null) return '–';
  return `${SIGN[target.is]} ${target.value}${unit === '1' ? '' : ` ${unit}`}`;
}

/** The table of docs/key-figures.md. */
export function keyFiguresTable(): string {
  const rows = KPI_IDS.map((id) => {
    const { name, formula, source, metric } = kpi(id);
    return `| ${id} | ${name.en} / ${name.zh} | ${formula.en} | ${targetText(id)} | ${source.en} | \`cofferdam_kpi_${metric}\` |`;
  });
  return ['| | figure | value | target | source | metric |', '|---|---|---|---|---|---|', ...rows].join('\n');
}
