import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../api/client';
import { drill as drillById, type DrillView } from '../api/drills';
import { drillNow, READ_EVERY_MS } from './clock';

/** A drill whose clock stands still is read more seldom. */
const STANDING_MS = 3_000;

export interface ReadDrill {
  /** As it was last read; null before the first answer. */
  readonly drill: DrillView | null;
  /** The service shows no such drill to this user. */
  readonly missing: boolean;
  /** The last reading failed: what is shown may be old. */
  readonly failed: boolean;
  readonly again: () => void;
  /** The drill's clock minus this computer's, ms; null where the drill has no clock. */
  readonly ahead: (here: number) => number | null;
}

interface Known {
  readonly drill: DrillView | null;
  /** This computer's time of the reading, epoch ms. */
  readonly readAt: number;
  readonly missing: boolean;
  readonly failed: boolean;
}

/** Reads a drill again and again: its clock writes no event. */
export function useDrill(id: string): ReadDrill {
  const [known, setKnown] = useState<Known>({ drill: null, readAt: 0, missing: false, failed: false });
  const now = useRef<() => void>(() => undefined);
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = (): void => {
      clearTimeout(timer);
      const next = (ms: number): void => {
        clearTimeout(timer);
        if (!over) timer = setTimeout(read, ms);
      };
      drillById(id).then(
        (drill) => {
          if (!over) setKnown((before) => newer(before, drill));
          next(drill.clock?.running === true ? READ_EVERY_MS : STANDING_MS);
        },
        (error: unknown) => {
          const missing = error instanceof ApiError && (error.status === 404 || error.status === 403);
          if (!over) setKnown((before) => ({ ...before, missing, failed: true }));
          next(STANDING_MS);
        },
      );
    };
    now.current = read;
    read();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [id]);
  const again = useCallback(() => now.current(), []);
  return useMemo(() => {
    const { drill, readAt, missing, failed } = known;
    const ahead = (here: number): number | null => {
      const at = drill === null ? null : drillNow(drill, readAt, here);
      return at === null ? null : at - here;
    };
    return { drill, missing, failed, again, ahead };
  }, [known, again]);
}

/** Answers may overtake one another: an older word on the drill is not taken. */
function newer(before: Known, drill: DrillView): Known {
  if (before.drill !== null && before.drill.version > drill.version) return before;
  return { drill, readAt: Date.now(), missing: false, failed: false };
}
