import { gravity, type Severity } from '../condition/condition';
import { type Tier, tierRank } from '../tier/tier';
import { type Figure, figure, type Group, type Values } from './figure';
import { type Distribution, percent, quantile, seconds, totalOf } from './quantile';

/** How a tier's duties to acknowledge ended, for one severity. Durations in ms. */
export interface AckFacts {
  readonly severity: Severity;
  readonly tier: Tier;
  readonly took: Distribution;
  /** Acknowledged before the deadline. */
  readonly inTime: number;
  /** After it, or not yet although it has passed. */
  readonly late: number;
}

const spread = (took: Distribution): Values => ({
  p50: seconds(quantile(took, 0.5)),
  p90: seconds(quantile(took, 0.9)),
  p99: seconds(quantile(took, 0.99)),
  count: totalOf(took),
});

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);

/** K12: from being told to taking note, by severity and tier; and the share that was in time. Gravest first. */
export function ackTime(facts: readonly AckFacts[]): Figure {
  const inTimeOf = (some: readonly AckFacts[]): number | null =>
    percent(
      sum(some, ({ inTime }) => inTime),
      sum(some, ({ inTime, late }) => inTime + late),
    );
  const groups = facts
    .toSorted((a, b) => gravity(b.severity) - gravity(a.severity) || tierRank(a.tier) - tierRank(b.tier))
    .map((one): Group => {
      const { severity, tier, took } = one;
      return { by: { severity, tier }, values: { ...spread(took), inTime: inTimeOf([one]) } };
    });
  const inTime = inTimeOf(facts);
  const red = inTimeOf(facts.filter(({ severity }) => severity === 'red'));
  const all = spread(facts.flatMap(({ took }) => took));
  return figure('K12', inTime, { ...all, inTime, inTimeRed: red }, groups);
}

/** How long it took to hold the water back, for one severity, ms: since the breach began, and since the first note of it. */
export interface ContainFacts {
  readonly severity: Severity;
  readonly fromOnset: Distribution;
  readonly fromAck: Distribution;
}

/** K13. */
export function containTime(facts: readonly ContainFacts[]): Figure {
  const of = (some: readonly ContainFacts[]): Values => {
    const onset = spread(some.flatMap(({ fromOnset }) => fromOnset));
    const ack = spread(some.flatMap(({ fromAck }) => fromAck));
    return { ...onset, ackP50: ack['p50'] ?? null, ackP90: ack['p90'] ?? null, ackP99: ack['p99'] ?? null };
  };
  const groups = facts
    .toSorted((a, b) => gravity(b.severity) - gravity(a.severity))
    .map((one): Group => ({ by: { severity: one.severity }, values: of([one]) }));
  const all = of(facts);
  return figure('K13', all['p50'] ?? null, all, groups);
}

/** K15: incidents whose highest tier let its deadline pass, and for how long, ms: nobody stands above it. */
export function unanswered(facts: { readonly reached: number; readonly silent: Distribution }): Figure {
  const count = totalOf(facts.silent);
  const minutes = facts.silent.reduce((total, [ms, times]) => total + ms * times, 0) / 60_000;
  const { reached } = facts;
  return figure('K15', count, { count, minutes, reached });
}
