import type { AlarmView, JournalEvent, Role } from '@cofferdam/domain';
import type { ReactNode, RefObject } from 'react';
import type { Directory } from '../alarms/directory';
import { standing } from '../alarms/severity';
import { figure, ratioFigure } from '../language/figure';
import { duration } from '../language/time';
import type { Words } from '../language/words';
import { useWords } from '../page/preferences';
import { SeverityMark } from '../table/severity-mark';
import { AcknowledgeForm } from './acknowledge-form';
import { Facts } from './facts';
import { withUnit } from './change';
import { History } from './history';
import { Trend } from './trend';
import type { Acknowledging } from './use-acknowledge';

export interface DetailProps {
  readonly alarm: AlarmView;
  readonly events: readonly JournalEvent[];
  readonly role: Role;
  readonly directory: Directory;
  readonly acknowledging: Acknowledging;
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** The service's clock, epoch ms. */
  readonly now: number;
  readonly clockAhead: number;
  readonly onClose: () => void;
  /** What else may be done to the alarm. */
  readonly acts: ReactNode;
}

/** One alarm whole: its sentence, its last hour, what it rests on, what people did, and the acknowledge. */
export function Detail(props: DetailProps) {
  const { alarm, directory, now, onClose } = props;
  const words = useWords();
  const zone = directory.zone(alarm.park);
  return (
    <section className="panel detail" aria-labelledby="detail-heading" data-severity={alarm.severity}>
      <div className="panel-head">
        <span>{words.detail.heading}</span>
        <em>{words.severity[alarm.severity]}</em>
        <span className="spring" />
        <span className="chip">{words.state[alarm.state]}</span>
        <button type="button" className="quiet only-narrow" onClick={onClose}>
          {words.detail.close}
        </button>
      </div>
      <div className="detail-body">
        <div className="detail-title">
          <SeverityMark severity={alarm.severity} standing={standing(alarm)} />
          <h2 id="detail-heading" ref={props.heading} tabIndex={-1}>
            {title(alarm, directory, words)}
          </h2>
        </div>
        <p className="detail-sub">
          {directory.owner(alarm)} · {words.detail.above(withUnit(alarm), figure(alarm.limit))} ·{' '}
          <b>
            {duration(
              (alarm.clearedAt === null ? now : Date.parse(alarm.clearedAt)) - Date.parse(alarm.raisedAt),
              words.day,
            )}
          </b>
        </p>
        {alarm.quality !== 'good' && (
          <p className="doubt">{alarm.quality === 'stale' ? words.detail.stale : words.detail.suspect}</p>
        )}
        {alarm.outlet !== null && alarm.factor !== null && (
          <Trend key={alarm.id} alarm={alarm} name={directory.factor(alarm)} clockAhead={props.clockAhead} />
        )}
        <AcknowledgeForm key={`acknowledge ${alarm.id}`} {...props} zone={zone} />
        {props.acts}
        <Facts alarm={alarm} zone={zone} words={words} />
        <History events={props.events} now={now} zone={zone} />
      </div>
    </section>
  );
}

function title(alarm: AlarmView, directory: Directory, words: Words): string {
  const what = `${directory.place(alarm)} ${directory.factor(alarm)}`;
  if (alarm.ratio === null) return alarm.value === null ? what : `${what} ${withUnit(alarm)}`;
  return `${what} ${words.detail.times(ratioFigure(alarm.ratio))}`;
}
