import { type Alarm, isActive, type Severity } from '@cofferdam/domain';
import type { CapArea, CapInfo, CapNamed } from '../message';
import type { CapCase } from './case';
import type { CapStep } from './decide';
import { exerciseName } from './facts';
import { figure, plain, shorten } from './plain';
import { textsOf } from './text';
import { type CapLanguage, TIER_NAMES } from './words';

const HOURS_4 = 4 * 3_600_000;
const NAME = 'COFFERDAM:';
/** Areas that a message names. */
const AREAS = 10;
/** Around an outlet, km: as far as its own people can see to it. */
const RADIUS_KM = 0.5;

const SEVERITY = { red: 'Extreme', orange: 'Severe', yellow: 'Moderate', blue: 'Minor' } as const;
/** Blue is told before a limit is reached. */
const URGENCY = { red: 'Immediate', orange: 'Immediate', yellow: 'Expected', blue: 'Future' } as const;
const RESPONSES: Readonly<Record<Severity, readonly string[]>> = {
  blue: ['Monitor'],
  yellow: ['Execute', 'Monitor'],
  orange: ['Execute', 'Monitor'],
  red: ['Execute', 'Prepare'],
};

type Judged = Pick<CapInfo, 'responseTypes' | 'urgency' | 'severity' | 'certainty'>;

/** More than one sample in breach is observed; a single one may be a mistake. */
const isSeen = ({ raisedAt, sampleAt, occurrences }: Alarm): boolean => sampleAt > raisedAt || occurrences > 1;

function judged({ incident, alarms }: CapCase, { msgType, changes }: CapStep): Judged {
  if (msgType === 'Cancel') {
    return { responseTypes: ['None'], urgency: 'Past', severity: 'Unknown', certainty: 'Unlikely' };
  }
  const severity = SEVERITY[incident.severity];
  const certainty = alarms.some(isSeen) ? 'Observed' : 'Likely';
  if (changes.includes('closed')) return { responseTypes: ['AllClear'], urgency: 'Past', severity, certainty };
  if (changes.includes('merged')) return { responseTypes: ['Monitor'], urgency: 'Past', severity, certainty };
  return { responseTypes: RESPONSES[incident.severity], urgency: URGENCY[incident.severity], severity, certainty };
}

const wholeSecond = (at: number): number => Math.ceil(at / 1000) * 1000;

/** Four hours, or until after the next two deadlines where those are further away. Epoch ms of a whole second. */
export function expiresOf({ deadlines }: CapCase['incident'], sent: number): number {
  const due = deadlines.slice(0, 2).map(({ dueAt }) => wholeSecond(Date.parse(dueAt)));
  return Math.max(sent + HOURS_4, ...due);
}

const named = (values: Readonly<Record<string, string | null | undefined>>): CapNamed[] =>
  Object.entries(values).flatMap(([name, value]) =>
    value == null || value === '' ? [] : [{ name: `${NAME}${name}`, value }],
  );

const number = (value: number | null | undefined): string | null => (value == null ? null : figure(value));

const ofAlarm = (alarm: Alarm | undefined): CapNamed[] =>
  alarm === undefined
    ? []
    : named({
        ...{ pollutant: alarm.factor, value: number(alarm.value), unit: alarm.unit },
        ...{ limit: number(alarm.limit), ratio: number(alarm.ratio) },
      });

function ofDuty({ tiers, measures }: CapCase['incident']): CapNamed[] {
  const measure = named({ measureCode: measures.at(-1)?.code });
  const top = tiers.at(-1);
  if (top === undefined) return measure;
  const { tier, ackDeadline, containDeadline, trigger: escalationReason } = top;
  return [...named({ tier, ackDeadline, containDeadline, escalationReason }), ...measure];
}

/** Figures for machines. What the public is told holds none that two persons have not read. */
function parameters({ incident, alarms, warning }: CapCase): CapNamed[] {
  const exerciseId = incident.class === 'exercise' ? exerciseName(incident.drill ?? '') : null;
  const common = named({ warningColour: incident.severity, state: incident.state, exerciseId });
  if (warning !== null) return common;
  return [...ofAlarm(alarms.find(isActive) ?? alarms[0]), ...ofDuty(incident), ...common];
}

function ofOutlet(id: string, { park, incident }: CapCase, language: CapLanguage): CapArea {
  const outlet = park.outlets.find((one) => one.id === id);
  const name = plain(outlet?.name[language] ?? id, incident.class);
  const position = outlet?.position;
  return {
    description: language === 'zh' ? `${name}及其下游` : `${name} and the water below it`,
    polygons: [],
    circles: position === undefined ? [] : [[position.lat, position.lon, RADIUS_KM]],
    geocodes: [{ name: `${NAME}asset`, value: id }],
  };
}

function areas(kase: CapCase, language: CapLanguage): CapArea[] {
  const { warning, incident } = kase;
  if (warning === null) return incident.outlets.slice(0, AREAS).map((id) => ofOutlet(id, kase, language));
  return warning.areas.map((both) => ({
    ...{ description: plain(both[language], incident.class), polygons: [], circles: [], geocodes: [] },
  }));
}

/** Who has to act. */
function audience({ incident, warning }: CapCase, language: CapLanguage): string {
  if (warning !== null) return language === 'zh' ? '公众' : 'the public';
  const tiers = incident.tiers.map(({ tier }) => TIER_NAMES[tier][language]);
  return language === 'zh' ? `${tiers.join('、')}值守席位` : `duty desks: ${tiers.join(', ')}`;
}

const LANGUAGE = { zh: 'zh-CN', en: 'en' } as const;
const CENTRE = { zh: '应急值守中心', en: ' emergency duty centre' } as const;

function info(kase: CapCase, step: CapStep, sent: number, language: CapLanguage): CapInfo {
  const { incident, park } = kase;
  const onset = Math.floor(Date.parse(incident.cause.onset) / 1000) * 1000;
  return {
    language: LANGUAGE[language],
    categories: incident.toxic ? ['Env', 'CBRNE'] : ['Env'],
    ...textsOf(kase, step, language),
    ...judged(kase, step),
    audience: audience(kase, language),
    eventCodes: named({ event: `WATER.${incident.family.toUpperCase()}`, tier: incident.tiers.at(-1)?.tier }),
    ...{ effective: sent, onset: Math.min(onset, sent), expires: expiresOf(incident, sent) },
    senderName: shorten(`${plain(park.name[language], incident.class)}${CENTRE[language]}`, 120),
    ...{ web: kase.web, contact: null, parameters: parameters(kase), resources: [], areas: areas(kase, language) },
  };
}

/** The blocks of a message, Chinese first, of the same structure. */
export const infosOf = (kase: CapCase, step: CapStep, sent: number): CapInfo[] =>
  (['zh', 'en'] as const).map((language) => info(kase, step, sent, language));
