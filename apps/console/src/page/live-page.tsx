import type { User } from '@cofferdam/domain';
import { raisedRecently } from '../alarms/list';
import { Detail } from '../detail/detail';
import { NothingChosen } from '../detail/nothing-chosen';
import { WaterStrip } from '../strip/water-strip';
import { AlarmsSection } from './alarms-section';
import { ConnectionNotice } from './connection';
import { Footer } from './footer';
import { Header, Rail } from './header';
import { KeysDialog } from './keys-dialog';
import { useWords } from './preferences';
import { type LiveModel, useLivePage } from './use-live-page';

interface LivePageProps {
  readonly user: User;
  readonly onSessionEnded: () => void;
  readonly onLogOut: () => void;
}

export function LivePage({ user, onSessionEnded, onLogOut }: LivePageProps) {
  const words = useWords();
  const page = useLivePage(onSessionEnded);
  const { live, filter } = page;
  return (
    <div className="page">
      <a className="skip" href="#alarms">
        {words.skip}
      </a>
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
      />
      <Rail />
      <Main page={page} user={user} />
      <Footer
        monitors={page.monitors}
        counts={live.state.phase === 'ready' ? page.counts : null}
        recent={raisedRecently(live.state, filter.park, page.known)}
        quarantine={page.quarantine}
        seq={live.state.seq}
        now={page.known}
      />
      {page.keysShown && <KeysDialog onClose={() => page.showKeys(false)} />}
    </div>
  );
}

function Main({ page, user }: { page: LiveModel; user: User }) {
  const { live, alarm, fields } = page;
  return (
    <main className="live">
      <ConnectionNotice level={page.level} since={page.since} clockAhead={live.clockAhead} zone={page.zone} />
      <section className="panel alarms">
        <AlarmsSection page={page} />
        {page.stripPark && live.state.phase === 'ready' && (
          <WaterStrip park={page.stripPark} open={live.state.open} directory={page.directory} />
        )}
      </section>
      {alarm ? (
        <Detail
          alarm={alarm}
          events={live.state.seen.get(alarm.id) ?? []}
          role={user.role}
          directory={page.directory}
          acknowledging={page.acknowledging}
          noteField={fields.noteField}
          heading={fields.heading}
          now={page.known}
          clockAhead={live.clockAhead}
          onClose={() => page.select(null)}
        />
      ) : (
        <NothingChosen state={live.state} park={page.filter.park} />
      )}
    </main>
  );
}
