import { useCallback, useEffect, useState } from 'react';
import { keyFigures, type KpisAnswer } from '../api/kpis';

/** Figures move slowly, and counting them costs: they are read again after this time. */
const EVERY_MS = 60_000;

/** Key figures of a park over some days until now. What is shown is always of the park and window that are chosen. */
export function useKeyFigures(park: string | null, days: number, clockAhead: number) {
  const [value, setValue] = useState<KpisAnswer | null>(null);
  const [failed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const ahead = Math.round(clockAhead / 1000) * 1000;
  useEffect(() => {
    setValue(null);
  }, [park, days]);
  useEffect(() => {
    if (park === null) return;
    let over = false;
    const read = (): void => {
      keyFigures(park, days, Date.now() + ahead).then(
        (answer) => {
          if (over) return;
          setValue(answer);
          setFailed(false);
        },
        () => !over && setFailed(true),
      );
    };
    setFailed(false);
    read();
    const timer = setInterval(read, EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
    // the clock's difference is taken as it is when something is read
  }, [park, days, round]);
  return { value, failed, again };
}
