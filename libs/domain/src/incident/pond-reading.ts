import { fullAt } from '../wall/pond';
import type { IncidentChange } from './act';
import { Draft } from './draft';
import { type Incident, isFinal } from './incident';

/** What somebody read at a pond: what is in it, m3, and what runs in, m3/h; null where they did not look. */
export interface PondReading {
  readonly wall: string;
  readonly level: number | null;
  readonly inflow: number | null;
  readonly by: string;
}

/**
 * The clock of the pond that an incident fills goes on from a reading. It is a value and no act: the generation stays.
 * Null where the incident fills another pond or none, is over, or nothing was read.
 * @param now epoch ms of the incident's timeline
 */
export function readPond(incident: Incident, reading: PondReading, now: number): IncidentChange | null {
  const { pond } = incident;
  if (pond === null || pond.wall !== reading.wall || isFinal(incident)) return null;
  if (reading.level === null && reading.inflow === null) return null;
  const draft = new Draft(incident, now, reading.by);
  const read = { volume: pond.volume, level: reading.level ?? pond.level, inflow: reading.inflow ?? pond.inflow };
  draft.set({ pond: { ...pond, ...read, at: now, fullAt: fullAt(read, now), n: pond.n + 1, missed: false } });
  draft.tell('incident.changed');
  return draft.done();
}
