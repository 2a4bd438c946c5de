import type { DrillView } from '../api/drills';
import { dateTime, momentOf } from '../language/time';
import { Connection } from '../page/connection';
import { useWords } from '../page/preferences';
import { exerciseHref } from '../routing/exercise';
import { elapsed } from './clock';
import { isUnderWay } from './roles';
import type { DeskProps } from './desk-props';
import { span } from './script';

/** How far the drill is: its state, its own clock beside the wall's, and who has let it come so far. */
export function DeskHead(props: DeskProps) {
  const { drill, directory, zone, wallTime, live } = props;
  const { drills: text } = useWords();
  const { head } = text;
  const at = (iso: string): string => momentOf(Date.parse(iso), wallTime, zone);
  const { objectives } = drill;
  return (
    <div className="drill-head">
      <Clock {...props} />
      <div className="drill-facts">
        <p>
          <span className="chip drill-state" data-state={drill.state}>
            {text.state[drill.state]}
          </span>{' '}
          {text.type[drill.type]} · {directory.park(drill.park)} ·{' '}
          {drill.speed === 1 ? head.realTime : head.speed(String(drill.speed))} · {head.injects(String(drill.injects))}
        </p>
        <p>
          <small>
            <code>{drill.id}</code> · {text.plannedBy(drill.planned.by, at(drill.planned.at))}
            {drill.state === 'planned' && ` · ${text.approvals(String(drill.approvals.length))}`}
            {drill.approvals.map((one) => ` · ${text.approvedBy(one.by, at(one.at))}`)}
            <Ended {...props} />
          </small>
        </p>
        <p>
          {head.objectives}: {objectives.map((one) => directory.name(one.text)).join(' · ')}
        </p>
        <p className="drill-feed">
          {text.lanes.live}:{' '}
          <Connection feed={live.feed} clockAhead={live.clockAhead} lastEventAt={live.state.lastEventAt} zone={zone} />{' '}
          {isUnderWay(drill) && <a href={exerciseHref(drill.id)}>{text.toView}</a>}
        </p>
      </div>
    </div>
  );
}

function Ended({ drill }: DeskProps) {
  const { drills: text } = useWords();
  if (drill.ended === null) return null;
  const { why, by, reason } = drill.ended;
  const how = why === 'script' ? text.endedBy.script : text.endedBy[why](by);
  return <b> · {reason === null ? how : `${how}: ${reason}`}</b>;
}

const clockSign = ({ ended, clock }: DrillView): string => (ended !== null ? '■' : clock?.running === true ? '▶' : '‖');

function Clock({ drill, drillTime, wallTime, zone }: DeskProps) {
  const { head } = useWords().drills;
  const gone = Math.floor(elapsed(drill, drillTime) / 1_000);
  return (
    <div className="drill-clock" data-running={drill.clock?.running ?? false}>
      <span>{head.drillTime}</span>
      {drill.clock === null ? (
        <b>{head.notStarted}</b>
      ) : (
        <>
          <b>
            <time dateTime={new Date(drillTime).toISOString()}>{dateTime(drillTime, zone).slice(11)}</time>
          </b>
          <span>
            {clockSign(drill)} {drill.ended === null ? head[drill.clock.running ? 'running' : 'standing'] : head.ended}{' '}
            · {head.gone(span(gone), span(drill.duration))}
          </span>
          <progress max={drill.duration} value={Math.min(gone, drill.duration)} aria-label={head.drillTime} />
        </>
      )}
      <small>
        {head.wallTime} {dateTime(wallTime, zone)}
      </small>
    </div>
  );
}
