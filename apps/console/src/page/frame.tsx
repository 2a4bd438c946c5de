import type { User } from '@cofferdam/domain';
import { raisedRecently } from '../alarms/list';
import { OwnChannels } from '../channels/own-channels';
import { DutyPhones } from '../desks/duty-phones';
import { mayEnterDrills } from '../drills/roles';
import { ExerciseBadge } from '../exercise/exercise-badge';
import { useUnderWay } from '../exercise/use-under-way';
import { PeopleDialogs } from '../people/people-dialogs';
import { usePeople } from '../people/use-people';
import { Rail } from '../routing/rail';
import { Rooms } from '../routing/rooms';
import { useHeadingFocus, useRoute } from '../routing/use-route';
import { SoundBanner } from '../sound/sound-banner';
import { SoundButton } from '../sound/sound-button';
import { LIVE } from '../timeline/timeline';
import { Footer } from './footer';
import { Header } from './header';
import { KeysDialog } from './keys-dialog';
import { useWords } from './preferences';
import { useLivePage } from './use-live-page';

interface FrameProps {
  readonly user: User;
  readonly onSessionEnded: () => void;
  readonly onLogOut: () => void;
}

/** What stands around every room: the connection, the doors, the counts. The feed is followed in all of them. */
export function Frame({ user, onSessionEnded, onLogOut }: FrameProps) {
  const words = useWords();
  const route = useRoute();
  const page = useLivePage({ user, onSessionEnded, route, timeline: LIVE, ahead: null });
  const underWay = useUnderWay();
  const people = usePeople(page, user, route.room);
  useHeadingFocus(route);
  const { live, filter } = page;
  return (
    <div className="page">
      <button type="button" className="skip" onClick={() => document.querySelector<HTMLElement>('main h1')?.focus()}>
        {words.skip}
      </button>
      <Header
        user={user}
        parks={page.parks}
        park={filter.park}
        directory={page.directory}
        feed={live.feed}
        clockAhead={live.clockAhead}
        lastEventAt={live.state.lastEventAt}
        now={page.now}
        onPark={(park) => page.setFilter({ ...filter, park })}
        onKeys={() => page.showKeys(true)}
        onLogOut={onLogOut}
        ownChannels={<OwnChannels user={user} zone={page.zone} />}
        sound={people.onDuty && <SoundButton sound={people.sound} now={page.here} />}
        exercise={<ExerciseBadge underWay={underWay} username={user.username} />}
      />
      <div className="banners">{people.onDuty && <SoundBanner sound={people.sound} />}</div>
      <Rail
        room={route.room}
        role={user.role}
        badges={people.badges}
        drills={mayEnterDrills(user.role, underWay, user.username)}
      />
      <Rooms route={route} page={page} people={people} user={user} />
      <Footer
        monitors={page.monitors}
        counts={live.state.phase === 'ready' ? page.counts : null}
        recent={raisedRecently(live.state, filter.park, page.known)}
        quarantine={page.quarantine}
        seq={live.state.seq}
        now={page.known}
        phones={<DutyPhones desks={people.desks.value ?? []} park={filter.park} directory={page.directory} />}
      />
      <PeopleDialogs people={people} page={page} user={user} />
      {page.keysShown && <KeysDialog onClose={() => page.showKeys(false)} />}
    </div>
  );
}
