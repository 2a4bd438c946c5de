import type { AlarmView } from '@cofferdam/domain';
import { memo } from 'react';
import type { Directory } from '../alarms/directory';
import { standing } from '../alarms/severity';
import { figure, ratioFigure } from '../language/figure';
import { duration } from '../language/time';
import { useWords } from '../page/preferences';
import { SeverityMark } from './severity-mark';

interface AlarmRowProps {
  readonly alarm: AlarmView;
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

export const rowId = (alarm: string): string => `alarm-${alarm}`;

/** A row is a sentence: where, what, how much against which limit, since when, how often, whose. */
export const AlarmRow = memo(function AlarmRow(props: AlarmRowProps) {
  const { alarm, directory, place, selected, fresh, now, onSelect } = props;
  const is = standing(alarm);
  return (
    <tr
      id={rowId(alarm.id)}
      data-alarm={alarm.id}
      data-severity={alarm.severity}
      data-standing={is}
      data-active={alarm.active || undefined}
      className={fresh && is === 'unacknowledged' ? 'fresh' : undefined}
      aria-rowindex={place + 1}
      aria-selected={selected}
      onClick={() => onSelect(alarm.id)}
    >
      <td className="c-severity">
        <SeverityMark severity={alarm.severity} standing={is} />
      </td>
      <td className="c-outlet">
        {directory.place(alarm)} <small>{directory.owner(alarm)}</small>
      </td>
      <td className="c-factor">{directory.factor(alarm)}</td>
      <td className="c-value number">
        <b className="measured">{figure(alarm.value)}</b> {alarm.value !== null && <small>{alarm.unit}</small>}
      </td>
      <td className="c-limit number">{figure(alarm.limit)}</td>
      <td className="c-ratio number">{ratioFigure(alarm.ratio)}</td>
      <td className="c-lasting number">
        <Lasting alarm={alarm} now={now} />
      </td>
      <td className="c-occurrences number">{alarm.occurrences}</td>
      <td className="c-state">
        <StateCell alarm={alarm} />
      </td>
    </tr>
  );
});

function StateCell({ alarm }: { alarm: AlarmView }) {
  const words = useWords();
  if (alarm.state === 'ACKED' && alarm.acknowledged !== null) {
    return (
      <>
        {alarm.acknowledged.by} <small>{words.state.ACKED}</small>
      </>
    );
  }
  if (!alarm.open) return <small>{words.table.closed}</small>;
  return <span className="chip">{words.state[alarm.state]}</span>;
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
