import type { AlarmView } from '@cofferdam/domain';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { hold } from '../alarms/list';

/** So long after the pointer's last move the rows stay where they are. A hand that rests for longer holds nothing back. */
const HOLD_MS = 4_000;

export interface PointerHold {
  readonly holding: boolean;
  /** The pointer moved over the rows. */
  readonly touch: () => void;
  readonly release: () => void;
}

/** Whether a pointer is on its way to a row. */
export function usePointerHold(): PointerHold {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const release = useCallback(() => {
    clearTimeout(timer.current);
    setHolding(false);
  }, []);
  const touch = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(release, HOLD_MS);
    setHolding(true);
  }, [release]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useMemo(() => ({ holding, touch, release }), [holding, touch, release]);
}

/** The value as it was when the pointer came, while it is there. */
export function useFrozen<T>(value: T, { holding }: PointerHold): T {
  const frozen = useRef(value);
  useEffect(() => {
    if (!holding) frozen.current = value;
  }, [value, holding]);
  return holding ? frozen.current : value;
}

export interface HeldList {
  readonly rows: readonly AlarmView[];
  /** New alarms that wait for the pointer to leave. */
  readonly waiting: readonly AlarmView[];
  readonly moved: boolean;
}

/** Keeps every row in its place while a pointer is on its way to one, so that nobody acknowledges the wrong alarm. */
export function useHeldList(now: readonly AlarmView[], pointer: PointerHold): HeldList {
  const held = useFrozen(now, pointer);
  return useMemo(
    () => (pointer.holding ? hold(held, now) : { rows: now, waiting: [], moved: false }),
    [held, now, pointer.holding],
  );
}
