import type { Severity } from '@cofferdam/domain';
import type { About } from './about';
import type { Counts, Said, Words } from './words';
import { drill, inject } from './zh-drill';
import { zhNames } from './zh-names';

const { tier: TIER, trigger: TRIGGER, colour: COLOUR, act: ACT } = zhNames;

/** 红色预警（有毒有害） */
const alert = ({ facts }: About): string => `${COLOUR[facts.severity]}预警${facts.toxic ? '（有毒有害）' : ''}`;

/** About a desk alone: its colour is how urgent it is, not what is wrong. */
const ofDesk = ({ number, outlet }: About): boolean => number === null && outlet === null;
const head = (about: About): string => (ofDesk(about) ? '值班通知' : alert(about));

/** Where and what, as short as it can be. Times of the limit: 超标倍数 would be one less. */
function place({ outlet, factor, reading, number, park }: About): string {
  const ratio = reading?.ratio ? `达限值 ${reading.ratio} 倍` : null;
  return joined([outlet ?? number ?? park, factor, ratio], ' ');
}

function measured({ outlet, factor, reading }: About): string | null {
  if (reading === null) return outlet === null && factor === null ? null : joined([outlet, factor], ' ');
  const { value, limit, ratio } = reading;
  const figures = joined([value, limit && `限值 ${limit}`, ratio && `为限值的 ${ratio} 倍`], '，');
  return `${joined([outlet, factor], ' ') || '测值'}：${figures}`;
}

const joined = (parts: readonly (string | null)[], by: string): string =>
  parts.filter((part) => part !== null && part !== '').join(by);

function which({ number, park, data }: About): string {
  const desk = data.text('desk');
  return joined([number && `事件 ${number}`, park, desk && `值班台 ${desk}`], '，');
}

const whose = ({ facts }: About): string | null => facts.tier && `${TIER[facts.tier]}值班`;
const owner = (about: About): string | null => whose(about) && `负责处置：${whose(about)}。`;
const told = (about: About): string | null => whose(about) && `告知对象：${whose(about)}。`;
const until = ({ due }: About, what: string): string | null => due && `请于 ${due} 前${what}。`;
const by = ({ actor }: About): string | null => (actor === null || actor === 'system' ? null : `操作人：${actor}。`);
const nth = ({ data }: About): string => (data.count('n') ? `第 ${data.count('n')} 次重复` : '重复');
const why = ({ data }: About): string | null => {
  const trigger = Object.entries(TRIGGER).find(([name]) => name === data.text('trigger'));
  return trigger ? `原因：${trigger[1]}。` : null;
};
const reason = ({ data }: About): string | null => data.text('reason') && `理由：${data.text('reason')}`;
const act = ({ data }: About): string =>
  Object.entries(ACT).find(([name]) => name === data.text('act'))?.[1] ?? '须两人的操作';
const due = (about: About, name: string): string | null => about.due ?? about.data.time(name);

const ANSWER = '请在控制台确认，或致电值班台确认；随后关阀、截流，采取围堵措施。';
const CONSOLE = '详情与操作请见控制台。';

/** An incident's message: alert, what is asked, where; then the figures and which incident, then what is special. */
const incident =
  (ask: string, lines: (about: About) => readonly (string | null)[]) =>
  (about: About): Said => ({
    title: `${head(about)} ${ask}：${place(about)}`,
    lines: [measured(about), which(about), ...lines(about)],
  });

function duty(about: About): Said {
  const late = about.data.count('lateMinutes');
  const reopened = about.data.is('reopened');
  return incident(reopened ? '重新打开，请确认' : '请确认', () => [
    until(about, '确认'),
    owner(about),
    reopened ? '事件重新打开，再次起责。' : why(about),
    late ? `通知因服务中断晚了 ${late} 分钟。` : null,
    ANSWER,
    by(about),
  ])(about);
}

function progress(about: About): Said {
  const contain = due(about, 'containDue');
  return incident('请加快围堵', () => [
    contain && `围堵时限 ${contain}，尚未围堵。`,
    owner(about),
    '请在控制台登记措施和证据；来不及的请升级。',
  ])(about);
}

