import type { AlarmView, IncidentView } from '@cofferdam/domain';
import { memo } from 'react';
import type { Directory } from '../alarms/directory';
import { standing } from '../alarms/severity';
import { figure, ratioFigure } from '../language/figure';
import { duration } from '../language/time';
import type { Words } from '../language/words';
import { whoseOf } from '../incidents/whose';
import { useWords } from '../page/preferences';
import { nextDue } from '../incidents/deadlines';
import { DueCell } from './due-cell';
import { rowId } from './row-id';
import { SeverityMark } from './severity-mark';

interface AlarmRowProps {
  readonly alarm: AlarmView;
  readonly incident: IncidentView | undefined;
  /** It stands below the folded row that it belongs to. */
  readonly member: boolean;
  /** Place in the whole list, from 1: what a screen reader says of a list that is only drawn in part. */
  readonly place: number;
  readonly selected: boolean;
  /** It has just come: the row draws the eye. */
  readonly fresh: boolean;
  /** The service's clock, epoch ms, whole seconds. */
  readonly now: number;
  readonly directory: Directory;
  readonly onSelect: (id: string) => void;
}

/** A row is a sentence: where, what, how much against which limit, since when, which tier, whose, until when. */
export const AlarmRow = memo(function AlarmRow(props: AlarmRowProps) {
  const { alarm, incident, directory, place, selected, fresh, now, onSelect } = props;
  const is = standing(alarm);
  return (
    <tr
      id={rowId(alarm.id)}
      data-alarm={alarm.id}
      data-severity={alarm.severity}
      data-standing={is}
      data-active={alarm.active || undefined}
      data-member={props.member || undefined}
      className={fresh && is === 'unacknowledged' ? 'fresh' : undefined}
      aria-rowindex={place + 1}
      aria-selected={selected}
      onClick={() => onSelect(alarm.id)}
    >
      <td className="c-severity">
        <SeverityMark severity={alarm.severity} standing={is} />
      </td>
      <td className="c-outlet">
        {directory.place(alarm)} <small className="owner">{directory.owner(alarm)}</small>
        <small className="narrow-factor">{directory.factor(alarm)}</small>
      </td>
      <td className="c-factor">
        {directory.factor(alarm)} {alarm.occurrences > 1 && <small>×{alarm.occurrences}</small>}
      </td>
      <td className="c-value number">
        <b className="measured">{figure(alarm.value)}</b> {alarm.value !== null && <small>{alarm.unit}</small>}
      </td>
      <td className="c-limit number">{figure(alarm.limit)}</td>
      <td className="c-ratio number">{ratioFigure(alarm.ratio)}</td>
      <td className="c-lasting number">
        <Lasting alarm={alarm} now={now} />
      </td>
      <td className="c-tiers">
        <Tiers incident={incident} />
      </td>
      <td className="c-whose">
        <Whose alarm={alarm} incident={incident} />
      </td>
      <td className="c-next number">
        <DueCell due={incident === undefined ? null : nextDue(incident)} now={now} />
      </td>
    </tr>
  );
});

/** The tiers on duty, lowest first: two by name, more as a range, whose middle is on duty too. */
function Tiers({ incident }: { incident: IncidentView | undefined }) {
  const { incident: text } = useWords();
  const names = incident?.tiers.map(({ tier }) => text.tier[tier]) ?? [];
  if (names.length === 0) return <>–</>;
  const all = names.join(' + ');
  if (names.length <= 2) return <>{all}</>;
  return (
    <span title={all}>
      {names[0]} – {names.at(-1)}
    </span>
  );
}

/** Whose it is: who has acknowledged, or whose desk has not; and what lies over the alarm. */
function Whose({ alarm, incident }: { alarm: AlarmView; incident: IncidentView | undefined }) {
  const words = useWords();
  if (!alarm.open) return <small>{words.table.closed}</small>;
  const told = whoseOf(alarm, incident);
  const who = told.desk === null ? told.by : words.header.role[told.desk];
  return (
    <>
      {who !== null && <span className="whose">{who}</span>}{' '}
      <span className="chip">{chipOf(told, incident, words)}</span>
    </>
  );
}

function chipOf({ state }: ReturnType<typeof whoseOf>, incident: IncidentView | undefined, words: Words): string {
  if (state === 'ACKED' && incident !== undefined) return words.incident.state[incident.state];
  return words.state[state];
}

function Lasting({ alarm, now }: { alarm: AlarmView; now: number }) {
  const words = useWords();
  if (alarm.active || alarm.clearedAt === null) return duration(now - Date.parse(alarm.raisedAt), words.day);
  return (
    <>
      <small>{words.table.returned}</small> {duration(now - Date.parse(alarm.clearedAt), words.day)}
    </>
  );
}
