import { z } from 'zod';

const Volume = z.number().min(0);

/**
 * What an emergency pond must be able to hold, as data: 水体污染防控紧急措施设计导则 (中石化建标〔2006〕43号), also
 * Q/SY 08190. `V_total = (V1 + V2 - V3)max + V4 + V5`.
 */
export const PondDemand = z.strictObject({
  /** The greatest of these counts. */
  units: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(48),
        /** V1: the largest spill of a tank group or unit, m3. */
        spill: Volume,
        /** V2: fire water, m3/h for so many hours each. */
        fireWater: z.array(z.strictObject({ flow: Volume, hours: Volume })).default([]),
        /** V3: what can be moved elsewhere, m3. */
        moved: Volume.default(0),
      }),
    )
    .min(1),
  /** V4: production waste water that still comes in, m3. */
  wasteWater: Volume.default(0),
  /** V5 = 10 q F: q = annual rain / rain days (mm), F = catchment (ha). */
  rain: z
    .strictObject({
      /** mm a year. */
      annual: Volume,
      /** Days with rain a year. */
      days: z.number().positive(),
      /** ha. */
      catchment: Volume,
    })
    .optional(),
});
export type PondDemand = z.infer<typeof PondDemand>;
