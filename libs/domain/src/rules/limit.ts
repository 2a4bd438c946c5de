import type { Severity } from '../condition/condition';
import type { Finding } from '../condition/observe';
import { compare } from '../limit/judge';
import { type LimitInForce, limitAt } from '../limit/limit';
import type { Basis, LimitRule } from '../park/park';
import { baseUnit, pollutant } from '../pollutant/pollutant';
import { localDay } from '../reading/day';
import type { Moment, Place, RuleKind, ValueWatch } from './rule';
import { type Grading, graver, severityOfDetection, severityOfDistance, severityOfRatio } from './severity';

/** At or below it a standard's cold limit holds, degC (GB 18918-2002 Table 1 note). */
const COLD = 12;

/** `limit`: a factor's value of a moment, an hour or a day against the limit that is in force at its time. */
export const limit: RuleKind<LimitRule> = {
  kind: 'limit',
  watches: (rule, place) =>
    rule.factors.filter((factor) => factor in place.monitor.factors).map((factor) => watch(rule, place, factor)),
};

function watch(rule: LimitRule, place: Place, factor: string): ValueWatch {
  const toxic = pollutant(factor)?.toxic ?? false;
  const grading: Grading = {
    ladder: rule.ladder,
    prewarn: rule.prewarn,
    toxic,
    outlet: place.outlet.kind,
    rounded: rule.rounded,
  };
  const inForce = limitsOf(place, factor, rule.basis);
  const unit = baseUnit(factor);
  return {
    on: 'value',
    id: `${rule.id}|${factor}`,
    rule,
    subject: place.subjectOf(factor),
    factor,
    unit,
    toxic,
    latching: toxic || place.outlet.kind === 'rain',
    basis: rule.basis,
    delays: { onDelay: rule.onDelay * 1000, offDelay: rule.offDelay * 1000 },
    lightest: 'blue',
    judge: (moment) => judge(moment, inForce(moment.at, moment.temperature), grading, rule.deadband),
    explain: (finding) => explain(finding, factor, unit, rule.basis),
  };
}

type InForce = (at: number, temperature: number | null) => LimitInForce | null;

/** Limits change at midnight and with the water's temperature only, so the last answer is kept for both. */
function limitsOf({ outlet, timezone }: Place, factor: string, basis: Basis): InForce {
  let from = 0;
  let to = 0;
  let known: Partial<Record<'cold' | 'warm' | 'unknown', LimitInForce | null>> = {};
  return (at, temperature) => {
    if (at < from || at >= to) {
      ({ start: from, end: to } = localDay(at, timezone));
      known = {};
    }
    const water = temperature === null ? 'unknown' : temperature <= COLD ? 'cold' : 'warm';
    const answer = known[water];
    if (answer !== undefined) return answer;
    return (known[water] = limitAt(outlet, factor, basis, at, timezone, temperature));
  };
}

const NO_NOTES: readonly string[] = [];
const NO_LIMIT: readonly string[] = ['no-limit'];
const TEMPERATURE_UNKNOWN: readonly string[] = ['temperature-unknown'];
const OVER_RANGE = 'over-range';

function judge(moment: Moment, limit: LimitInForce | null, grading: Grading, deadband: number): Finding {
  const { at, validity } = moment;
  const { value } = validity;
  const judged = limit === null || value === null ? COMPLIANT : judgeValue(value, limit, grading, deadband);
  const found: Finding = {
    at,
    severity: judged.severity,
    held: judged.held,
    badness: judged.badness,
    value,
    limit: judged.limit,
    ratio: judged.ratio,
    source: limit === null ? null : limit.source,
    notes: limit === null ? NO_LIMIT : limit.temperatureUnknown === true ? TEMPERATURE_UNKNOWN : NO_NOTES,
  };
  return limit !== null && validity.state === 'over-range' ? suspect(found, limit) : found;
}

type Judged = Pick<Finding, 'severity' | 'held' | 'badness' | 'limit' | 'ratio'>;

const COMPLIANT: Judged = { severity: null, held: null, badness: 0, limit: null, ratio: null };

