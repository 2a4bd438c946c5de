import type { Directory } from '../alarms/directory';
import { type DrillView, score } from '../api/drills';
import { useRead } from '../channels/use-read';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import { hrefTo } from '../routing/route';
import { EXERCISE_MARK } from '../timeline/timeline';
import { Verdict } from './report-links';

interface DrillEntryProps {
  readonly drill: DrillView;
  readonly directory: Directory;
  /** The service's clock, epoch ms. */
  readonly now: number;
}

/** A drill in the list: what and where, how far it is, and how it went once it was reported. */
export function DrillEntry({ drill, directory, now }: DrillEntryProps) {
  const { drills: text } = useWords();
  const zone = directory.zone(drill.park);
  const { by, at } = drill.planned;
  return (
    <li data-drill={drill.id} data-state={drill.state}>
      <div className="ledger-main">
        <p className="ledger-title">
          <a href={hrefTo('drills', drill.id)}>
            {EXERCISE_MARK} {directory.name(drill.title)}
          </a>{' '}
          <span className="chip drill-state" data-state={drill.state}>
            {text.state[drill.state]}
          </span>
        </p>
        <p>
          {directory.park(drill.park)} · {text.type[drill.type]} · {text.head.injects(String(drill.injects))}
        </p>
        <p>
          <small>
            {drill.id} · {text.plannedBy(by, momentOf(Date.parse(at), now, zone))}
          </small>
        </p>
      </div>
      <div className="ledger-end">{drill.state === 'reported' && <Points id={drill.id} />}</div>
    </li>
  );
}

function Points({ id }: { id: string }) {
  const { drills: text } = useWords();
  const { value } = useRead(() => score(id));
  if (value === null) return null;
  return (
    <p className="drill-points">
      <b>{text.score(value.total.toFixed(0))}</b> <Verdict passed={value.passed} />
    </p>
  );
}
