import { useEffect, useState } from 'react';
import { parks, quarantineTotal } from '../api/client';
import type { ParkView } from '../api/shapes';

const EVERY_MS = 30_000;

export interface Surroundings {
  readonly parks: readonly ParkView[];
  /** Refused packets kept for reading; null where the service or the user's role does not tell. */
  readonly quarantine: number | null;
}

/** What stands around the alarms and changes slowly: the register, monitors heard from, the quarantine. */
export function useSurroundings(): Surroundings {
  const [known, setKnown] = useState<Surroundings>({ parks: [], quarantine: null });
  useEffect(() => {
    let over = false;
    const ask = (): void => {
      parks().then((found) => !over && setKnown((before) => ({ ...before, parks: found })), keepWhatIsKnown);
      quarantineTotal().then(
        (quarantine) => !over && setKnown((before) => ({ ...before, quarantine })),
        () => !over && setKnown((before) => ({ ...before, quarantine: null })),
      );
    };
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, []);
  return known;
}

/** Names do not get wrong while the service is away; the connection state says that it is. */
const keepWhatIsKnown = (): void => undefined;