function judgeValue(value: number, limit: LimitInForce, grading: Grading, deadband: number): Judged {
  if (limit.notDetectedAbove !== undefined)
    return judgeDetection(value, limit, limit.notDetectedAbove, grading, deadband);
  if (limit.min !== undefined) return judgeRange(value, limit, limit.min, grading, deadband);
  return judgeRatio(value, limit, limit.max ?? Number.MAX_VALUE, grading, deadband);
}

function judgeRatio(value: number, limit: LimitInForce, max: number, grading: Grading, deadband: number): Judged {
  const severity = gradeAgainst(value, limit, max, grading);
  const held = deadband === 0 ? severity : gradeAgainst(value + deadband * max, limit, max, grading);
  return { severity, held, badness: value, limit: max, ratio: max > 0 ? value / max : null };
}

/** Rounding never carries a value over a limit that it does not exceed, so only what does is rounded. */
function gradeAgainst(value: number, limit: LimitInForce, max: number, grading: Grading): Severity | null {
  const exceeded = value > max && compare(value, limit, grading.rounded).exceeded;
  return severityOfRatio(max > 0 ? value / max : exceeded ? Infinity : 0, exceeded, grading);
}

function judgeRange(value: number, limit: LimitInForce, min: number, grading: Grading, deadband: number): Judged {
  const { max } = limit;
  const above = max === undefined ? -Infinity : value - max;
  const distance = Math.max(min - value, above);
  const inner = Math.max(min * (1 + deadband) - value, max === undefined ? -Infinity : value - max * (1 - deadband));
  const severity =
    distance > 0 && compare(value, limit, grading.rounded).exceeded ? severityOfDistance(distance, grading) : null;
  // Equal to a bound is compliant, but with a deadband only what is further inside is back.
  const held = deadband === 0 ? severity : severityOfDistance(inner, grading);
  return {
    severity,
    held,
    badness: Math.max(0, distance),
    limit: above > min - value ? (max ?? min) : min,
    ratio: null,
  };
}

function judgeDetection(value: number, limit: LimitInForce, above: number, grading: Grading, deadband: number): Judged {
  const severity = compare(value, limit, grading.rounded).exceeded ? severityOfDetection(grading) : null;
  const held = value > above * (1 - deadband) ? severityOfDetection(grading) : null;
  return { severity, held: graver(held, severity), badness: value, limit: above, ratio: null };
}

/** Above the measuring range: the true value is unknown but high, so it is abnormal whatever the value says. */
function suspect(found: Finding, limit: LimitInForce): Finding {
  const at: Severity = 'yellow';
  return {
    ...found,
    severity: graver(found.severity, at),
    held: graver(found.held, at),
    limit: found.limit ?? limit.max ?? limit.notDetectedAbove ?? limit.min ?? null,
    notes: [...found.notes, OVER_RANGE],
  };
}

const PERIOD: Readonly<Record<Basis, string>> = { instant: '', hour: 'hourly mean ', day: 'daily mean ' };
const figure = (value: number | null): string => (value === null ? 'unknown' : String(Number(value.toPrecision(6))));

function explain(finding: Finding, factor: string, unit: string, basis: Basis): string {
  const { value, limit, ratio, source, notes } = finding;
  const name = `${pollutant(factor)?.en ?? factor} ${PERIOD[basis]}`.trim();
  const measured = `${name} ${figure(value)} ${unit}`.trim();
  if (notes.includes('no-limit')) return `${measured}: no limit is in force.`;
  const bound = `the limit ${`${figure(limit)} ${unit}`.trim()} (${source ?? 'unknown source'})`;
  const doubt = notes.includes('temperature-unknown') ? ' Water temperature unknown: the stricter limit was used.' : '';
  if (notes.includes(OVER_RANGE)) {
    const range = `above the measuring range (flag T, value ${figure(value)})`;
    return `${name} is ${range}: suspected above ${bound}.${doubt}`;
  }
  const times = ratio === null ? '' : `, ${ratio.toFixed(2)} times it`;
  return `${measured} is ${verdict(finding)} ${bound}${times}.${doubt}`;
}

function verdict({ severity, ratio }: Finding): string {
  if (severity === null) return 'within';
  return ratio !== null && ratio <= 1 ? 'close to' : 'outside of';
}