function approve(about: About): Said {
  const { data } = about;
  const asker = data.text('requestedBy') ?? about.actor;
  const answerBy = due(about, 'due');
  return incident(`请第二人审批“${act(about)}”`, () => [
    answerBy && `请于 ${answerBy} 前答复，逾时不执行。`,
    whose(about) && `审批：${whose(about)}，不得为提请人。`,
    asker && `提请人：${asker}。`,
    '请在控制台“审批”中同意或拒绝。',
    reason(about),
  ])(about);
}

function review(about: About): Said {
  const { data } = about;
  const who = data.text('requestedBy') ?? about.actor;
  const lookBy = due(about, 'due');
  return incident(`请复核“${act(about)}”`, () => [
    lookBy && `请于 ${lookBy} 前复核。`,
    `紧急情况下由一人执行${who ? `：${who}` : ''}。`,
    whose(about) && `复核：${whose(about)}，不得为执行人。`,
    '请在控制台“审批”中复核。',
    reason(about),
  ])(about);
}

/** Of a desk or of an incident: forced, not accepted in time, offered to somebody, or handed down by a higher tier. */
function handOver(about: About): Said {
  const { data } = about;
  if (data.part('forced') !== null) return incident('值班已被指定移交', forced)(about);
  if (data.is('missed')) return incident('交接逾时', notAccepted)(about);
  return data.text('to') === null ? incident('请接受降级', handedDown)(about) : incident('请接受交接', offered)(about);
}

function parties({ data, actor }: About): string {
  const [from, to] = [data.text('from') ?? actor, data.text('to')];
  return joined([from && `由 ${from}`, to && `交给 ${to}`], ' ');
}

function accept(about: About): string {
  const acceptBy = due(about, 'due');
  return acceptBy ? `请于 ${acceptBy} 前接受。` : '请尽快接受。';
}

function forced(about: About): (string | null)[] {
  const part = about.data.part('forced');
  const [by, why] = [part?.text('by') ?? null, part?.text('reason') ?? null];
  return [`${parties(about)}，立即生效。`, by && `指定人：${by}。`, CONSOLE, why && `理由：${why}`];
}

const notAccepted = (about: About): (string | null)[] => [
  `${parties(about)}的交接无人接受，原值班人仍在责，请上级核实。`,
  owner(about),
  CONSOLE,
];

const handedDown = (about: About): (string | null)[] => [
  accept(about),
  `上级提出降级，由${whose(about) ?? '下一级'}负责。接受之前上级仍在责。`,
  CONSOLE,
  reason(about),
];

function offered(about: About): (string | null)[] {
  const note = about.data.text('note');
  return [accept(about), `${parties(about)}。`, shift(about), CONSOLE, note && `备注：${note}`];
}

/** What the next shift takes over. */
function shift({ data }: About): string | null {
  const digest = data.part('digest');
  if (digest === null) return null;
  return `未结束事件 ${digest.count('incidents') ?? 0} 件，搁置 ${digest.count('shelved') ?? 0} 条。`;
}

function presence(about: About): Said {
  const { data } = about;
  const answerBy = due(about, 'due');
  if (!data.is('missed')) {
    const lines = [answerBy && `请于 ${answerBy} 前在控制台应答。`, owner(about), '逾时将通知上一级。'];
    return incident('请应答在岗', () => lines)(about);
  }
  const holder = data.text('holder');
  const lines = [
    `值班台${holder ? `（${holder}）` : ''}未应答在岗询问。`,
    whose(about),
    '请立即电话核实，必要时指定他人值班。',
  ];
  return incident('值班无人应答', () => lines)(about);
}

/** A legal clock (Order 17 of 2011): a report, or its withdrawal, is owed, soon due or overdue. */
function report(about: About): Said {
  const { data } = about;
  const what = data.text('report') === 'withdrawal' ? '撤回报告' : '初报';
  const missed = data.text('stage') === 'missed';
  const by = due(about, 'dueAt');
  const lines = [
    `${data.text('reporter') === 'department' ? '主管部门' : '排污单位'}须提交${what}。`,
    by && (missed ? `应于 ${by} 前提交，已逾期。` : `请于 ${by} 前提交。`),
  ];
  return incident(missed ? `${what}逾期` : `须提交${what}`, () => [...lines, CONSOLE])(about);
}

