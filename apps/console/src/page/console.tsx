import { useCallback, useEffect, useState } from 'react';
import { logOut, whoAmI } from '../api/client';
import type { User } from '@cofferdam/domain';
import { ExerciseFrame } from '../exercise/exercise-frame';
import { useExerciseRoute } from '../routing/use-route';
import { Frame } from './frame';
import { LogIn } from './log-in';
import { SettingContext, useOwnSetting } from './preferences';

type Session = { readonly at: 'asking' | 'out' | 'ended' } | { readonly at: 'in'; readonly user: User };

/** Whoever is not signed in sees the log-in form and nothing else. */
export function Console() {
  const setting = useOwnSetting();
  const [session, setSession] = useState<Session>({ at: 'asking' });
  useEffect(() => {
    whoAmI().then(
      (user) => setSession(user ? { at: 'in', user } : { at: 'out' }),
      () => setSession({ at: 'out' }),
    );
  }, []);
  const end = useCallback(() => setSession({ at: 'ended' }), []);
  const leave = useCallback(() => {
    const out = (): void => setSession({ at: 'out' });
    logOut().then(out, out);
  }, []);
  return (
    <SettingContext value={setting}>
      {session.at === 'in' && <Signed user={session.user} onSessionEnded={end} onLogOut={leave} />}
      {(session.at === 'out' || session.at === 'ended') && (
        <LogIn ended={session.at === 'ended'} onLoggedIn={(user) => setSession({ at: 'in', user })} />
      )}
    </SettingContext>
  );
}

interface SignedProps {
  readonly user: User;
  readonly onSessionEnded: () => void;
  readonly onLogOut: () => void;
}

/** What is real, or one drill: never both, and nothing of the one is kept when the other is opened. */
function Signed(props: SignedProps) {
  const route = useExerciseRoute();
  if (route === null) return <Frame {...props} />;
  return <ExerciseFrame key={route.drill} route={route} {...props} />;
}
