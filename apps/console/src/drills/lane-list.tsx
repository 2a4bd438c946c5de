import type { IncidentView } from '@cofferdam/domain';
import type { ToldView } from '../api/drills';
import { measureName } from '../incidents/change';
import { clockTime } from '../language/time';
import { useWords } from '../page/preferences';
import type { DeskProps } from './desk-props';
import { type Lane, type LaneEntry, lanesOf, type Unreached, undelivered } from './lanes';

interface LaneListProps extends DeskProps {
  readonly incidents: readonly IncidentView[];
  readonly told: readonly ToldView[];
}

/** A lane a tier, from the unit to the basin, and below them whom the drill did not reach. */
export function LaneList(props: LaneListProps) {
  const { drill, incidents, told } = props;
  const { lanes: text } = useWords().drills;
  const { refused, unreached } = undelivered(told);
  return (
    <section className="drill-lanes" aria-labelledby="lanes-heading">
      <h2 id="lanes-heading">{text.heading}</h2>
      <div className="lanes">
        {lanesOf(drill, incidents, told).map((lane) => (
          <LaneItem key={lane.tier} {...props} lane={lane} />
        ))}
      </div>
      {told.length === 0 ? (
        <p className="lane-people dim">{text.nobodyTold}</p>
      ) : (
        <>
          <People heading={text.unreached} none={text.nobodyUnreached} people={unreached} bad />
          <People heading={text.refused} none={text.nobodyRefused} people={refused} />
        </>
      )}
    </section>
  );
}

function LaneItem({ lane, drill, directory, zone }: LaneListProps & { lane: Lane }) {
  const words = useWords();
  const { lanes: text } = words.drills;
  const measureIn = (entry: LaneEntry): string => {
    if (!('code' in entry)) return '';
    const wall = entry.wall === null ? '' : ` ${directory.wall(drill.park, entry.wall)}`;
    return `${measureName(entry.code, words)}${wall}`;
  };
  return (
    <section className="lane" data-tier={lane.tier}>
      <h3>{words.incident.tier[lane.tier]}</h3>
      {lane.people.length > 0 && <small>{text.people(lane.people.join(', '))}</small>}
      {lane.entries.length === 0 && <p className="dim">{text.nothing}</p>}
      <ol>
        {lane.entries.map((entry, n) => (
          <li key={n} data-what={entry.what}>
            <time dateTime={entry.at}>{clockTime(Date.parse(entry.at), zone)}</time>
            <span>
              <i aria-hidden="true">{SIGN[entry.what]}</i> <b>{text.entry[entry.what]}</b>
              <small>
                {[measureIn(entry), entry.who].filter(Boolean).map((part) => ` · ${part}`)}
                {entry.incident !== null && (
                  <>
                    {' '}
                    <span className="lane-number">· {entry.incident}</span>
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const SIGN: Readonly<Record<LaneEntry['what'], string>> = {
  ...{ told: '✉', 'on-duty': '▷', acknowledged: '✓', contained: '▣' },
  ...{ 'acknowledge-missed': '✕', 'contain-missed': '✕' },
  ...{ measure: '▸', 'measure-done': '✓', 'measure-failed': '✕' },
};

interface PeopleProps {
  readonly heading: string;
  readonly none: string;
  readonly people: readonly Unreached[];
  readonly bad?: boolean;
}

function People({ heading, none, people, bad = false }: PeopleProps) {
  const { lanes: text } = useWords().drills;
  const why = (fault: string | null): string =>
    fault === null ? '' : ((text.fault as Readonly<Record<string, string>>)[fault] ?? fault);
  const said = people.map(({ who, channel, fault }) => {
    const more = [channel, why(fault)].filter(Boolean).join(', ');
    return more === '' ? who : `${who} (${more})`;
  });
  return (
    <p className="lane-people" data-bad={(bad && people.length > 0) || undefined}>
      <b>{heading}:</b> {said.length === 0 ? none : said.join(' · ')}
    </p>
  );
}
