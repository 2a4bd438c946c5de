import type { ExpectedAction, ExpectedOutcome, HardFailKind, Rating, Role, Tier } from '@cofferdam/domain';

interface Both {
  readonly zh: string;
  readonly en: string;
}
const both = (zh: string, en: string): Both => ({ zh, en });

/** On top of every sheet, so that nobody can take it for real (isolation rule I7). */
export const MARK = both('【演练】', '[EXERCISE]');

/** Words of the after-action report's page. */
export const WORDS = {
  title: both('演练评估报告', 'After-action report'),
  drill: both('演练编号', 'Drill'),
  scenario: both('脚本', 'Scenario'),
  type: both('演练形式', 'Type'),
  tabletop: both('桌面推演', 'tabletop'),
  channel: both('通信演练', 'channel'),
  functional: both('功能演练', 'functional'),
  full: both('实战演练', 'full-scale'),
  park: both('园区', 'Park'),
  drillTime: both('演练时间', 'Drill time'),
  wallTime: both('实际时间', 'Wall time'),
  speed: both('倍速（上限）', 'Speed, at most'),
  realTime: both('实时', 'real time'),
  versions: both('规则／策略版本', 'Versions of rules / policy'),
  planned: both('制定', 'Planned by'),
  approved: both('批准', 'Approved by'),
  started: both('启动', 'Started by'),
  ended: both('结束', 'Ended by'),
  script: both('按脚本', 'by its script'),
  person: both('人工', 'by a person'),
  abort: both('中止', 'aborted'),
  participants: both('参演人员', 'Participants'),
  robot: both('机器人', 'robot'),
  controllers: both('导调员', 'Controllers'),
  evaluators: both('评估员', 'Evaluators'),
  channels: both('参演群组通道', 'Group channels that take part'),
  journal: both('日志哈希（SHA-256）', 'Hash of the journal (SHA-256)'),
  events: both('条事件，至序号', 'events, up to number'),
  score: both('得分', 'Score'),
  total: both('总分（满分100）', 'Total, of 100'),
  passed: both('通过', 'passed'),
  failed: both('未通过', 'not passed'),
  passMark: both('及格', 'pass mark'),
  before: both('上次同脚本演练', 'Last drill of this scenario'),
  hardFails: both('一票否决项', 'Hard fails'),
  evidence: both('证据', 'Evidence'),
  event: both('事件', 'event'),
  none: both('无', 'none'),
  objectives: both('演练目标', 'Objectives'),
  objective: both('目标', 'Objective'),
  points: both('得分', 'Points'),
  ratings: both('评级 P / S / M / U', 'Ratings P / S / M / U'),
  timeline: both('注入与响应', 'Injects and answers'),
  at: both('时刻', 'At'),
  second: both('开始后', 'After the start'),
  inject: both('注入', 'Inject'),
  late: both('延迟', 'Late'),
  action: both('期望行动', 'Expected action'),
  latency: both('用时', 'Took'),
  target: both('目标时限', 'Target'),
  outcome: both('结果', 'Outcome'),
  by: both('人员', 'By'),
  tiers: both('各级响应', 'Answers of the tiers'),
  tier: both('层级', 'Tier'),
  asked: both('通知次数', 'Asked'),
  acknowledge: both('确认：次数／中位／最慢', 'Acknowledged: n / median / slowest'),
  contain: both('围堵：次数／中位／最慢', 'Contained: n / median / slowest'),
  missed: both('超时', 'Missed'),
  notReached: both('未送达人员', 'Not reached'),
  recipient: both('接收人', 'Recipient'),
  failedCount: both('失败', 'Failed'),
  sentCount: both('送达', 'Sent'),
  why: both('原因', 'Why'),
  messages: both('已发消息', 'Messages sent'),
  over: both('通道', 'Over'),
  kind: both('种类', 'Kind'),
  count: both('条数', 'How many'),
  sentInAll: both('消息合计', 'Messages in all'),
  cap: both('演练 CAP 消息', 'CAP messages of the exercise'),
  refusals: both('被拒绝的非参演人员', 'Refused: they take no part'),
  leaks: both('泄出（发给非参演人员）', 'Leaks to people who take no part'),
  live: both('演练期间的实际警情', 'Real alarms meanwhile'),
  alarms: both('条数', 'How many'),
  toldAfter: both('送达用时，中位／最慢', 'told after, median / slowest'),
  pauses: both('暂停', 'Pauses'),
  liveAlarm: both('实际警情', 'a real alarm'),
  lasted: both('历时（实际）', 'Lasted (wall)'),
  deviations: both('偏离脚本', 'Deviations from the script'),
  'inject-not-carried-out': both('注入未执行', 'Inject not carried out'),
  'ended-early': both('提前结束', 'Ended early'),
  note: both('记录', 'Note'),
  'rule-version-changed': both('规则版本变化', 'Rules changed'),
  'policy-version-changed': both('策略版本变化', 'Policy changed'),
  observations: both('观察', 'Observations'),
  about: both('关于', 'About'),
  rating: both('评级', 'Rating'),
  actions: both('整改措施', 'Corrective actions'),
  better: both('要改进什么', 'What becomes better'),
  owner: both('责任人', 'Owner'),
  due: both('期限', 'Due'),
  closed: both('完成', 'Closed'),
  open: both('未完成', 'open'),
  signature: both('签字', 'Signatures'),
  role: both('角色', 'Role'),
  director: both('演练导演', 'Director'),
  controller: both('导调员', 'Controller'),
  evaluator: both('评估员', 'Evaluator'),
  signedOn: both('日期', 'Date'),
  never: both('未做到', 'never'),
  remark: both(
    '本报告由系统日志自动生成；评分规则、一票否决项和哈希复算方法见《演练指南》。',
    'Made from the journal. The guide to drills says how it is scored, what fails it, and how to recompute the hash.',
  ),
} as const satisfies Record<string, Both>;
export type Word = keyof typeof WORDS;

