import type { IncidentView, Tier } from '@cofferdam/domain';
import type { DrillView, ToldView } from '../api/drills';
import { TIERS } from '../incidents/tiers';

interface At {
  /** ISO 8601, of the drill's clock. */
  readonly at: string;
  /** User name, or null where nobody in particular did it. */
  readonly who: string | null;
  /** Number of the incident that it is about. */
  readonly incident: string | null;
}

type Plain = 'told' | 'on-duty' | 'acknowledged' | 'contained' | 'acknowledge-missed' | 'contain-missed';

/** What a tier was told or did, or failed to do. */
export type LaneEntry = At &
  (
    | { readonly what: Plain }
    | {
        readonly what: 'measure' | 'measure-done' | 'measure-failed';
        readonly code: string;
        readonly wall: string | null;
      }
  );

export interface Lane {
  readonly tier: Tier;
  /** Who takes part of this tier. */
  readonly people: readonly string[];
  /** Oldest first. */
  readonly entries: readonly LaneEntry[];
}

/** From the unit to the basin: what each tier that takes part, or came on duty, did in the drill. */
export function lanesOf(
  { participants }: Pick<DrillView, 'participants'>,
  incidents: readonly IncidentView[],
  told: readonly ToldView[],
): Lane[] {
  const lanes = TIERS.map((tier) => {
    const people = participants.filter((one) => one.tier === tier).map(({ user }) => user);
    const entries = [
      ...firstTold(told, people, incidents),
      ...incidents.flatMap((incident) => [...dutyOf(incident, tier), ...measuresOf(incident, tier)]),
    ];
    return { tier, people, entries: entries.sort((a, b) => a.at.localeCompare(b.at)) };
  });
  return lanes.filter(({ people, entries }) => people.length + entries.length > 0);
}

/** The first message that reached each person about each incident: repeats are in the incident. */
function firstTold(
  told: readonly ToldView[],
  people: readonly string[],
  incidents: readonly IncidentView[],
): LaneEntry[] {
  const numbers = new Map(incidents.map(({ id, number }) => [id, number]));
  const first = new Map<string, LaneEntry>();
  for (const { to, at, state, incident } of told) {
    if (state !== 'sent' || to === null || !people.includes(to)) continue;
    const key = `${to} ${incident}`;
    if ((first.get(key)?.at ?? at) < at) continue;
    first.set(key, { what: 'told', at, who: to, incident: numbers.get(incident ?? '') ?? null });
  }
  return [...first.values()];
}

function dutyOf({ number, tiers, containedAt }: IncidentView, tier: Tier): LaneEntry[] {
  const duty = tiers.find((one) => one.tier === tier);
  if (duty === undefined) return [];
  const of = { incident: number, who: null };
  const { acknowledgedAt, acknowledgedBy, ackDeadline, containDeadline } = duty;
  return [
    { ...of, what: 'on-duty', at: duty.since, who: duty.holder },
    ...(acknowledgedAt === null ? [] : [entry('acknowledged', acknowledgedAt, acknowledgedBy, number)]),
    ...(duty.acknowledgeMissed ? [entry('acknowledge-missed', ackDeadline, null, number)] : []),
    ...(duty.containMissed ? [entry('contain-missed', containDeadline, null, number)] : []),
    ...(containedAt !== null && tiers.at(-1) === duty ? [entry('contained', containedAt, null, number)] : []),
  ];
}

const entry = (what: Plain, at: string, who: string | null, incident: string): LaneEntry => ({
  ...{ what, at, who, incident },
});

function measuresOf({ number, measures }: IncidentView, tier: Tier): LaneEntry[] {
  return measures
    .filter((measure) => measure.tier === tier)
    .flatMap(({ code, wall, state, startedAt, startedBy, endedAt, endedBy }): LaneEntry[] => {
      const of = { incident: number, code, wall };
      const ended = endedAt === null || state === 'started' ? null : endedAt;
      return [
        { ...of, what: 'measure', at: startedAt, who: startedBy },
        ...(ended === null ? [] : [{ ...of, what: END[state === 'failed' ? 1 : 0], at: ended, who: endedBy }]),
      ];
    });
}
const END = ['measure-done', 'measure-failed'] as const;

/** Somebody whom a message of the drill did not reach. */
export interface Unreached {
  readonly who: string;
  readonly at: string;
  readonly channel: string;
  readonly fault: string | null;
}

const NOT_A_PARTICIPANT = 'not-a-participant';

export interface Undelivered {
  /** They take no part: the message was refused, as it has to be. */
  readonly refused: readonly Unreached[];
  /** They take part, and nothing reached them. */
  readonly unreached: readonly Unreached[];
}

/** Who was refused, and who was not reached by anything, each once. */
export function undelivered(told: readonly ToldView[]): Undelivered {
  const reached = new Set(told.filter(({ state }) => state === 'sent').map(({ to }) => to));
  const [refused, unreached] = [new Map<string, Unreached>(), new Map<string, Unreached>()];
  for (const { state, to, at, channel, fault } of told) {
    if (state !== 'failed' || to === null) continue;
    const into = fault === NOT_A_PARTICIPANT ? refused : unreached;
    if (into === refused || !reached.has(to)) into.set(to, { who: to, at, channel, fault });
  }
  return { refused: [...refused.values()], unreached: [...unreached.values()] };
}
