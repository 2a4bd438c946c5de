import type { User } from '@cofferdam/domain';
import { useMemo, useState } from 'react';
import type { DrillView } from '../api/drills';
import { ApprovalsPage } from '../approvals/approvals-page';
import { LiveAlarmBanner } from '../drills/live-alarm-banner';
import { isUnderWay, mayEnterDrills } from '../drills/roles';
import { type ReadDrill, useDrill } from '../drills/use-drill';
import { IncidentsPage } from '../incident/incidents-page';
import { whole } from '../language/figure';
import { KeysDialog } from '../page/keys-dialog';
import { LivePage } from '../page/live-page';
import { useWords } from '../page/preferences';
import { type LiveModel, useLivePage } from '../page/use-live-page';
import { PeopleDialogs } from '../people/people-dialogs';
import { type PeopleModel, usePeople } from '../people/use-people';
import type { ExerciseRoute, ExerciseView } from '../routing/exercise';
import type { RoomProps } from '../routing/room-props';
import type { Route } from '../routing/route';
import { useHeadingFocus } from '../routing/use-route';
import { SoundBanner } from '../sound/sound-banner';
import { SoundButton } from '../sound/sound-button';
import { exercise } from '../timeline/timeline';
import { Band } from './band';
import { ExerciseHeader } from './exercise-header';
import { ExerciseNav } from './exercise-nav';
import { useExerciseIcon } from './use-exercise-icon';

interface ExerciseFrameProps {
  readonly user: User;
  readonly route: ExerciseRoute;
  readonly onSessionEnded: () => void;
  readonly onLogOut: () => void;
}

/** A drill's own pages, for those who take part: the live page's parts on the drill's timeline, in a frame of their own. */
export function ExerciseFrame({ user, route, onSessionEnded, onLogOut }: ExerciseFrameProps) {
  const words = useWords();
  const [timeline] = useState(() => exercise(route.drill));
  const read = useDrill(route.drill);
  const inside = useMemo(() => routeInside(route.view), [route.view]);
  const page = useLivePage({ user, onSessionEnded, timeline, route: inside, ahead: read.ahead(Date.now()) });
  const { drill } = read;
  const people = usePeople(page, user, inside.room, drill?.paused?.liveAlarm?.severity ?? null);
  useHeadingFocus(inside);
  useExerciseIcon();
  return (
    <div className="page exercise">
      <ExerciseHeader
        page={page}
        user={user}
        drill={drill}
        onKeys={() => page.showKeys(true)}
        onLogOut={onLogOut}
        sound={people.onDuty && <SoundButton sound={people.sound} now={page.here} />}
      />
      <Banners page={page} people={people} drill={drill} />
      <ExerciseNav
        drill={route.drill}
        view={route.view}
        waiting={people.badges.approvals ?? 0}
        mayDirect={mayEnterDrills(user.role, drill === null ? [] : [drill], user.username)}
      />
      <Inside read={read} view={route.view} room={{ page, people, user, id: inside.id }} />
      <footer className="bottom exercise-bottom">
        <Band edge="bottom" text={words.drills.view.frame} />
        <span>
          {words.footer.journal} <em>{whole(page.live.state.seq)}</em>
        </span>
      </footer>
      <PeopleDialogs people={people} page={page} user={user} />
      {page.keysShown && <KeysDialog onClose={() => page.showKeys(false)} />}
    </div>
  );
}

interface BannersProps {
  readonly page: LiveModel;
  readonly people: PeopleModel;
  readonly drill: DrillView | null;
}

function Banners({ page, people, drill }: BannersProps) {
  const words = useWords();
  return (
    <div className="banners">
      {people.onDuty && <SoundBanner sound={people.sound} />}
      {drill !== null && !isUnderWay(drill) && (
        <p className="drill-paused" role="status">
          {words.drills.view.notRunning}
        </p>
      )}
      {drill !== null && (
        <LiveAlarmBanner drill={drill} zone={page.directory.zone(drill.park)} now={page.here + page.live.clockAhead} />
      )}
    </div>
  );
}

/** The room whose parts, keys and words a view of the drill has. */
function routeInside(view: ExerciseView): Route {
  if (view.at === 'approvals') return { room: 'approvals', id: null };
  return view.at === 'incident' ? { room: 'incidents', id: view.id } : { room: 'live', id: null };
}

function Inside({ read, view, room }: { read: ReadDrill; view: ExerciseView; room: RoomProps }) {
  const { view: text, heading } = useWords().drills;
  if (read.missing) {
    return (
      <main className="room">
        <section className="panel">
          <div className="panel-head">
            <h1 tabIndex={-1}>{heading}</h1>
          </div>
          <p className="empty" role="status">
            {text.missing}
          </p>
        </section>
      </main>
    );
  }
  if (view.at === 'approvals') return <ApprovalsPage {...room} />;
  return view.at === 'incident' ? <IncidentsPage {...room} /> : <LivePage {...room} />;
}