export const ACTION_WORDS: Readonly<Record<ExpectedAction, Both>> = {
  detect: both('发现', 'detected'),
  notify: both('通知到', 'notified'),
  acknowledge: both('确认', 'acknowledged'),
  tier: both('起责', 'on duty'),
  measure: both('采取措施', 'measure started'),
  contain: both('围堵', 'contained'),
  'hand-over': both('交接', 'handed over'),
  report: both('报告', 'reported'),
  correct: both('更正', 'corrected'),
  quiet: both('无警情', 'no alarm'),
};

export const OUTCOME_WORDS: Readonly<Record<ExpectedOutcome, Both>> = {
  met: both('按时', 'in time'),
  late: both('超时', 'late'),
  missed: both('未做到', 'missed'),
  waiting: both('等待', 'waiting'),
  'not-fired': both('注入未执行', 'inject not carried out'),
};

export const FAIL_WORDS: Readonly<Record<HardFailKind, Both>> = {
  leak: both('演练消息发给了非参演人员', 'something of the drill reached somebody who takes no part'),
  'live-delayed': both('演练拖慢了实际警情', 'a real alarm was delayed'),
  'tier-skipped': both('跳过了一个层级', 'a tier was skipped'),
  'actuator-reached': both('指令离开了演练', 'a command left the drill’s own devices'),
  'top-tier-unanswered': both('最高层级无人应答', 'the highest tier did not answer'),
  'suppressed-taken-for-quiet': both('被抑制的警情被当作无警情', 'a suppressed alarm was taken for quiet'),
  'left-active': both('结束后仍有未了事项', 'something was still active after the end'),
};

export const TIER_WORDS = {
  unit: both('装置', 'production unit'),
  enterprise: both('企业', 'enterprise'),
  park: both('园区', 'park'),
  basin: both('流域', 'river basin'),
} as const satisfies Record<Tier, Both>;

export const ROLE_WORDS: Readonly<Record<Role, Both>> = {
  ...TIER_WORDS,
  engineer: both('工程师', 'engineer'),
  director: both('演练导演', 'drill director'),
  auditor: both('审计', 'auditor'),
  admin: both('管理员', 'administrator'),
};

/** Why somebody is told; what has no words here is said as the journal says it. */
export const KIND_WORDS: Readonly<Partial<Record<string, Both>>> = {
  duty: both('起责', 'on duty'),
  informed: both('知会', 'informed'),
  remind: both('催办', 'reminder'),
  progress: both('处置进度', 'progress'),
  repeat: both('重复通知', 'repeated'),
  risen: both('预警升级', 'graver'),
  relapsed: both('复发', 'relapsed'),
  resumed: both('恢复通知', 'resumed'),
  late: both('超时提醒', 'overdue'),
  approve: both('待批准', 'to be approved'),
  review: both('待复核', 'to be reviewed'),
  close: both('待关闭', 'to be closed'),
  'hand-over': both('交接', 'hand-over'),
  presence: both('在岗确认', 'presence'),
  pond: both('应急池', 'pond'),
  end: both('结束', 'the end'),
  correction: both('更正', 'correction'),
  report: both('法定报告', 'report owed'),
  inject: both('注入', 'inject'),
  drill: both('演练动态', 'news of the drill'),
};

/** Why nobody was reached; a channel's own answer is said as it is. */
export const FAULT_WORDS: Readonly<Partial<Record<string, Both>>> = {
  'no-channel': both('没有可用通道', 'no channel'),
  'drill-fault': both('脚本设定故障', 'put out of order by the script'),
  unreachable: both('通道不可达', 'channel unreachable'),
  refused: both('通道拒绝', 'refused by the channel'),
  throttled: both('通道限流', 'throttled by the channel'),
  unknown: both('原因不明', 'unknown'),
};

/** HSEEP's four. */
export const RATING_WORDS: Readonly<Record<Rating, Both>> = {
  P: both('P 顺利完成', 'P performed without challenges'),
  S: both('S 完成，有些困难', 'S performed with some challenges'),
  M: both('M 完成，困难重大', 'M performed with major challenges'),
  U: both('U 未能完成', 'U unable to be performed'),
};
