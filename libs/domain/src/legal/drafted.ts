import type { Alarm } from '../alarm/alarm';
import type { Desk } from '../desk/desk';
import { deskId } from '../desk/duty';
import { MEASURES } from '../incident/measures';
import type { Incident, Measure } from '../incident/incident';
import type { Language } from '../notification/channel-kind';
import type { Park } from '../park/park';
import { nodesBelow, travelMinutes } from '../park/graph';
import { pollutant } from '../pollutant/pollutant';
import { type Tier, tierRank } from '../tier/tier';
import type { LegalMatter, ReportKind, Reporter } from './matter';
import type { ReportField } from './report';

/** What a draft is made from. */
export interface DraftFacts {
  readonly kind: ReportKind;
  readonly reporter: Reporter;
  readonly language: Language;
  readonly matter: LegalMatter;
  readonly incident: Incident;
  readonly park: Park;
  /** The incident's, the earliest first. */
  readonly alarms: readonly Alarm[];
  readonly desks: readonly Desk[];
}

/** The facts, and the language to say them in. */
export interface Draftsman extends DraftFacts {
  readonly say: (zh: string, en: string) => string;
}
type Writer = (draftsman: Draftsman) => string;

const TIER_NAMES: Readonly<Record<Tier, readonly [zh: string, en: string]>> = {
  unit: ['装置', 'production unit'],
  enterprise: ['企业', 'enterprise'],
  park: ['园区', 'park'],
  basin: ['流域', 'river basin'],
};

const lines = (all: readonly string[]): string => all.join('\n');

