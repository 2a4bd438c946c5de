import { type Distribution, largest, quantile } from '../../kpi/quantile';
import { type Tier, TIERS } from '../../tier/tier';
import type { DrillFacts } from '../score/facts';
import { askings, type IncidentStory, storyOf } from '../score/story';
import type { AfterActionReport } from './shape';

type TierReport = AfterActionReport['tiers'][number];

interface Answered {
  readonly tier: Tier;
  /** ms of drill time; null: never. */
  readonly acknowledge: number | null;
  readonly contain: number | null;
}

/** How each tier that was asked has answered, lowest first. */
export function tiersOf(facts: DrillFacts): TierReport[] {
  const answers = storyOf(facts).incidents.flatMap(answersOf);
  return TIERS.flatMap((tier) => {
    const own = answers.filter((one) => one.tier === tier);
    if (own.length === 0) return [];
    const acknowledge = timesOf(own.map((one) => one.acknowledge));
    return [
      {
        tier,
        asked: own.length,
        acknowledge,
        contain: timesOf(own.map((one) => one.contain)),
        missed: missedBy(tier, facts),
      },
    ];
  });
}

function answersOf(incident: IncidentStory): Answered[] {
  const contained = incident.moments.filter(({ type }) => type === 'incident.contained').map(({ at }) => at);
  return askings(incident).map(({ tier, from, acknowledged }) => {
    const held = contained.find((at) => at >= from);
    return {
      tier,
      acknowledge: acknowledged && acknowledged.at - from,
      contain: held === undefined ? null : held - from,
    };
  });
}

function timesOf(all: readonly (number | null)[]): TierReport['acknowledge'] {
  const seen: Distribution = all.filter((ms) => ms !== null).map((ms) => [ms / 1_000, 1] as const);
  return { n: seen.length, median: quantile(seen, 0.5), slowest: largest(seen) };
}

const missedBy = (tier: Tier, { events }: DrillFacts): number =>
  events.filter(({ type, data }) => {
    if (type !== 'deadline.missed') return false;
    const about = data as { kind: string; tier: Tier | null };
    return about.tier === tier && (about.kind === 'acknowledge' || about.kind === 'contain');
  }).length;
