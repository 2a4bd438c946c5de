import type { PondDemand } from '../park/pond-demand';

/** What an emergency pond must be able to hold, m3, with the parts of the sum. */
export interface PondNeed {
  readonly total: number;
  /** Each unit's or tank group's spill and fire water less what can be moved elsewhere; the greatest counts. */
  readonly units: readonly { readonly id: string; readonly fireWater: number; readonly volume: number }[];
  /** V4: production waste water that still comes in. */
  readonly wasteWater: number;
  /** V5. */
  readonly rain: number;
}

/** 1 mm of rain on 1 ha, m3. */
const MM_ON_HECTARE = 10;

/**
 * `V_total = (V1 + V2 - V3)max + V4 + V5`, 水体污染防控紧急措施设计导则 (中石化建标〔2006〕43号), Q/SY 08190;
 * V2 = sum of flow times hours, V5 = 10 q F with q = annual rain / rain days. A unit that can move more than it spills
 * counts as nothing.
 */
export function pondDemand({ units, wasteWater, rain }: PondDemand): PondNeed {
  const needs = units.map(({ id, spill, fireWater, moved }) => {
    const fire = fireWater.reduce((sum, { flow, hours }) => sum + flow * hours, 0);
    return { id, fireWater: fire, volume: Math.max(0, spill + fire - moved) };
  });
  const rained = rain === undefined ? 0 : (MM_ON_HECTARE * rain.annual * rain.catchment) / rain.days;
  const greatest = Math.max(...needs.map(({ volume }) => volume));
  return { total: greatest + wasteWater + rained, units: needs, wasteWater, rain: rained };
}

const HOUR = 3_600_000;

/**
 * When an emergency pond is full: free volume over inflow.
 * @param pond volume and level m3, inflow m3/h
 * @param at epoch ms at which level and inflow were known
 * @returns epoch ms, `at` for a pond that is full already; null where nothing runs in
 */
export function fullAt(
  { volume, level, inflow }: { readonly volume: number; readonly level: number; readonly inflow: number },
  at: number,
): number | null {
  if (level >= volume) return at;
  return inflow > 0 ? Math.round(at + ((volume - level) / inflow) * HOUR) : null;
}
