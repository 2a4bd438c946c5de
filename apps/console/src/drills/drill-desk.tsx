import { useState } from 'react';
import { incidentsOf, script, toldIn } from '../api/drills';
import { useFollowed } from '../feed/use-followed';
import { useLiveAlarms } from '../feed/use-live-alarms';
import { useWords } from '../page/preferences';
import { RoomFrame, Unread } from '../page/room';
import type { RoomProps } from '../routing/room-props';
import { hrefTo } from '../routing/route';
import { EXERCISE_MARK, exercise } from '../timeline/timeline';
import { DeskActs } from './desk-acts';
import { DeskHead } from './desk-head';
import type { DeskProps } from './desk-props';
import { DrillPeople } from './drill-people';
import { DrillRecord } from './drill-record';
import { LaneList } from './lane-list';
import { LiveAlarmBanner } from './live-alarm-banner';
import { ReportLinks } from './report-links';
import { ScriptList } from './script-list';
import { type ReadDrill, useDrill } from './use-drill';

/** The page follows the live feed too, and that one tells when the session has ended. */
const ignore = (): void => undefined;

/** One drill as its director sees it: driven from here, watched by its own feed. */
export function DrillDesk({ page, user, drillId }: RoomProps & { drillId: string }) {
  const { drills: text } = useWords();
  const [timeline] = useState(() => exercise(drillId));
  const live = useLiveAlarms(timeline, ignore);
  const read = useDrill(drillId);
  const { drill } = read;
  return (
    <RoomFrame
      page={page}
      heading={drill === null ? text.heading : `${EXERCISE_MARK} ${page.directory.name(drill.title)}`}
      counts={drill === null ? '' : text.state[drill.state]}
      tools={
        <a className="quiet" href={hrefTo('drills')}>
          {text.toList}
        </a>
      }
    >
      {drill === null && <NotThere read={read} />}
      {drill !== null && (
        <Desk
          drill={drill}
          user={user}
          directory={page.directory}
          zone={page.directory.zone(drill.park)}
          drillTime={page.here + (read.ahead(page.here) ?? page.ahead)}
          wallTime={page.now}
          live={live}
          again={read.again}
        />
      )}
    </RoomFrame>
  );
}

function NotThere({ read }: { read: ReadDrill }) {
  const { drills: text } = useWords();
  if (!read.missing) return <Unread failed={read.failed} onRetry={read.again} />;
  return (
    <p className="empty" role="status">
      {text.unknown}
    </p>
  );
}

function Desk(props: DeskProps) {
  const { drill, zone, wallTime } = props;
  return (
    <div className="drill-desk">
      <LiveAlarmBanner drill={drill} zone={zone} now={wallTime} />
      <DeskHead {...props} />
      <DeskActs {...props} />
      <ReportLinks {...props} />
      <div className="drill-columns">
        <Script {...props} />
        <div className="drill-side">
          <Lanes {...props} />
          <DrillRecord {...props} />
          <DrillPeople drill={drill} />
        </div>
      </div>
    </div>
  );
}

/** What is expected changes with time alone: a deadline that passes writes no event. */
const SCRIPT_EVERY_MS = 2_000;
const IN_SCRIPT = /^(drill|incident)\.|^alarm\.raised$/;

function Script(props: DeskProps) {
  const { drill, live } = props;
  const concerns = ({ type }: { readonly type: string }): boolean => IN_SCRIPT.test(type);
  const { value } = useFollowed(live, { read: () => script(drill.id), concerns, everyMs: SCRIPT_EVERY_MS });
  return <ScriptList {...props} script={value} />;
}

function Lanes(props: DeskProps) {
  const { drill, live } = props;
  const incidents = useFollowed(live, {
    read: () => incidentsOf(drill.id),
    concerns: ({ type }) => type.startsWith('incident.'),
  });
  const told = useFollowed(live, {
    read: () => toldIn(live.timeline),
    concerns: ({ type }) => type.startsWith('notification.'),
  });
  return <LaneList {...props} incidents={incidents.value ?? []} told={told.value ?? []} />;
}
