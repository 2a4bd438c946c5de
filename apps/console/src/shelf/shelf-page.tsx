import type { AlarmView, OverlayName } from '@cofferdam/domain';
import { standing } from '../alarms/severity';
import { withUnit } from '../detail/change';
import { figure, whole } from '../language/figure';
import { dateTime } from '../language/time';
import type { Words } from '../language/words';
import { Countdown } from '../page/countdown';
import { useWords } from '../page/preferences';
import { RoomFrame } from '../page/room';
import { hrefTo } from '../routing/route';
import type { RoomProps } from '../routing/room-props';
import { SeverityMark } from '../table/severity-mark';
import { AlarmActs } from './alarm-acts';
import { beneath, OVERLAYS, shelfOf } from './shelf';

/** Everything that is hidden from paging: by whom, why, until when, and what lies under it now. */
export function ShelfPage(props: RoomProps) {
  const { page, people } = props;
  const { shelf: text } = useWords();
  const ready = page.live.state.phase === 'ready';
  const shelf = shelfOf(page.live.state.open, page.filter.park);
  const told = (name: OverlayName): string => (ready ? whole(shelf[name].length) : '–');
  const nothing = ready && OVERLAYS.every((name) => shelf[name].length === 0);
  return (
    <RoomFrame
      page={page}
      heading={text.heading}
      counts={text.counts(told('shelved'), told('suppressed'), told('outOfService'))}
      said={people.acts.said}
    >
      <p className="room-hint">{text.hint}</p>
      {nothing && <p className="empty">{text.none}</p>}
      {OVERLAYS.filter((name) => shelf[name].length > 0).map((name) => (
        <section key={name} aria-labelledby={`shelf-${name}`}>
          <h2 id={`shelf-${name}`} className="ledger-head">
            {text[name]} <small>{told(name)}</small>
          </h2>
          <ul className="ledger">
            {shelf[name].map((alarm) => (
              <Entry key={alarm.id} {...props} alarm={alarm} overlay={name} />
            ))}
          </ul>
        </section>
      ))}
    </RoomFrame>
  );
}

interface EntryProps extends RoomProps {
  readonly alarm: AlarmView;
  readonly overlay: OverlayName;
}

function Entry({ page, people, user, alarm, overlay }: EntryProps) {
  const words = useWords();
  const { directory, now } = page;
  const is = alarm[overlay];
  if (is === null) return null;
  return (
    <li data-alarm={alarm.id} data-severity={alarm.severity}>
      <SeverityMark severity={alarm.severity} standing={standing(alarm)} />
      <div className="ledger-main">
        <p className="ledger-title">
          {directory.place(alarm)} <span>{directory.factor(alarm)}</span> <small>{directory.owner(alarm)}</small>
        </p>
        <p>
          <q>{is.reason}</q> <small>{whose(alarm, overlay, words)}</small>
        </p>
        <p className="ledger-under">
          <small>{words.shelf.beneath}:</small> <b>{withUnit(alarm)}</b>{' '}
          <small>{alarm.limit === null ? '' : words.detail.trendLimit(figure(alarm.limit))}</small>{' '}
          {beneath(alarm, words).map((axis) => (
            <span key={axis} className="chip">
              {axis}
            </span>
          ))}
          {alarm.incident !== null && <a href={hrefTo('incidents', alarm.incident)}>{words.approvals.incident}</a>}
        </p>
      </div>
      <div className="ledger-end">
        <Countdown
          until={is.until}
          now={now}
          label={words.act.until(dateTime(Date.parse(is.until), directory.zone(alarm.park)).slice(5, 16))}
        />
        <AlarmActs alarm={alarm} role={user.role} only={LIFTS[overlay]} onAsk={people.acts.ask} />
      </div>
    </li>
  );
}

/** What can be done about each overlay here; one by design ends with its rule. */
const LIFTS = {
  shelved: ['unshelve', 'resetLatch'],
  suppressed: ['resetLatch'],
  outOfService: ['putBack', 'resetLatch'],
} as const;

function whose(alarm: AlarmView, overlay: OverlayName, { shelf: text }: Words): string {
  const is = alarm[overlay];
  if (is === null) return '';
  const approved = is.approver === null ? [] : [text.approvedBy(is.approver)];
  return [text.by(is.by), ...approved, ...ownTo(alarm, overlay, text)].join(' · ');
}

/** What only overlays of this kind have. */
function ownTo({ shelved, suppressed, outOfService }: AlarmView, overlay: OverlayName, text: Words['shelf']): string[] {
  switch (overlay) {
    case 'shelved':
      return shelved?.kind === 'one-shot' ? [text.oneShot] : [];
    case 'suppressed':
      return suppressed === null ? [] : [text.rule(suppressed.rule)];
    case 'outOfService':
      return outOfService === null ? [] : [text.workOrder(outOfService.workOrder), text.deputy(outOfService.deputy)];
  }
}
