import { useState } from 'react';
import { drills, type DrillView } from '../api/drills';
import { useFollowed } from '../feed/use-followed';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { RoomFrame, Unread } from '../page/room';
import type { RoomProps } from '../routing/room-props';
import { goTo } from '../routing/use-route';
import { DrillDesk } from './drill-desk';
import { DrillEntry } from './drill-entry';
import { PlanDialog } from './plan-dialog';
import { isDirector, mayEnterDrills } from './roles';

/** Drills have feeds of their own: the list of them is read now and then. */
const EVERY_MS = 5_000;

/** Drills that were and are planned; or the director's desk of the one that the address names. */
export function DrillsPage(props: RoomProps) {
  return props.id === null ? <DrillList {...props} /> : <DrillDesk key={props.id} {...props} drillId={props.id} />;
}

function DrillList({ page, user }: RoomProps) {
  const { drills: text } = useWords();
  const [planning, plan] = useState(false);
  const { park } = page.filter;
  const { value, failed, again } = useFollowed(page.live, {
    read: () => drills(park),
    concerns: () => false,
    everyMs: EVERY_MS,
  });
  const rows = (value?.items ?? []).filter((drill) => mayEnterDrills(user.role, [drill], user.username));
  return (
    <RoomFrame
      page={page}
      heading={text.heading}
      counts={text.count(value === null ? '–' : whole(rows.length))}
      tools={
        isDirector(user) && (
          <button type="button" className="button small" onClick={() => plan(true)}>
            {text.plan.open}
          </button>
        )
      }
    >
      <p className="room-hint">{text.hint}</p>
      {(value === null || failed) && <Unread failed={failed} onRetry={again} />}
      {value !== null && rows.length === 0 && <p className="empty">{text.none}</p>}
      <Entries rows={rows} page={page} />
      {planning && (
        <PlanDialog
          directory={page.directory}
          onPlanned={(id) => {
            plan(false);
            again();
            goTo('drills', id);
          }}
          onClose={() => plan(false)}
        />
      )}
    </RoomFrame>
  );
}

function Entries({ rows, page }: Pick<RoomProps, 'page'> & { rows: readonly DrillView[] }) {
  return (
    <ul className="ledger users drills">
      {rows.map((drill) => (
        <DrillEntry key={drill.id} drill={drill} directory={page.directory} now={page.now} />
      ))}
    </ul>
  );
}
