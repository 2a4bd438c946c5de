import { Detail } from '../detail/detail';
import { NothingChosen } from '../detail/nothing-chosen';
import { IncidentPanel } from '../incident/incident-panel';
import { GroupPanel } from '../overview/group-panel';
import type { RoomProps } from '../routing/room-props';
import { AlarmActs } from '../shelf/alarm-acts';
import { WaterStrip } from '../strip/water-strip';
import { AlarmsSection } from './alarms-section';
import { isExercise } from '../timeline/timeline';
import { ConnectionNotice } from './connection';

/** The open alarms, the water, and the one that was chosen. What is known of the water is real: no drill shows it. */
export function LivePage({ page, people, user }: RoomProps) {
  const { live } = page;
  return (
    <main className="live">
      <ConnectionNotice level={page.level} since={page.since} clockAhead={live.clockAhead} zone={page.zone} />
      <section className="panel alarms">
        <AlarmsSection page={page} />
        {!isExercise(live.timeline) && page.stripPark && live.state.phase === 'ready' && (
          <WaterStrip
            park={page.stripPark}
            open={live.state.open}
            incidents={live.incidents}
            news={live.news}
            snapshots={live.snapshots}
            now={page.known}
            directory={page.directory}
          />
        )}
      </section>
      <Chosen page={page} people={people} user={user} />
    </main>
  );
}

/** What was chosen: a row of many, an alarm's incident, or an alarm that belongs to none. */
function Chosen({ page, people, user }: Omit<RoomProps, 'id'>) {
  const { live, alarm, fields, row, view } = page;
  const { incident } = page.chosen;
  if (row !== null && view !== null) return <GroupPanel page={page} row={row} asOf={view.asOf} user={user} />;
  if (alarm === null) return <NothingChosen state={live.state} park={page.filter.park} />;
  const acts = <AlarmActs alarm={alarm} role={user.role} onAsk={people.acts.ask} />;
  if (incident !== null) {
    const desks = people.desks.value ?? [];
    return <IncidentPanel page={page} user={user} incident={incident} alarm={alarm} desks={desks} acts={acts} />;
  }
  return (
    <Detail
      alarm={alarm}
      events={live.state.seen.get(alarm.id) ?? []}
      role={user.role}
      directory={page.directory}
      acknowledging={page.acknowledging}
      noteField={fields.noteField}
      heading={fields.heading}
      now={page.known}
      clockAhead={page.ahead}
      onClose={() => page.select(null)}
      acts={acts}
    />
  );
}
