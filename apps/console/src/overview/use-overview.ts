import type { AlarmView, JournalEvent, Tier, Timeline } from '@cofferdam/domain';
import { useCallback, useEffect, useRef, useState } from 'react';
import { overview, overviewMembers, type OverviewView } from '../api/incidents';
import type { News } from '../feed/news';
import type { Members } from '../table/lines';

/** Rows keep their places this long, unless a pinned one comes. */
const EVERY_MS = 5_000;
/** A storm of grave alarms does not ask for the roll-up more often than this. */
const AT_ONCE_MS = 500;
const HIGH: readonly unknown[] = ['park', 'basin'] satisfies Tier[];

export interface OverviewModel {
  readonly view: OverviewView | null;
  readonly failed: boolean;
  readonly unfolded: ReadonlyMap<string, Members>;
  readonly toggle: (row: string) => void;
  readonly more: (row: string) => void;
  readonly refresh: () => void;
}

interface Asked {
  readonly timeline: Timeline;
  readonly park: string | null;
  /** It is shown. */
  readonly wanted: boolean;
  readonly news: News;
  readonly snapshots: number;
}

/** The service's roll-up: asked for again when something happened, at most every five seconds, at once for what is grave. */
export function useOverview({ timeline, park, wanted, news, snapshots }: Asked): OverviewModel {
  const [view, setView] = useState<OverviewView | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  const askedAt = useRef(0);
  const refresh = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => setView(null), [park]);
  useEffect(() => {
    if (!wanted || snapshots === 0) return;
    let over = false;
    askedAt.current = Date.now();
    overview(timeline, park).then(
      (answer) => {
        if (over) return;
        setView(answer);
        setFailed(false);
      },
      () => !over && setFailed(true),
    );
    return () => {
      over = true;
    };
  }, [timeline, park, wanted, snapshots, round]);
  useEffect(() => {
    if (!wanted) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let dueAt = Infinity;
    const told = (events: readonly JournalEvent[]): void => {
      const relevant = events.filter(({ type }) => /^(alarm|incident)\./.test(type));
      if (relevant.length === 0) return;
      const at = Math.max(Date.now(), askedAt.current + (relevant.some(isGrave) ? AT_ONCE_MS : EVERY_MS));
      if (at >= dueAt) return;
      clearTimeout(timer);
      dueAt = at;
      timer = setTimeout(() => {
        dueAt = Infinity;
        refresh();
      }, at - Date.now());
    };
    const end = news.subscribe(told);
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [wanted, news, refresh]);

  return { view, failed, refresh, ...useMembers(park) };
}

/** What would stand in the pinned lane: red, toxic, or a tier from the park's up. */
function isGrave({ type, data }: JournalEvent): boolean {
  const { severity, toxic, to } = (data ?? {}) as Partial<AlarmView> & { readonly to?: unknown };
  if (type === 'incident.escalated') return HIGH.includes(to);
  return (type === 'alarm.raised' || type === 'alarm.changed') && (severity === 'red' || toxic === true);
}

const NOTHING: Members = { items: [], next: null, loading: true };

function useMembers(park: string | null) {
  const [unfolded, setUnfolded] = useState<ReadonlyMap<string, Members>>(new Map());
  const latest = useRef(unfolded);
  useEffect(() => {
    latest.current = unfolded;
  }, [unfolded]);
  useEffect(() => setUnfolded(new Map()), [park]);

  const load = useCallback((row: string): void => {
    const before = latest.current.get(row) ?? NOTHING;
    const put = (members: Members): void => setUnfolded((all) => (all.has(row) ? new Map(all).set(row, members) : all));
    setUnfolded((all) => new Map(all).set(row, { ...before, loading: true }));
    overviewMembers(row, before.next).then(
      ({ items, next }) => put({ items: [...before.items, ...items], next, loading: false }),
      () => put({ ...before, loading: false }),
    );
  }, []);
  const toggle = useCallback(
    (row: string): void => {
      if (!latest.current.has(row)) return load(row);
      setUnfolded((all) => {
        const without = new Map(all);
        without.delete(row);
        return without;
      });
    },
    [load],
  );
  return { unfolded, toggle, more: load };
}
