import { useCallback, useEffect, useState } from 'react';
import { pushView } from '../api/push';
import { facts, followWorker, renew, switchOff, switchOn } from './browser';
import { pushState, type PushState } from './push-state';

export interface Push {
  readonly state: PushState;
  readonly busy: boolean;
  /** What went wrong last. */
  readonly failure: unknown;
  readonly switchOn: () => void;
  readonly switchOff: () => void;
}

/** Notifications of this browser for this user; null where no channel is set up for them, or it is not known yet. */
export function usePush(username: string): Push | null {
  const key = usePublicKey();
  const [state, setState] = useState<PushState | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const look = useCallback(async () => {
    if (key !== null) setState(pushState(await facts(username, key)));
  }, [username, key]);
  useEffect(() => {
    if (key === null) return;
    // what cannot be said again now is said with the next page
    renew(username, key).catch(() => undefined);
    look().catch(setFailure);
    return followWorker();
  }, [username, key, look]);
  const act = useCallback(
    (work: () => Promise<void>) => {
      setBusy(true);
      setFailure(null);
      work()
        .catch(setFailure)
        .then(look)
        .catch(setFailure)
        .finally(() => setBusy(false));
    },
    [look],
  );
  if (key === null || state === null) return null;
  return {
    ...{ state, busy, failure },
    switchOn: () => act(() => switchOn(username, key)),
    switchOff: () => act(switchOff),
  };
}

function usePublicKey(): string | null {
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    pushView().then(
      ({ publicKey }) => wanted && setKey(publicKey ?? null),
      () => undefined, // without an answer there is no button; the page says itself that it is cut off
    );
    return () => {
      wanted = false;
    };
  }, []);
  return key;
}
