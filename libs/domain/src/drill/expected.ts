import { z } from 'zod';

/** What people and the engine are expected to do after an inject, each within so many seconds of drill time. */
export const EXPECTED_ACTIONS = [
  'detect',
  'notify',
  'acknowledge',
  'tier',
  'measure',
  'contain',
  'hand-over',
  'report',
  'correct',
  'quiet',
] as const;
export type ExpectedAction = (typeof EXPECTED_ACTIONS)[number];

/** Weights of a drill's score, by action; what is left out weighs as `DEFAULT_WEIGHTS` says. */
export const WeightsSchema = z.partialRecord(z.enum(EXPECTED_ACTIONS), z.number().min(0).max(100));

export type Weights = z.infer<typeof WeightsSchema>;
