import { useEffect, useState } from 'react';
import { drillsUnderWay, type DrillView } from '../api/drills';

const EVERY_MS = 10_000;
const NONE: readonly DrillView[] = [];

/** Drills that are under way in the user's scope, asked for now and then and whenever somebody comes back to the page. */
export function useUnderWay(): readonly DrillView[] {
  const [drills, setDrills] = useState(NONE);
  useEffect(() => {
    let over = false;
    const ask = (): void => {
      drillsUnderWay().then(
        (found) => !over && setDrills(found.length === 0 ? NONE : found),
        () => undefined, // what was known last stands; the connection's own state says that the service is away
      );
    };
    ask();
    const timer = setInterval(ask, EVERY_MS);
    addEventListener('focus', ask);
    return () => {
      over = true;
      clearInterval(timer);
      removeEventListener('focus', ask);
    };
  }, []);
  return drills;
}
