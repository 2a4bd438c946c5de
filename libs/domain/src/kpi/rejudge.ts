import { type Condition, type Severity, conditionKey } from '../condition/condition';
import type { Park } from '../park/park';
import type { LogMessage } from '../reading/log';
import { DAY_GRACE, HOUR } from '../reading/averages';
import type { Period, Sample } from '../reading/sample';
import { ShardJudge } from '../rules/engine/shard';
import { LIVE } from '../timeline/timeline';

/** A version of a park's register and since when it is in force, epoch ms. */
export interface DatedRegister {
  readonly at: number;
  readonly version: number;
  readonly document: Park;
}

/** A breach that history shows. Times are epoch ms. */
export interface Breach {
  /** `conditionKey`. */
  readonly key: string;
  readonly outlet: string;
  readonly factor: string | null;
  readonly rule: string;
  readonly onset: number;
  /** null: it went on at the end of what was judged. */
  readonly clearedAt: number | null;
  /** The worst value and the limit that it was held against, in the factor's unit. */
  readonly value: number | null;
  readonly limit: number | null;
  readonly unit: string;
  readonly severity: Severity;
}

/** An outlet's history around a day. */
export interface OutletHistory {
  readonly outlet: string;
  /** Every version that was in force while these samples were taken, oldest first. */
  readonly versions: readonly DatedRegister[];
  readonly samples: readonly Sample[];
}

/** Only what begins in it counts, epoch ms; `to` is no part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** History that is read before a day, so that what went on at its beginning is known to have: an hour, whole for means. */
export const LEAD = HOUR;
/** Longest minute period (HJ 212-2017 6.6.4 `MinInterval`): its value comes when it has passed. */
const ARRIVES_AFTER: Readonly<Record<Period, number>> = {
  realtime: 0,
  minute: 600_000,
  hour: HOUR,
  day: 24 * HOUR,
};
const HALF_HOUR = HOUR / 2;

/**
 * Judges an outlet's history again by the rules of the registers that were in force: the same judge, shown samples in
 * the order of their time. Delays are measured by samples alone, since the arrival of history's samples is not known:
 * what only the clock would have made an alarm of is not asked for.
 *
 * @param now epoch ms: hours and days that have not been closed by then are not judged
 */
export function rejudge(history: OutletHistory, span: Span, now: number): Breach[] {
  const samples = history.samples.toSorted((a, b) => due(a) - due(b) || (a.monitor < b.monitor ? -1 : 1));
  const moments = replay(history, samples, ['instant'], null);
  const means = replay(history, samples, ['hour', 'day'], Math.min(now, span.to + HOUR + DAY_GRACE));
  return [...moments, ...means]
    .filter(({ onset }) => onset >= span.from && onset < span.to)
    .sort((a, b) => a.onset - b.onset || (a.key < b.key ? -1 : 1));
}

const due = ({ at, period }: Sample): number => at + ARRIVES_AFTER[period];

/** @param until where the clock is run to, epoch ms; null: nothing here needs one */
function replay(history: OutletHistory, samples: readonly Sample[], bases: readonly string[], until: number | null) {
  const versions = history.versions.map((one) => only(one, history.outlet, bases));
  const found = new Map<string, Breach>();
  if (versions.every(({ document }) => document.outlets.length === 0 || document.rules.length === 0)) return [];
  const judge = new ShardJudge();
  let n = 0;
  const show = (message: LogMessage): void => {
    for (const said of judge.apply(`${(n += 1)}-0`, [message])) if (said.kind === 'condition') note(found, said);
  };
  const clockwork = until === null ? null : new Clockwork(show);
  let next = 0;
  for (const sample of samples) {
    clockwork?.until(due(sample));
    for (const { version, document } of takenUpBy(versions, next, sample.at)) {
      next += 1;
      show({ kind: 'register', ...LIVE, park: sample.park, version, document });
    }
    show({ ...sample, receivedAt: due(sample) });
  }
  if (until !== null) clockwork?.until(until);
  return [...found.values()];
}

/** Versions from a place in the list that are in force by a moment; the first is, however old the sample. */
const takenUpBy = (versions: readonly DatedRegister[], from: number, at: number): DatedRegister[] =>
  versions.slice(from).filter((version, i) => from + i === 0 || version.at <= at);

/** Half hours of the clock, which close hours and days. */
class Clockwork {
  private at: number | null = null;

  constructor(private readonly show: (message: LogMessage) => void) {}

  until(moment: number): void {
    this.at ??= Math.floor(moment / HALF_HOUR) * HALF_HOUR; // before the first sample nothing waits
    while (this.at + HALF_HOUR <= moment) {
      this.at += HALF_HOUR;
      this.show({ kind: 'tick', at: this.at, heard: true });
    }
  }
}

/** A register with one outlet and the limits of some bases: a silence leaves nothing in history to judge. */
function only({ at, version, document }: DatedRegister, outlet: string, bases: readonly string[]): DatedRegister {
  const rules = document.rules.filter((rule) => rule.kind === 'limit' && bases.includes(rule.basis));
  return { at, version, document: { ...document, rules, outlets: document.outlets.filter(({ id }) => id === outlet) } };
}

function note(found: Map<string, Breach>, said: Condition): void {
  const key = conditionKey(said.key);
  const { episode, onset, clearedAt, peak, limit, unit, severityMax } = said;
  const { outlet, factor, rule } = said.key;
  const name = `${key}#${episode}`;
  const known = found.get(name);
  if (outlet === null) return;
  found.set(name, {
    ...{ key, outlet, factor, rule, onset, clearedAt, value: peak, unit, severity: severityMax },
    limit: known?.limit ?? limit,
  });
}
