import { z } from 'zod';
import { TIERS } from '../../tier/tier';
import { EXPECTED_ACTIONS } from '../expected';

/**
 * `met`: within its target · `late`: after it · `missed`: never, or later than twice the target · `waiting`: may still
 * come · `not-fired`: its inject was never carried out, so that nobody could do anything.
 */
export const EXPECTED_OUTCOMES = ['met', 'late', 'missed', 'waiting', 'not-fired'] as const;
export type ExpectedOutcome = (typeof EXPECTED_OUTCOMES)[number];

/** What fails a drill whatever its points. */
export const HARD_FAILS = [
  'leak',
  'live-delayed',
  'tier-skipped',
  'actuator-reached',
  'top-tier-unanswered',
  'suppressed-taken-for-quiet',
  'left-active',
] as const;
export type HardFailKind = (typeof HARD_FAILS)[number];

const word = z.string().nullable();

/** One expected action of one inject, measured. Times are ms of drill time. */
export const ExpectationScoreSchema = z
  .object({
    inject: z.string(),
    n: z.int().min(0).describe('Its place among the inject’s expected actions, from 0'),
    action: z.enum(EXPECTED_ACTIONS),
    tier: z.enum(TIERS).nullable(),
    ...{ outlet: word, factor: word, enterprise: word, measure: word, to: word, objective: word },
    target: z.number().describe('ms'),
    latency: z
      .number()
      .nullable()
      .describe('ms of drill time; null: never. Of `quiet`: how long it was kept, null: throughout'),
    points: z.number().min(0).max(1).describe('1 within the target, evenly to 0 at twice the target'),
    weight: z.number().min(0),
    outcome: z.enum(EXPECTED_OUTCOMES),
    by: word.describe('Who did it'),
    incident: word.describe('Number of the incident in which it was done'),
  })
  .meta({ id: 'ExpectationScore' });
export type ExpectationScore = z.infer<typeof ExpectationScoreSchema>;

export const HardFailSchema = z
  .object({
    kind: z.enum(HARD_FAILS),
    evidence: z.array(
      z.object({
        event: z.int().nullable().describe('`seq` of the journal'),
        row: word.describe('What else proves it: the key of a delivery, the id of an alarm, a count'),
        what: z.string().describe('In short'),
      }),
    ),
  })
  .meta({ id: 'DrillHardFail' });
export type HardFail = z.infer<typeof HardFailSchema>;
export type FailEvidence = HardFail['evidence'][number];

const Compared = z.object({ before: z.number().nullable(), now: z.number().nullable(), change: z.number().nullable() });

/** A drill's score: made from its journal alone, so that the same events give the same score. */
export const DrillScoreSchema = z
  .object({
    ...{ drill: z.string(), scenario: z.string() },
    total: z.number().min(0).max(100).describe('Σ weight × points / Σ weight × 100; 0 where nothing is weighed'),
    passMark: z.number(),
    passed: z.boolean().describe('No hard fails, and the pass mark reached'),
    final: z.boolean().describe('The drill is over: nothing changes any more'),
    expectations: z.array(ExpectationScoreSchema),
    objectives: z.array(
      z.object({
        objective: z.string(),
        expectations: z.int(),
        points: z
          .number()
          .nullable()
          .describe('Average of its expectations, of 100; null where nothing of it is measured'),
      }),
    ),
    injects: z.object({ all: z.int(), carriedOut: z.int(), notFired: z.array(z.string()) }),
    hardFails: z.array(HardFailSchema),
    comparison: z
      .object({
        drill: z.string().describe('The drill of the same scenario before it'),
        total: Compared,
        objectives: z.array(Compared.extend({ objective: z.string() })),
      })
      .nullable(),
  })
  .meta({ id: 'DrillScore' });
export type DrillScore = z.infer<typeof DrillScoreSchema>;
export type ScoreComparison = NonNullable<DrillScore['comparison']>;
