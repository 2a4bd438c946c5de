import type { Incident } from '../incident/incident';
import type { Drill, Injected } from './drill';
import type { Inject, Scenario } from './scenario';

/** What happened in a drill, as far as injects wait for it. */
export interface InjectFacts {
  readonly incidents: readonly Incident[];
}

type When = NonNullable<Inject['when']>;

/**
 * Injects that are due by `now` and not carried out yet, the earliest first, each with its moment: its offset, or when
 * its condition became true, which the incidents' documents say. So a conductor that comes late, or twice, says the same.
 * A condition is seen while the document shows it: what was contained and relapsed between two looks was not contained.
 * @param now epoch ms of the drill's clock
 */
export function injectsDue(
  drill: Pick<Drill, 'id' | 'scenario' | 'started' | 'injected'>,
  { incidents }: InjectFacts,
  now: number,
): Injected[] {
  if (drill.started === null) return [];
  const { clock } = drill.started;
  const end = endOf(drill.scenario, clock);
  const done = new Set(drill.injected.map(({ inject }) => inject));
  const own = incidents.filter((incident) => incident.class === 'exercise' && incident.drill === drill.id);
  return drill.scenario.injects
    .filter(({ id }) => !done.has(id))
    .flatMap((inject) => {
      const at = momentOf(inject, clock, own);
      return at === null || at > Math.min(now, end) ? [] : [{ inject: inject.id, at }];
    })
    .sort((a, b) => a.at - b.at);
}

/** When the script is over, epoch ms of the drill's clock. */
export const endOf = ({ duration }: Pick<Scenario, 'duration'>, clock: number): number => clock + duration * 1000;

function momentOf({ at, when }: Inject, clock: number, incidents: readonly Incident[]): number | null {
  if (when === undefined) return at === undefined ? null : clock + at * 1000;
  const moments = incidents
    .filter(({ enterprise }) => when.enterprise === undefined || enterprise === when.enterprise)
    .flatMap((incident) => becameTrue(when, incident) ?? []);
  return moments.length === 0 ? null : Math.min(...moments) + when.after * 1000;
}

/** When everything that is asked of an incident was true, epoch ms; null while something is not. */
function becameTrue({ incident: state, tier }: When, incident: Incident): number | null {
  const moments: (number | null)[] = [
    ...(state === undefined ? [] : [REACHED[state](incident)]),
    ...(tier === undefined ? [] : [incident.tiers.find((duty) => duty.tier === tier)?.since ?? null]),
  ];
  const known = moments.filter((at) => at !== null);
  return known.length === moments.length && known.length > 0 ? Math.max(...known) : null;
}

/** When an incident reached what a condition names, epoch ms. */
const REACHED: Readonly<Record<NonNullable<When['incident']>, (incident: Incident) => number | null>> = {
  opened: ({ openedAt }) => openedAt,
  acknowledged: ({ tiers }) => {
    const moments = tiers.flatMap(({ acknowledged }) => acknowledged?.at ?? []);
    return moments.length === 0 ? null : Math.min(...moments);
  },
  contained: ({ containedAt }) => containedAt,
  suspended: ({ suspension }) => suspension?.at ?? null,
  'judged-false': ({ falseAlarm }) => falseAlarm?.at ?? null,
  closed: ({ closing }) => closing?.at ?? null,
};