function end(about: About): Said {
  const { data, outlet, number, park } = about;
  const ofApproval = data.text('act') !== null;
  const over = ofApproval
    ? `“${act(about)}”的审批请求已逾时失效，未执行，无需再答复。`
    : '此前就此事件的通知已结束，对贵方无需再处置。';
  return {
    title: `已结束：${head(about)} ${outlet ?? number ?? park}`,
    lines: [over, joined([outlet, about.factor], ' '), which(about), told(about), by(about), CONSOLE],
  };
}

/** All who were told of an incident are told that it may be false: over every channel that had carried it. */
function correction(about: About): Said {
  const { outlet, number, park, factor } = about;
  return {
    title: `更正：疑似误报，正在核实（${alert(about)}，${joined([outlet ?? number ?? park, factor], ' ')}）`,
    lines: [
      '此前就此事件发出的预警疑似误报，正在核实。核实结束前请勿据此采取新的行动，也不要转发。',
      which(about),
      reason(about),
      by(about),
      CONSOLE,
    ],
  };
}

function system(about: About): Said {
  const { data } = about;
  const what = data.text('explain') ?? data.text('reason') ?? data.text('rule') ?? '详情请见控制台';
  return {
    title: `系统告警（${COLOUR[about.facts.severity]}）：${what}`,
    lines: [what, about.park, '本服务自身故障，预警可能不完整或迟到。请联系管理员，并人工关注监测数据。'],
  };
}

const colour = ({ severity, toxic }: About['facts']): string => `${COLOUR[severity]}${toxic ? '·有毒' : ''}`;

const counted = (counts: Counts): string =>
  (['red', 'orange', 'yellow', 'blue'] as const satisfies readonly Severity[])
    .filter((colour) => counts[colour] > 0)
    .map((colour) => `${COLOUR[colour]} ${counts[colour]}`)
    .join('、');

export const zh: Words = {
  tier: TIER,
  trigger: TRIGGER,
  short: zhNames.short,
  say: {
    ...{
      duty,
      progress,
      approve,
      review,
      presence,
      report,
      inject,
      drill,
      correction,
      end,
      system,
      'hand-over': handOver,
    },
    informed: incident('告知', (about) => ['仅告知，由在责层级处置；请关注事态。', told(about), by(about)]),
    remind: (about) => incident(`仍未确认（${nth(about)}）`, () => [until(about, '确认'), owner(about), ANSWER])(about),
    repeat: (about) =>
      incident(`最高层级仍须处置（${nth(about)}）`, () => [until(about, '处置'), owner(about), ANSWER])(about),
    risen: incident('级别上升，请重新确认', (about) => [until(about, '确认'), owner(about), ANSWER, by(about)]),
    relapsed: incident('再次超限', (about) => [
      until(about, '重新围堵'),
      owner(about),
      '已围堵后再次超限，围堵未奏效。',
    ]),
    resumed: incident('恢复处置', (about) => [until(about, '处置'), owner(about), '疑似误报的暂停已结束，时限继续。']),
    late: incident('贵方逾时', (about) => [
      until(about, '处置'),
      owner(about),
      why(about),
      '上级已在责，贵方责任不免除。',
      ANSWER,
    ]),
    close: (about) =>
      incident(about.data.count('n') ? `仍未关闭（${nth(about)}）` : '观察期满，请关闭', () => [
        until(about, '关闭'),
        owner(about),
        '请在控制台填写原因并关闭事件。',
      ])(about),
    pond: incident('应急池已满', (about) => [owner(about), '按推算应急池已满，水可能外溢。请立即另行截流并升级处置。']),
    command: incident('已向设备下发指令', () => [CONSOLE]),
  },
  digest: {
    title: (n, counts, park) => `预警汇总 ${n} 件：${counted(counts)}${park ? `（${park}）` : ''}`,
    line: (about, kinds) => {
      const { facts, number, outlet, factor, reading, data } = about;
      const figures = reading && joined([reading.value, reading.ratio && `限值的 ${reading.ratio} 倍`], '，');
      const explained = facts.kind === 'system' ? data.text('explain') : null;
      return joined([colour(facts), number, outlet, factor, figures, explained, `〔${kinds.join('、')}〕`], ' ');
    },
    brief: ({ facts, number, outlet, park }) => joined([colour(facts), number, outlet ?? park], ' '),
    briefest: ({ facts, number, outlet, park }) => joined([colour(facts), outlet ?? number ?? park], ' '),
    rest: (n, counts) => `另有 ${n} 件：${counted(counts)}`,
    todo: '请在控制台逐件确认。',
  },
};
