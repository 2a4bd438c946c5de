import type { AlarmView } from '@cofferdam/domain';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { hold } from '../alarms/list';

/** So long after the pointer's last move the rows stay where they are. A hand that rests for longer holds nothing back. */
const HOLD_MS = 4_000;

export interface HeldList {
  readonly rows: readonly AlarmView[];
  /** New alarms that wait for the pointer to leave. */
  readonly waiting: readonly AlarmView[];
  readonly moved: boolean;
  /** The pointer moved over the rows. */
  readonly touch: () => void;
  readonly release: () => void;
}

/** Keeps every row in its place while a pointer is on its way to one, so that nobody acknowledges the wrong alarm. */
export function useHeldList(now: readonly AlarmView[]): HeldList {
  const [held, setHeld] = useState<readonly AlarmView[] | null>(null);
  const current = useRef(now);
  useEffect(() => {
    current.current = now;
  }, [now]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = useCallback(() => {
    clearTimeout(timer.current);
    setHeld(null);
  }, []);
  const touch = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(release, HOLD_MS);
    setHeld((before) => before ?? current.current);
  }, [release]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const list = useMemo(() => (held === null ? { rows: now, waiting: [], moved: false } : hold(held, now)), [held, now]);
  return { ...list, touch, release };
}
