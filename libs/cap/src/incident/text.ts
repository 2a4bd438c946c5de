import { type Alarm, isActive, MEASURES, pollutant } from '@cofferdam/domain';
import { BEIJING_MINUTES, capTime } from '../time';
import type { CapCase } from './case';
import type { CapStep } from './decide';
import { exerciseName } from './facts';
import { figure, plain, shorten } from './plain';
import type { CapChange } from './material';
import { AFTERWARDS, type CapLanguage, CHANGE_WORDS, COLOURS, EVENTS, LEADS, TIER_NAMES } from './words';

const HEADLINE = { zh: 60, en: 140 } as const;
/** Alarms, outlets and measures that a message tells of. */
const TOLD = 5;
const NAME = 30;
const SENTENCE = 2000;

export interface CapTexts {
  readonly event: string;
  readonly headline: string;
  readonly description: string;
  readonly instruction: string;
}

/** `11-24 15:04`, Beijing time. */
const clock = (at: number): string =>
  capTime(Math.floor(at / 1000) * 1000, BEIJING_MINUTES)
    .slice(5, 16)
    .replace('T', ' ');

const named = (name: string, { incident }: CapCase): string => shorten(plain(name, incident.class), NAME);

function outletName(id: string, kase: CapCase, language: CapLanguage): string {
  const outlet = kase.park.outlets.find((one) => one.id === id);
  return named(outlet?.name[language] ?? id, kase);
}

const factorName = (factor: string | null, language: CapLanguage): string =>
  factor === null ? (language === 'zh' ? '水质' : 'water quality') : (pollutant(factor)?.[language] ?? factor);

/** The mark that every text of an exercise begins with. */
function mark({ incident }: CapCase, { changes }: CapStep, language: CapLanguage): string {
  if (incident.class !== 'exercise') return '';
  if (changes.includes('exercise-ended')) return language === 'zh' ? '【演练结束】' : '[END OF EXERCISE] ';
  return language === 'zh' ? '【演练】' : '[EXERCISE] ';
}

const lead = ({ changes }: CapStep, language: CapLanguage): string =>
  LEADS.find(([change]) => changes.includes(change))?.[1][language] ?? '';

function what(kase: CapCase, language: CapLanguage): string {
  const { incident, park } = kase;
  const [worst] = kase.alarms;
  const ratio = worst?.ratio == null ? null : figure(Number(worst.ratio.toPrecision(3)));
  const where = outletName(worst?.outlet ?? incident.cause.outlet, kase, language);
  const factor = factorName(worst?.factor ?? incident.cause.factor, language);
  const colour = COLOURS[incident.severity][language];
  if (language === 'zh') {
    const much = ratio === null ? '异常' : `为限值${ratio}倍`;
    return `${colour}预警 ${named(park.name.zh, kase)}${where}${factor}${much}`;
  }
  const much = ratio === null ? 'abnormal' : `${ratio} times its limit`;
  return `${colour} warning: ${factor} ${much} at ${where}, ${named(park.name.en, kase)}`;
}

/** At most 60 characters of Chinese, 140 of English. */
function headline(kase: CapCase, step: CapStep, language: CapLanguage): string {
  const { warning } = kase;
  const subject = warning === null ? what(kase, language) : plain(warning.headline[language], kase.incident.class);
  return shorten(`${mark(kase, step, language)}${lead(step, language)}${subject}`, HEADLINE[language]);
}

const direction = ({ value, peak, phase }: Alarm, language: CapLanguage): string => {
  const falling = phase !== 'abnormal' || (value !== null && peak !== null && value < peak);
  if (language === 'zh') return falling ? '正在回落' : '尚未回落';
  return falling ? 'falling' : 'not falling yet';
};

function alarmText(alarm: Alarm, kase: CapCase, language: CapLanguage): string {
  const { value, unit, limit, ratio, limitSource, raisedAt, sampleAt, peak } = alarm;
  const place = `${outletName(alarm.outlet ?? '', kase, language)} ${factorName(alarm.factor, language)}`;
  const amount = (n: number | null): string => (n === null ? '–' : `${figure(n)} ${unit}`.trim());
  const source = limitSource === null ? '' : named(limitSource, kase);
  if (language === 'zh') {
    const times = ratio === null ? '' : `，为限值的${figure(ratio)}倍`;
    const from = source === '' ? '' : `（${source}）`;
    const samples = `首个异常样品 ${clock(raisedAt)}，最近样品 ${clock(sampleAt)}，最高 ${amount(peak)}`;
    return `${place} ${amount(value)}，限值 ${amount(limit)}${from}${times}；${samples}；${direction(alarm, language)}。`;
  }
  const times = ratio === null ? '' : `, ${figure(ratio)} times the limit`;
  const from = source === '' ? '' : ` (${source})`;
  const samples = `first abnormal sample ${clock(raisedAt)}, latest ${clock(sampleAt)}, highest ${amount(peak)}`;
  return `${place}: ${amount(value)}, limit ${amount(limit)}${from}${times}; ${samples}; ${direction(alarm, language)}.`;
}

function changed({ changes }: CapStep, language: CapLanguage): string {
  const words = changes.map((change) => CHANGE_WORDS[change][language]);
  return language === 'zh' ? `${words.join('；')}。` : `Now: ${words.join('; ')}.`;
}

