import type { User } from '@cofferdam/domain';
import { useState } from 'react';
import { PresenceDialog } from '../desks/presence-dialog';
import type { LiveModel } from '../page/use-live-page';
import { AlarmActingDialog } from '../shelf/use-alarm-acts';
import type { PeopleModel } from './use-people';

/** Put aside, the question whether somebody is there comes back after this time. */
const ASIDE_MS = 20_000;

interface PeopleDialogsProps {
  readonly people: PeopleModel;
  readonly page: LiveModel;
  readonly user: User;
}

/** What may stand over any room: an act's second step, and the question whether somebody is there. */
export function PeopleDialogs({ people: { acts, asked, desks }, page, user }: PeopleDialogsProps) {
  const { live, directory, now } = page;
  const [asideUntil, setAside] = useState(0);
  return (
    <>
      <AlarmActingDialog
        acting={acts}
        open={live.state.open}
        directory={directory}
        role={user.role}
        learn={live.learn}
      />
      {asked !== null && now >= asideUntil && (
        <PresenceDialog
          desk={asked}
          desks={desks.value ?? []}
          directory={directory}
          now={now}
          onAnswered={desks.again}
          onClose={() => setAside(now + ASIDE_MS)}
        />
      )}
    </>
  );
}