/** `2026-11-24 15:04` in the park's zone. */
function clock({ park }: Draftsman, at: number): string {
  const format = { timeZone: park.timezone, dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', format).format(at);
}

function outletName({ park, say }: Draftsman, id: string): string {
  const outlet = park.outlets.find((one) => one.id === id) ?? park.walls.find((one) => one.id === id);
  return outlet === undefined ? id : say(outlet.name.zh, outlet.name.en);
}

function time(one: Draftsman): string {
  const { incident, matter, say } = one;
  const { unitAware, judgement } = matter;
  const zone = one.park.timezone;
  return lines([
    say(`首次超标：${clock(one, matter.onset)}（${zone}）`, `First exceedance: ${clock(one, matter.onset)} (${zone})`),
    say(`事件开启：${clock(one, incident.openedAt)}`, `Incident opened: ${clock(one, incident.openedAt)}`),
    ...(unitAware ? [say(`单位知情：${clock(one, unitAware.at)}`, `The unit knew: ${clock(one, unitAware.at)}`)] : []),
    ...(judgement
      ? [say(`部门知情：${clock(one, judgement.awareAt)}`, `The department knew: ${clock(one, judgement.awareAt)}`)]
      : []),
  ]);
}

function place(one: Draftsman): string {
  const { park, incident, matter, say } = one;
  const enterprise = park.enterprises.find(({ id }) => id === incident.enterprise);
  const position = park.outlets.find(({ id }) => id === matter.outlet)?.position;
  const parts = [
    say(park.name.zh, park.name.en),
    ...(enterprise ? [say(enterprise.name.zh, enterprise.name.en)] : []),
    outletName(one, matter.outlet),
    ...(position
      ? [say(`经度 ${position.lon}，纬度 ${position.lat}`, `lon ${position.lon}, lat ${position.lat}`)]
      : []),
  ];
  return parts.join(say('，', ', '));
}

const source: Writer = ({ say, matter }) =>
  say(`在线监测自动预警，事件编号 ${matter.number}`, `Online monitoring; incident ${matter.number}`);

const cause: Writer = ({ incident, say }) => {
  const { closing } = incident;
  return closing?.rootCause ?? say('正在核查。', 'Being looked into.');
};

const ofPollutant = ({ factor }: Alarm): boolean => factor !== null;
const MOST_ALARMS = 30;

function factorName({ say }: Draftsman, factor: string): string {
  const row = pollutant(factor);
  return row === undefined ? factor : say(row.zh, row.en);
}

/** The highest value at each place against its limit; amounts are not measured, so a person adds them. */
function pollutants(one: Draftsman): string {
  const { say } = one;
  const told = one.alarms.filter(ofPollutant).slice(0, MOST_ALARMS);
  return lines(
    told.map(({ outlet, factor, peak, value, unit, limit, limitSource }) => {
      const what = `${outletName(one, outlet ?? '')} ${factorName(one, factor ?? '')}`;
      const highest = `${peak ?? value ?? '–'} ${unit}`;
      const source = limitSource === null ? '' : say(`（${limitSource}）`, ` (${limitSource})`);
      if (limit === null) return say(`${what}：最高 ${highest}`, `${what}: highest ${highest}`);
      return say(
        `${what}：最高 ${highest}，限值 ${limit} ${unit}${source}`,
        `${what}: highest ${highest}, limit ${limit} ${unit}${source}`,
      );
    }),
  );
}

function monitoring(one: Draftsman): string {
  const { say } = one;
  const told = one.alarms.filter(ofPollutant).slice(0, MOST_ALARMS);
  return lines(
    told.map(({ outlet, factor, value, unit, sampleAt, clearedAt }) => {
      const what = `${clock(one, sampleAt)} ${outletName(one, outlet ?? '')} ${factorName(one, factor ?? '')}`;
      const back = clearedAt === null ? '' : say('，已恢复达标', ', back within the limit');
      return `${what} ${value ?? '–'} ${unit}${back}`;
    }),
  );
}

/** What the water reaches from here, with its time where the park file knows it. */
function protectedObjects(one: Draftsman): string {
  const { park, matter, say } = one;
  const below = nodesBelow(park, matter.outlet).slice(0, MOST_ALARMS);
  const reached = below.map(({ id }) => {
    const minutes = travelMinutes(park, matter.outlet, id);
    const name = outletName(one, id);
    if (minutes === null) return say(`${name}：流达时间未知`, `${name}: travel time not known`);
    return say(`${name}：流达约 ${Math.round(minutes)} 分钟`, `${name}: reached in about ${Math.round(minutes)} min`);
  });
  const river = park.river ? [say(`受纳水体：${park.river.name.zh}`, `Receiving water: ${park.river.name.en}`)] : [];
  return lines([...reached, ...river]);
}

const MEASURE_STATES = {
  started: ['进行中', 'under way'],
  done: ['完成', 'done'],
  failed: ['失败', 'failed'],
} as const;

function measureLine(one: Draftsman, { code, wall, startedAt, startedBy, state, endedAt }: Measure): string {
  const { say } = one;
  const kind = MEASURES.find((measure) => measure.code === code);
  const name = kind === undefined ? code : say(kind.zh, kind.en);
  const on = wall === null ? '' : ` · ${outletName(one, wall)}`;
  const [zh, en] = MEASURE_STATES[state];
  const is = say(zh, en);
  const ended = endedAt === null ? '' : ` ${clock(one, endedAt)}`;
  return `${clock(one, startedAt)} ${name}${on}${say(`（${startedBy}）：`, ` (${startedBy}): `)}${is}${ended}`;
}

const measures: Writer = (one) => {
  const told = one.incident.measures.map((measure) => measureLine(one, measure));
  return told.length > 0 ? lines(told) : one.say('尚未采取围堵措施。', 'No measure has been started yet.');
};

function development(one: Draftsman): string {
  const { incident, alarms, say } = one;
  const active = alarms.filter(({ clearedAt }) => clearedAt === null).length;
  const tiers = incident.tiers.map(({ tier }) => say(...TIER_NAMES[tier])).join(say('、', ', '));
  return lines([
    held(one),
    say(
      `尚未恢复达标的警情 ${active} 条，共 ${alarms.length} 条`,
      `${active} of ${alarms.length} alarms still in breach`,
    ),
    say(`起责层级：${tiers}`, `On duty: ${tiers}`),
    ...(incident.relapses > 0 ? [say(`再次超限 ${incident.relapses} 次`, `${incident.relapses} relapses`)] : []),
  ]);
}

function held(one: Draftsman): string {
  const { say } = one;
  const { containedAt } = one.incident;
  if (containedAt === null) return say('污水尚未确认围堵。', 'The water is not confirmed to be held.');
  return say(
    `污水于 ${clock(one, containedAt)} 确认围堵。`,
    `The water was confirmed held at ${clock(one, containedAt)}.`,
  );
}

function process(one: Draftsman): string {
  const { incident, say } = one;
  const taken = incident.tiers.flatMap(({ tier, acknowledged }) => {
    if (acknowledged === null) return [];
    const { by, at } = acknowledged;
    const [zh, en] = TIER_NAMES[tier];
    return [say(`${clock(one, at)} ${zh} ${by} 确认`, `${clock(one, at)} acknowledged by ${by} (${en})`)];
  });
  const { closing } = incident;
  const closed = closing ? [say(`${clock(one, closing.at)} 关闭`, `${clock(one, closing.at)} closed`)] : [];
  return lines([
    say(`${clock(one, incident.openedAt)} 事件开启`, `${clock(one, incident.openedAt)} opened`),
    ...taken,
    held(one),
    ...closed,
  ]);
}

const responsibility: Writer = ({ incident }) => incident.closing?.rootCause ?? '';

/** What this reporter has sent and not yet taken back. */
const withdrawn: Writer = ({ matter, reporter }) =>
  matter.filed
    .filter((filed) => filed.reporter === reporter && filed.kind !== 'withdrawal')
    .map(({ number }) => number)
    .join('\n');

const reason: Writer = ({ incident: { falseAlarm }, say }) => {
  if (falseAlarm === null) return '';
  const { by, approver, reason: why } = falseAlarm;
  return say(`经 ${by} 与 ${approver} 两人判定为误报：${why}`, `Judged false by ${by} and ${approver}: ${why}`);
};

/** The desks of the reporter's side, with the numbers that they can be called on. */
function contacts(one: Draftsman): string {
  const { desks, incident, reporter, park, say } = one;
  const isOurs = (tier: Tier): boolean => tierRank(tier) >= tierRank('park') === (reporter === 'department');
  const ours = desks.filter(({ tier, enterprise }) => {
    return isOurs(tier) && (enterprise === undefined || enterprise === incident.enterprise);
  });
  return lines(
    ours.map(({ id, name, phone, members }) => {
      const called = phone ?? members.find((member) => member.phone !== undefined)?.phone;
      return `${say(name.zh, name.en) || deskId(park.id, id)} ${called ?? ''}`.trim();
    }),
  );
}

/** What the incident can say to each point; the others are a person's. */
export const DRAFTED: Partial<Record<ReportField, Writer>> = {
  ...{ time, place, source, cause, pollutants, protectedObjects, monitoring, measures, development },
  ...{ process, results: held, responsibility, withdrawn, reason, contacts },
};
