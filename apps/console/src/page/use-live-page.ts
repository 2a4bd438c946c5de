import type { AlarmView, Timeline, User } from '@cofferdam/domain';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Directory } from '../alarms/directory';
import { NO_FILTER } from '../alarms/list';
import { monitorsOf } from '../alarms/monitors';
import { type Outcome, useAcknowledge } from '../detail/use-acknowledge';
import { health } from '../feed/health';
import { type LiveAlarms, useLiveAlarms } from '../feed/use-live-alarms';
import { useSurroundings } from '../feed/use-surroundings';
import type { Room, Route } from '../routing/route';
import type { ActingOutcome } from '../incident/use-acting';
import { mayAct, tiersAbove } from '../incidents/tiers';
import { groupId } from '../table/lines';
import { EXERCISE_MARK, isExercise } from '../timeline/timeline';
import { useSetting } from './preferences';
import { useChosenAlarm, useChosenIncident } from './use-chosen';
import { useCommands } from './use-commands';
import { useLines } from './use-lines';
import { useNow } from './use-now';

export type LiveModel = ReturnType<typeof useLivePage>;

/** Whose page it is, and by which clock it goes. */
export interface PageOf {
  readonly user: User;
  readonly onSessionEnded: () => void;
  readonly route: Route;
  /** The same object for as long as the page is open. */
  readonly timeline: Timeline;
  /** The timeline's clock minus this computer's, ms; null: the service's clock is the timeline's. */
  readonly ahead: number | null;
}

/** Everything that the page of a timeline shows, and what can be done on it. */
export function useLivePage({ user, onSessionEnded, route, timeline, ahead }: PageOf) {
  const { room } = route;
  const { words, language } = useSetting();
  const live = useLiveAlarms(timeline, onSessionEnded);
  const { parks, quarantine } = useSurroundings();
  const directory = useMemo(() => new Directory(parks, language, words), [parks, language, words]);
  const [filter, setFilter] = useState(NO_FILTER);
  const [selected, select] = useState<string | null>(null);
  const [keysShown, showKeys] = useState(false);
  const table = useLines(live, filter, directory);
  const { counts } = table;
  const alarm = useChosenAlarm(live, selected);
  const acknowledging = useAcknowledge(selected, live.learn, onSessionEnded);
  const chosen = useChosenIncident({ live, route, alarm, acknowledging, user, onSessionEnded });
  const { incident } = chosen;
  const fields = useCommands({
    ...{ lines: table.lines, selected, acknowledge: chosen.acknowledge, onSelect: select, onHelp: showKeys },
    escalate: () => {
      if (incident !== null && mayAct(user.role) && tiersAbove(incident).length > 0) chosen.acting.ask('escalate');
    },
    listShown: room === 'live',
    incidentShown: room === 'incidents' && incident !== null,
  });
  const clocks = useClocks(live, ahead);
  const drill = isExercise(timeline) || (room === 'drills' && route.id !== null);
  useTitle({ unacknowledged: counts.unacknowledged, lost: clocks.level === 'lost', room, drill });
  const shown = useMemo(
    () => parks.filter(({ id }) => filter.park === null || id === filter.park),
    [parks, filter.park],
  );
  const { open } = live.state;
  const monitors = useMemo(() => monitorsOf(shown, open), [shown, open]);
  return {
    ...{ live, parks, quarantine, directory, alarm, acknowledging, chosen, fields, shown, monitors },
    ...table,
    /** The chosen row of the roll-up, where it is one of many alarms. */
    row: table.view?.rows.find(({ id }) => groupId(id) === selected) ?? null,
    alarmOutcome: outcomeOf(acknowledging.outcome, alarm),
    ...{ filter, setFilter, selected, select, keysShown, showKeys },
    ...clocks,
    zone: directory.zone(filter.park),
    /** The park of the chosen alarm, or the first in scope. */
    stripPark: shown.find(({ id }) => id === alarm?.park) ?? shown[0],
  };
}

function useClocks({ feed, clockAhead }: LiveAlarms, given: number | null) {
  const here = useNow(1000);
  const openedAt = useRef(here).current;
  const is = health(feed, here);
  const since = is.level === 'lost' ? is.since : null;
  const ahead = given ?? clockAhead;
  const now = here + ahead;
  return {
    level: is.level,
    /** This computer's time at which the last word came, while the connection is lost. */
    since,
    openedAt,
    /** This computer's clock, epoch ms. */
    here,
    /** The timeline's clock minus this computer's, ms. */
    ahead,
    /** The timeline's clock, epoch ms: the service's, or a drill's. */
    now,
    /** The moment that the page knows about: while nothing is heard nothing ages. */
    known: since === null ? now : since + ahead,
  };
}

/** What came of acknowledging the chosen alarm, as the incident's panel tells it. */
function outcomeOf(outcome: Outcome | null, alarm: AlarmView | null): ActingOutcome | null {
  const act = 'acknowledge';
  if (outcome === null) return null;
  if (outcome.is === 'grown') return { act, is: 'grown', news: outcome.news };
  if (outcome.is === 'failed') return { act, is: 'failed', why: outcome.why };
  if (outcome.is === 'sending') return { act, is: 'sending' };
  const done = alarm?.acknowledged ?? null;
  return done === null ? null : { act, is: 'already', by: done.by, at: done.at };
}

interface Title {
  readonly unacknowledged: number;
  readonly lost: boolean;
  readonly room: Room;
  /** It is a drill's page. */
  readonly drill: boolean;
}

/** The tab says how many wait, that the connection is lost, and first of all whether it is a drill's. */
function useTitle({ unacknowledged, lost, room, drill }: Title): void {
  const { words } = useSetting();
  useEffect(() => {
    const sign = lost ? '✕ ' : unacknowledged > 0 ? `(${unacknowledged}) ` : '';
    const mark = drill ? `${EXERCISE_MARK} ` : '';
    document.title = `${mark}${sign}${words.rooms[room]} · ${words.title}`;
  }, [unacknowledged, lost, room, drill, words]);
}
