import { z } from 'zod';
import { gravity, SEVERITIES, type Severity } from '../condition/condition';
import { WeightsSchema } from '../drill/expected';
import { LegalPolicySchema } from '../legal/policy';
import { type Tier, TIERS } from '../tier/tier';

/** Minutes; fractions are for drills and tests. At most a week. */
const Minutes = z.number().positive().max(10_080);

const Due = z.strictObject({ acknowledge: Minutes, contain: Minutes });
const byTier = z.partialRecord(z.enum(TIERS), Due);
const byColour = (blue: number, yellow: number, orange: number, red: number) =>
  z
    .strictObject({
      blue: Minutes.default(blue),
      yellow: Minutes.default(yellow),
      orange: Minutes.default(orange),
      red: Minutes.default(red),
    })
    .prefault({});

/** Defaults of the project, no standard's: how fast park desks answer has not been measured anywhere. */
const DEADLINES = {
  blue: { unit: { acknowledge: 30, contain: 240 }, enterprise: { acknowledge: 30, contain: 240 } },
  yellow: {
    unit: { acknowledge: 10, contain: 30 },
    enterprise: { acknowledge: 10, contain: 45 },
    park: { acknowledge: 15, contain: 60 },
  },
  orange: {
    unit: { acknowledge: 5, contain: 20 },
    enterprise: { acknowledge: 5, contain: 30 },
    park: { acknowledge: 10, contain: 45 },
    basin: { acknowledge: 15, contain: 90 },
  },
  red: {
    unit: { acknowledge: 3, contain: 15 },
    enterprise: { acknowledge: 3, contain: 20 },
    park: { acknowledge: 5, contain: 30 },
    basin: { acknowledge: 10, contain: 60 },
  },
} as const satisfies Record<Severity, Partial<Record<Tier, z.infer<typeof Due>>>>;

/** How a park's incidents are driven: part of a park file (`policy`) and of the API. All times in minutes. */
export const PolicySchema = z.strictObject({
  /** By colour and tier. A pair that is missing takes the next graver colour's, then the next lower tier's. */
  deadlines: z
    .strictObject({
      blue: byTier.default(DEADLINES.blue),
      yellow: byTier.default(DEADLINES.yellow),
      orange: byTier.default(DEADLINES.orange),
      red: byTier.default(DEADLINES.red),
    })
    .prefault({}),
  /** Between two pages of a tier that has not acknowledged. */
  remind: byColour(15, 5, 3, 2),
  /** To accept a hand-over of a desk. */
  handOver: byColour(30, 10, 5, 3),
  /** Between two pages of the highest tier once it has missed its deadlines: without end. */
  repeat: Minutes.default(15),
  /** An alarm of the same source and pollutant family joins an incident whose newest episode began within it. */
  window: Minutes.default(60),
  /** A person may re-open a closed incident within it; an alarm of the same kind within `window` does so by itself. */
  reopen: Minutes.default(1440),
  /** The least time for which CONTAINED is watched; twice the contain time where that is longer. */
  watch: Minutes.default(60),
  /** Between two pages to close what has been contained and watched. */
  close: Minutes.default(240),
  /** How long pages stop for a suspected false alarm. */
  suspend: Minutes.default(10),
  /** How long the second person has. */
  approve: Minutes.default(5),
  /** After an outage: the least that a tier which was never told has to acknowledge. */
  grace: Minutes.default(2),
  /** The longest shelving, by the tier of who shelves; the park's needs a second person. */
  shelve: z
    .strictObject({ unit: Minutes.default(30), enterprise: Minutes.default(120), park: Minutes.default(480) })
    .prefault({}),
  /** A lone night desk is asked this often whether somebody is there ... */
  presence: Minutes.default(20),
  /** ... and has this long to say so. */
  presenceAnswer: Minutes.default(3),
  /** What weighs how much in the score of a drill; the scenario may say otherwise. */
  drillWeights: WeightsSchema.optional(),
  /** The times of reports to the authorities. */
  legal: LegalPolicySchema.prefault({}),
});

export type Policy = z.infer<typeof PolicySchema>;

export const DEFAULT_POLICY: Policy = PolicySchema.parse({});

/** A policy as it was when an incident opened. Editing a policy changes the next incident. */
export interface FrozenPolicy extends Policy {
  /** Version of the park's policy. */
  readonly version: number;
  /** Tiers that exist in the park: those with a desk that can be reached, lowest first. Never empty. */
  readonly tiers: readonly Tier[];
}

const MINUTE = 60_000;
export const minutes = (count: number): number => Math.round(count * MINUTE);

/** Acknowledge and contain times of a tier under a colour, ms. */
export function dueTimes(policy: Policy, severity: Severity, tier: Tier): { acknowledge: number; contain: number } {
  const lower = TIERS.slice(0, TIERS.indexOf(tier) + 1).toReversed();
  const graver = SEVERITIES.slice(gravity(severity));
  for (const candidate of lower) {
    for (const colour of graver) {
      const due = policy.deadlines[colour][candidate];
      if (due) return { acknowledge: minutes(due.acknowledge), contain: minutes(due.contain) };
    }
  }
  const due = DEADLINES.red.unit;
  return { acknowledge: minutes(due.acknowledge), contain: minutes(due.contain) };
}
