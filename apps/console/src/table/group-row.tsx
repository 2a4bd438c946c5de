import type { IncidentView } from '@cofferdam/domain';
import type { Directory } from '../alarms/directory';
import { GRAVEST_FIRST } from '../alarms/severity';
import { whole } from '../language/figure';
import { duration, momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import { DueCell } from './due-cell';
import { type Line, soonestOf } from './lines';
import { rowId } from './row-id';
import { SeverityMark } from './severity-mark';

interface GroupRowProps {
  readonly line: Extract<Line, { is: 'group' }>;
  readonly place: number;
  readonly selected: boolean;
  readonly incidents: readonly IncidentView[];
  readonly now: number;
  readonly directory: Directory;
  readonly onSelect: (id: string) => void;
  readonly onToggle: (row: string) => void;
}

/** Many alarms of one place: exactly how many, how grave, how many nobody has looked at; it opens to them. */
export function GroupRow({ line, place, selected, incidents, now, directory, onSelect, onToggle }: GroupRowProps) {
  const words = useWords();
  const { overview: text, tier } = words.incident;
  const { row, unfolded } = line;
  const colours = GRAVEST_FIRST.filter((severity) => row.bySeverity[severity] > 0);
  return (
    <tr
      id={rowId(line.id)}
      data-row={row.id}
      data-severity={row.severity}
      data-standing={row.unacknowledged > 0 ? 'unacknowledged' : 'acknowledged'}
      className="group"
      aria-rowindex={place + 1}
      aria-selected={selected}
      onClick={() => onSelect(line.id)}
    >
      <td className="c-severity" colSpan={3}>
        <button
          type="button"
          className="chip unfold"
          aria-expanded={unfolded}
          aria-label={`${unfolded ? text.fold : text.unfold} ${whole(row.count)}`}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(row.id);
          }}
        >
          +{whole(row.count)}
        </button>{' '}
        {directory.placeOf(row)} <small>{row.factor === null ? '' : directory.factorAt(row)}</small>
      </td>
      <td className="c-value">
        {colours.map((severity) => (
          <span key={severity} className="group-colour">
            <SeverityMark severity={severity} standing="acknowledged" /> {whole(row.bySeverity[severity])}
          </span>
        ))}
      </td>
      <td className="c-limit" />
      <td className="c-ratio" />
      <td className="c-lasting number">
        <span title={text.oldest(momentOf(Date.parse(row.onset), now, directory.zone(row.park)))}>
          {duration(now - Date.parse(row.onset), words.day)}
        </span>
      </td>
      <td className="c-tiers">{tier[row.tier]}</td>
      <td className="c-whose">{text.waiting(whole(row.count - row.unacknowledged), whole(row.unacknowledged))}</td>
      <td className="c-next number">
        <DueCell due={soonestOf(row, incidents)} now={now} />
      </td>
    </tr>
  );
}
