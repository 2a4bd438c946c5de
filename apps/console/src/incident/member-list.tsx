import type { IncidentView } from '@cofferdam/domain';
import type { Row } from '../alarms/alarms';
import type { Directory } from '../alarms/directory';
import { inOrder } from '../alarms/list';
import { standing } from '../alarms/severity';
import { withUnit } from '../detail/change';
import { useWords } from '../page/preferences';
import { SeverityMark } from '../table/severity-mark';

interface MemberListProps {
  readonly incident: IncidentView;
  readonly open: ReadonlyMap<string, Row>;
  readonly chosen: string | null;
  readonly directory: Directory;
  readonly onSelect: (alarm: string) => void;
}

/** At most so many are listed; the table has them all. */
const SHOWN = 20;

/** The other open alarms of the incident; nothing where it has only one. */
export function MemberList({ incident, open, chosen, directory, onSelect }: MemberListProps) {
  const words = useWords();
  const members = [...open.values()].map(({ alarm }) => alarm).filter((alarm) => alarm.incident === incident.id);
  if (members.length < 2) return null;
  return (
    <section className="members" aria-labelledby="members-heading">
      <h3 id="members-heading">
        {words.incident.otherAlarms} · {words.incident.alarms(String(incident.alarmCount))}
      </h3>
      <ul>
        {members
          .sort(inOrder)
          .slice(0, SHOWN)
          .map((alarm) => (
            <li key={alarm.id} data-severity={alarm.severity}>
              <button type="button" aria-pressed={alarm.id === chosen} onClick={() => onSelect(alarm.id)}>
                <SeverityMark severity={alarm.severity} standing={standing(alarm)} />
                <span>
                  {directory.place(alarm)} {directory.factor(alarm)}
                </span>
                <b>{withUnit(alarm)}</b>
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}
