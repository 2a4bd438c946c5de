import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { type ExerciseRoute, exerciseOf } from './exercise';
import { hrefTo, type Room, type Route, routeOf } from './route';

function follow(told: () => void): () => void {
  addEventListener('hashchange', told);
  return () => removeEventListener('hashchange', told);
}

/** Where the address says that one is. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(follow, () => location.hash);
  return useMemo(() => routeOf(hash), [hash]);
}

/** The drill whose own pages the address names; null on every other page. */
export function useExerciseRoute(): ExerciseRoute | null {
  const hash = useSyncExternalStore(follow, () => location.hash);
  return useMemo(() => exerciseOf(hash), [hash]);
}

/** Goes there as a link would: the browser's way back leads back. */
export function goTo(room: Room, id: string | null = null): void {
  location.hash = hrefTo(room, id);
}

/** A new room is read from its heading on, also by those who do not see that the page has changed. */
export function useHeadingFocus({ room, id }: Route): void {
  const entered = useRef(false);
  useEffect(() => {
    if (!entered.current) {
      entered.current = true; // a page that opens starts at its top
      return;
    }
    document.querySelector<HTMLElement>('main h1')?.focus();
  }, [room, id]);
}