/** Why it has ended, in the words of whoever said so. */
function reason(kase: CapCase, { changes }: CapStep, language: CapLanguage): string {
  const { falseAlarm, closing } = kase.incident;
  if (!kase.freeText) return '';
  const said = changes.includes('judged-false')
    ? falseAlarm?.reason
    : changes.includes('closed')
      ? closing?.rootCause
      : null;
  if (said == null || said.trim() === '') return '';
  const text = shorten(plain(said, kase.incident.class), 200);
  return language === 'zh' ? `原因：${text}。` : `Reason: ${text}.`;
}

function description(kase: CapCase, step: CapStep, language: CapLanguage): string {
  const { incident, alarms, warning } = kase;
  const begin = `${mark(kase, step, language)}${changed(step, language)}`;
  if (warning !== null) return shorten(`${begin} ${plain(warning.description[language], incident.class)}`, SENTENCE);
  const told = [...alarms].sort((a, b) => Number(isActive(b)) - Number(isActive(a))).slice(0, TOLD);
  const parts = told.map((alarm) => alarmText(alarm, kase, language));
  const tiers = incident.tiers.map(({ tier }) => TIER_NAMES[tier][language]);
  const sum =
    language === 'zh'
      ? `事件 ${incident.number}：共${incident.alarmCount}条报警，涉及${incident.outlets.length}个排口；在岗层级：${tiers.join('、')}。时间均为北京时间。`
      : `Incident ${incident.number}: alarms ${incident.alarmCount}, outlets ${incident.outlets.length}; tiers on duty: ${tiers.join(', ')}. Beijing time.`;
  const all = [begin, reason(kase, step, language), ...parts, sum].filter((part) => part !== '');
  return shorten(all.join(' '), SENTENCE);
}

function duties({ incident }: CapCase, language: CapLanguage): string[] {
  if (incident.state === 'CONTAINED') {
    return [language === 'zh' ? '继续观察，直至关闭事件。' : 'Keep watching until the incident is closed.'];
  }
  return incident.tiers.map(({ tier, acknowledgedAt, ackDeadline, containDeadline }) => {
    const [ack, contain] = [clock(Date.parse(ackDeadline)), clock(Date.parse(containDeadline))];
    const name = TIER_NAMES[tier][language];
    if (language === 'zh') return `${name}：${acknowledgedAt === null ? `${ack}前确认，` : ''}${contain}前围堵。`;
    return `The ${name} desk: ${acknowledgedAt === null ? `acknowledge by ${ack}, ` : ''}contain by ${contain}.`;
  });
}

function measures({ incident }: CapCase, language: CapLanguage): string {
  const names = incident.measures.slice(-TOLD).map(({ code, state }) => {
    const name = MEASURES.find((kind) => kind.code === code)?.[language] ?? code;
    if (language === 'zh') return `${name}（${{ started: '进行中', done: '已完成', failed: '失败' }[state]}）`;
    return `${name} (${{ started: 'under way', done: 'done', failed: 'failed' }[state]})`;
  });
  if (language === 'zh') return names.length === 0 ? '请按预案启动措施。' : `措施：${names.join('、')}。`;
  return names.length === 0 ? 'Start the measures of the plan.' : `Measures: ${names.join(', ')}.`;
}

function instruction(kase: CapCase, step: CapStep, language: CapLanguage): string {
  const { warning, incident } = kase;
  const after = step.changes.map((change) => AFTERWARDS[change]).find((both) => both !== undefined);
  const begin = mark(kase, step, language);
  if (after !== undefined) return `${begin}${after[language]}`;
  if (warning !== null) return `${begin}${shorten(plain(warning.instruction[language], incident.class), SENTENCE)}`;
  const parts = [...duties(kase, language), measures(kase, language)];
  return shorten(`${begin}${parts.join(language === 'zh' ? '' : ' ')}`, SENTENCE);
}

/** Everything that a person reads in one block. */
export function textsOf(kase: CapCase, step: CapStep, language: CapLanguage): CapTexts {
  return {
    event: EVENTS[kase.incident.family][language],
    headline: headline(kase, step, language),
    description: description(kase, step, language),
    instruction: instruction(kase, step, language),
  };
}

const END_NOTES: Readonly<Partial<Record<CapChange, string>>> = {
  'judged-false': 'reason=false-alarm',
  withdrawn: 'reason=withdrawn; approver=two persons of the basin desk',
  'exercise-ended': 'reason=exercise-ended',
  merged: 'reason=merged',
};

/** Whom it concerns; the public is not told names. */
function concerning({ incident, warning }: CapCase, change: CapChange): string[] {
  if (change === 'merged' && incident.mergedInto !== null) return [`into=${incident.mergedInto}`];
  if (change !== 'judged-false') return [];
  const approver = incident.falseAlarm?.approver ?? '';
  return [`approver=${warning === null ? plain(approver, incident.class) : 'two persons'}`];
}

/** What a message says beside its blocks: which exercise it belongs to, why it has ended and who agreed. */
export function noteOf(kase: CapCase, { changes }: CapStep): string | null {
  const { incident } = kase;
  const exercise = [
    `演练 EXERCISE id=${exerciseName(incident.drill ?? '')}`,
    '仅限演练参演人员 for participants of the exercise only',
  ];
  const ends = changes.flatMap((change) => {
    const note = END_NOTES[change];
    return note === undefined ? [] : [note, ...concerning(kase, change)];
  });
  const parts = [...(incident.class === 'exercise' ? exercise : []), ...ends];
  return parts.length === 0 ? null : parts.join('; ');
}
