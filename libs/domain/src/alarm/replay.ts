import type { Episode } from '../condition/condition';
import type { JournalEntry } from '../journal/event';
import type { AlarmView } from './view';

/** An alarm as the journal tells it. */
export interface ReplayedAlarm {
  /** As its newest event showed it: what people did, and the state. Figures move between events, untold. */
  readonly view: AlarmView;
  /** By number, as the journal last spoke of each. */
  readonly episodes: ReadonlyMap<number, Episode>;
}

/**
 * Rebuilds alarms from their events in the journal's order: what people did to them and their episodes. An event whose
 * alarm has no newer version (an episode heard of late) adds its episode and leaves the state alone, as a screen does.
 */
export function replayAlarms(events: Iterable<Pick<JournalEntry, 'type' | 'data'>>): Map<string, ReplayedAlarm> {
  const views = new Map<string, AlarmView>();
  const episodes = new Map<string, Map<number, Episode>>();
  for (const { type, data } of events) {
    if (!type.startsWith('alarm.')) continue;
    const view = data as AlarmView;
    const known = views.get(view.id);
    if (known === undefined || view.version > known.version) views.set(view.id, view);
    const told = episodes.get(view.id) ?? new Map<number, Episode>();
    episodes.set(view.id, told.set(view.episode, episodeOf(view)));
  }
  return new Map(
    [...views].map(([id, view]) => [id, { view, episodes: episodes.get(id) ?? new Map<number, Episode>() }]),
  );
}

function episodeOf({ episode, raisedAt, clearedAt, peak, severityMax }: AlarmView): Episode {
  const cleared = clearedAt === null ? null : Date.parse(clearedAt);
  return { episode, onset: Date.parse(raisedAt), clearedAt: cleared, peak, severityMax };
}
