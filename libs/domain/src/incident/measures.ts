import type { Park, Wall } from '../park/park';
import { type Tier, tierRank, TIERS } from '../tier/tier';
import type { Incident } from './incident';

/** A way to hold water back, or to know more of it. */
export interface MeasureKind {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** The kind of wall that it works on; null: none. */
  readonly wall: Wall['kind'] | null;
  /** Tiers that can do it; with a wall it is the wall's. */
  readonly tiers: readonly Tier[];
}

/** Containment measures by tier (domain notes on the tiers; jsbao 2020-09-16, zhcqhj.com 2024-01-20). */
export const MEASURES: readonly MeasureKind[] = [
  { code: 'close-valve', zh: '关闭雨水阀', en: 'Close the valve', wall: 'valve', tiers: TIERS },
  { code: 'close-gate', zh: '关闭闸门', en: 'Close the gate', wall: 'gate', tiers: TIERS },
  { code: 'divert-to-pond', zh: '切换至应急池', en: 'Divert to the emergency pond', wall: 'pond', tiers: TIERS },
  { code: 'retain-sample', zh: '留样（HJ 212 3015）', en: 'Retain a sample (HJ 212 3015)', wall: null, tiers: TIERS },
  { code: 'stop-feed', zh: '装置停料', en: 'Stop the unit’s feed', wall: null, tiers: ['unit', 'enterprise'] },
  { code: 'absorb', zh: '吸附封堵', en: 'Absorb and plug', wall: null, tiers: ['unit', 'enterprise'] },
  { code: 'stop-outlet', zh: '停止外排', en: 'Stop discharging', wall: null, tiers: ['enterprise', 'park'] },
  { code: 'dose', zh: '投加药剂', en: 'Dose', wall: null, tiers: ['enterprise', 'park', 'basin'] },
  { code: 'build-dam', zh: '筑坝拦截', en: 'Build a dam', wall: null, tiers: ['park', 'basin'] },
  {
    code: 'warn-intakes',
    zh: '通知下游取水口',
    en: 'Warn the intakes downstream',
    wall: null,
    tiers: ['park', 'basin'],
  },
  {
    code: 'back-within-limits',
    zh: '已自行恢复达标，核查原因',
    en: 'Back within limits by itself: look for the cause',
    ...{ wall: null, tiers: TIERS },
  },
];

/** A measure as it is offered for one incident. */
export interface OfferedMeasure {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly tier: Tier;
  readonly wall: string | null;
  /** A second person releases it. */
  readonly twoPersons: boolean;
}

/** Walls of the source, then of the park and the river; then what needs no wall, by tier. */
export function measuresFor(incident: Pick<Incident, 'enterprise' | 'policy'>, park: Park): OfferedMeasure[] {
  const walls = park.walls.filter(
    ({ tier, enterprise }) =>
      tierRank(tier) >= tierRank('park') || enterprise === undefined || enterprise === incident.enterprise,
  );
  const onWalls = walls.flatMap((wall) =>
    MEASURES.filter((kind) => kind.wall === wall.kind).map(({ code, zh, en }) => ({
      ...{ code, zh, en, tier: wall.tier, wall: wall.id, twoPersons: wall.twoPersons },
    })),
  );
  const others = MEASURES.filter(({ wall }) => wall === null).flatMap(({ code, zh, en, tiers }) => {
    const tier = tiers.find((one) => incident.policy.tiers.includes(one)) ?? incident.policy.tiers.at(-1) ?? 'park';
    return [{ code, zh, en, tier, wall: null, twoPersons: false }];
  });
  return [...onWalls.sort((a, b) => tierRank(a.tier) - tierRank(b.tier)), ...others];
}
