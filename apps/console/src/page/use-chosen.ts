import type { AlarmView, IncidentView, User } from '@cofferdam/domain';
import { useCallback, useEffect, useState } from 'react';
import { needsAcknowledgement } from '../alarms/severity';
import { incident as incidentById } from '../api/incidents';
import type { Acknowledging } from '../detail/use-acknowledge';
import type { LiveAlarms } from '../feed/use-live-alarms';
import { type Acting, useActing } from '../incident/use-acting';
import { isEnded } from '../incidents/incidents';
import { mayAct, unacknowledgedBy } from '../incidents/tiers';
import type { Route } from '../routing/route';
import { isOf } from '../timeline/timeline';

/** The chosen alarm as it is now; once it has left the list, as the last event had it. */
export function useChosenAlarm({ state }: LiveAlarms, selected: string | null): AlarmView | null {
  if (selected === null) return null;
  const row = state.open.get(selected);
  if (row) return row.alarm;
  const last = state.seen.get(selected)?.at(-1);
  return last ? (last.data as AlarmView) : null;
}

export interface ChosenIncident {
  readonly incident: IncidentView | null;
  /** The address names an incident that the service does not show. */
  readonly missing: boolean;
  readonly acting: Acting;
  /** Acknowledges what this user can; null where there is nothing to acknowledge. */
  readonly acknowledge: ((note: string) => void) | null;
}

interface Choice {
  readonly live: LiveAlarms;
  readonly route: Route;
  readonly alarm: AlarmView | null;
  readonly acknowledging: Acknowledging;
  readonly user: User;
  readonly onSessionEnded: () => void;
}

/** The incident that is looked at: the one that the address names, or the chosen alarm's. */
export function useChosenIncident({ live, route, alarm, acknowledging, user, onSessionEnded }: Choice): ChosenIncident {
  const named = route.room === 'incidents';
  const id = named ? route.id : (alarm?.incident ?? null);
  const incident = id === null ? null : (live.incidents.known.get(id) ?? null);
  const missing = useFetched(id, incident === null, live);
  const acting = useActing(incident, live.learnIncident, onSessionEnded);
  const { send } = acting;
  const what = toAcknowledge(incident, named ? null : alarm, user);
  const acknowledge = useCallback(
    (note: string): void => {
      const said = note.trim() === '' ? {} : { note: note.trim() };
      if (what === 'incident') void send('acknowledge', said);
      else if (what === 'alarm' && alarm !== null) void acknowledging.send(alarm, note);
    },
    [what, alarm, send, acknowledging],
  );
  return { incident, missing, acting, acknowledge: what === null ? null : acknowledge };
}

/** A tier's duty comes before a single alarm: acknowledging the incident acknowledges its alarms. */
function toAcknowledge(
  incident: IncidentView | null,
  alarm: AlarmView | null,
  { role }: User,
): 'incident' | 'alarm' | null {
  if (!mayAct(role)) return null;
  if (incident !== null && !isEnded(incident) && unacknowledgedBy(incident, role).length > 0) return 'incident';
  return alarm !== null && needsAcknowledgement(alarm) ? 'alarm' : null;
}

/** Reads an incident that the page does not know, as one that ended long ago; true where its timeline has none. */
function useFetched(id: string | null, unknown: boolean, { timeline, learnIncident, snapshots }: LiveAlarms): boolean {
  const [missing, setMissing] = useState<string | null>(null);
  useEffect(() => {
    if (id === null || !unknown || snapshots === 0) return;
    let over = false;
    incidentById(id).then(
      (found) => {
        if (over) return;
        if (isOf(timeline, found)) learnIncident(found);
        else setMissing(id);
      },
      () => !over && setMissing(id),
    );
    return () => {
      over = true;
    };
  }, [id, unknown, timeline, snapshots, learnIncident]);
  return missing !== null && missing === id;
}
