import type { IncidentView, Role } from '@cofferdam/domain';
import { useEffect, useState } from 'react';
import type { Directory } from '../alarms/directory';
import { type OfferedMeasure, offeredMeasures } from '../api/incidents';
import { measureName } from '../incidents/change';
import { isEnded } from '../incidents/incidents';
import { isWithin } from '../incidents/tiers';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import type { Acting } from './use-acting';

interface MeasuresProps {
  readonly incident: IncidentView;
  readonly acting: Acting;
  readonly mayAct: boolean;
  readonly role: Role;
  readonly directory: Directory;
  readonly zone: string;
  readonly now: number;
}

/** What can be done to hold the water back, and what is under way. */
export function Measures(props: MeasuresProps) {
  const { incident, mayAct } = props;
  const { incident: text } = useWords();
  const offered = useOffered(incident.id);
  const open = !isEnded(incident) && incident.state !== 'SUSPENDED';
  return (
    <section className="measures" aria-labelledby="measures-heading">
      <h3 id="measures-heading">{text.measures.heading}</h3>
      {incident.measures.length > 0 && (
        <ul className="started">
          {incident.measures.map((measure) => (
            <Started key={measure.id} {...props} measure={measure} open={open} />
          ))}
        </ul>
      )}
      {open && mayAct && offered !== null && <Offers {...props} offered={offered} />}
    </section>
  );
}

function Started(props: MeasuresProps & { measure: IncidentView['measures'][number]; open: boolean }) {
  const { incident, measure, acting, directory, mayAct, open, zone, now } = props;
  const words = useWords();
  const { incident: text } = words;
  const told = [
    text.measures.by(measure.startedBy, momentOf(Date.parse(measure.startedAt), now, zone)),
    ...(measure.approver === null ? [] : [text.measures.approved(measure.approver)]),
    ...(measure.brokenGlass === null ? [] : [text.measures.glass(measure.brokenGlass)]),
  ];
  return (
    <li data-measure={measure.state}>
      <span>
        <b>{measureName(measure.code, words)}</b>
        {measure.wall !== null && ` · ${directory.wall(incident.park, measure.wall)}`}{' '}
        <em>{text.measureState[measure.state]}</em>
        <small>{told.join(' · ')}</small>
      </span>
      {open && mayAct && measure.state === 'started' && (
        <span className="measure-ends">
          {(['done', 'failed'] as const).map((outcome) => (
            <button
              key={outcome}
              type="button"
              className="quiet"
              onClick={() => acting.ask('evidence', { measure: measure.id, outcome })}
            >
              {text.measures[outcome]}
            </button>
          ))}
        </span>
      )}
    </li>
  );
}

/** One button a measure; what works on a wall stands first, in the order of the tiers. A higher tier's wall is its own. */
function Offers({
  offered,
  acting,
  incident,
  role,
  directory,
}: MeasuresProps & { offered: readonly OfferedMeasure[] }) {
  const words = useWords();
  const { incident: text } = words;
  const running = (one: OfferedMeasure): boolean =>
    incident.measures.some(({ code, wall, state }) => code === one.code && wall === one.wall && state !== 'failed');
  const choices = offered.filter((one) => !running(one) && (one.wall === null || isWithin(role, one.tier)));
  if (choices.length === 0) return null;
  return (
    <details className="offers" open={incident.measures.length === 0}>
      <summary>{text.act['start-measure']}</summary>
      <div className="offer-list">
        {choices.map((one) => (
          <button
            key={`${one.code} ${one.wall}`}
            type="button"
            className="button small"
            onClick={() =>
              acting.ask('start-measure', { measure: one.code, wall: one.wall, twoPersons: one.twoPersons })
            }
          >
            {measureName(one.code, words)}
            {one.wall !== null && ` · ${directory.wall(incident.park, one.wall)}`}
            {one.twoPersons && <small> · {text.measures.twoPersons}</small>}
          </button>
        ))}
      </div>
    </details>
  );
}

/** What the park offers for this incident; null until it is known. */
function useOffered(id: string): readonly OfferedMeasure[] | null {
  const [offered, setOffered] = useState<readonly OfferedMeasure[] | null>(null);
  useEffect(() => {
    let over = false;
    setOffered(null);
    offeredMeasures(id).then(
      (found) => !over && setOffered(found),
      () => !over && setOffered([]),
    );
    return () => {
      over = true;
    };
  }, [id]);
  return offered;
}
