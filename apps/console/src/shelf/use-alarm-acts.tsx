import type { AlarmView, Policy, Role } from '@cofferdam/domain';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Row } from '../alarms/alarms';
import type { Directory } from '../alarms/directory';
import { shelvingOf } from '../api/policies';
import { useWords } from '../page/preferences';
import { type AlarmAct, offered } from './alarm-act';
import { AlarmActDialog } from './alarm-act-dialog';

interface Asked {
  readonly act: AlarmAct;
  readonly alarm: AlarmView;
}

export interface AlarmActing {
  readonly asked: Asked | null;
  /** Opens the act's dialog; from any room. */
  readonly ask: (act: AlarmAct, alarm: AlarmView) => void;
  readonly close: () => void;
  readonly done: (act: AlarmAct) => void;
  /** What was done last, in words. */
  readonly said: string;
}

/** Which act is being asked about which alarm. */
export function useAlarmActs(): AlarmActing {
  const { shelving } = useWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [last, setLast] = useState<AlarmAct | null>(null);
  const ask = useCallback((act: AlarmAct, alarm: AlarmView) => {
    setLast(null);
    setAsked({ act, alarm });
  }, []);
  const close = useCallback(() => setAsked(null), []);
  const done = useCallback((act: AlarmAct) => {
    setAsked(null);
    setLast(act);
  }, []);
  const said = last === null ? '' : shelving.done[last];
  return useMemo(() => ({ asked, ask, close, done, said }), [asked, ask, close, done, said]);
}

interface AlarmActingDialogProps {
  readonly acting: AlarmActing;
  readonly open: ReadonlyMap<string, Row>;
  readonly directory: Directory;
  readonly role: Role;
  readonly learn: (alarm: AlarmView) => void;
}

/** The dialog of the act that is asked for, about the alarm as it is now. */
export function AlarmActingDialog({ acting, open, directory, role, learn }: AlarmActingDialogProps) {
  const { asked, done, close } = acting;
  const longest = useLongest(asked?.alarm.park ?? null);
  if (asked === null) return null;
  const alarm = open.get(asked.alarm.id)?.alarm ?? asked.alarm;
  return (
    <AlarmActDialog
      key={`${asked.act} ${alarm.id}`}
      act={asked.act}
      alarm={alarm}
      title={`${directory.place(alarm)} ${directory.factor(alarm)}`}
      tier={directory.tier(alarm)}
      role={role}
      longest={longest}
      zone={directory.zone(alarm.park)}
      learn={learn}
      onDone={done}
      onClose={close}
    />
  );
}

/** The park's own maxima, where they can be read. */
function useLongest(park: string | null): Policy['shelve'] | undefined {
  const [longest, setLongest] = useState<Policy['shelve']>();
  useEffect(() => {
    if (park === null) return;
    let over = false;
    setLongest(undefined);
    const useDefaults = (): void => undefined;
    shelvingOf(park).then((found) => !over && setLongest(found), useDefaults);
    return () => {
      over = true;
    };
  }, [park]);
  return longest;
}

/** The key for shelving does what the button would. */
export const mayShelve = (alarm: AlarmView | null, role: Role): alarm is AlarmView =>
  alarm !== null && offered(alarm, role).includes('shelve');
