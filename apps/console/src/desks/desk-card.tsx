import type { User } from '@cofferdam/domain';
import type { DeskView, OnDutyView } from '../api/people';
import { momentOf } from '../language/time';
import type { Words } from '../language/words';
import { Countdown } from '../page/countdown';
import { useWords } from '../page/preferences';
import type { LiveModel } from '../page/use-live-page';
import { ALL_DAYS } from './draft';
import { actsOf } from './desks';
import { Phone } from './phone';

export type DeskAct = 'offer' | 'accept' | 'force' | 'edit';

interface DeskCardProps {
  readonly desk: DeskView;
  readonly page: LiveModel;
  readonly user: User;
  readonly onAsk: (act: DeskAct, desk: DeskView) => void;
}

/** Who answers here now and until when, what is offered to whom, and what can be done about it. */
export function DeskCard({ desk, page, user, onAsk }: DeskCardProps) {
  const { desks: text, deskEdit } = useWords();
  const { directory, now } = page;
  const may = actsOf(desk, user);
  const acts: readonly (readonly [DeskAct, string, boolean])[] = [
    ['accept', text.accept, may.accept],
    ['offer', text.offer, may.offer],
    ['force', text.force, may.force],
    ['edit', deskEdit.edit, may.edit],
  ];
  return (
    <article className="desk" data-desk={desk.id} aria-labelledby={`desk-${desk.id}`}>
      <h3 id={`desk-${desk.id}`}>
        {directory.name(desk.name)} <small>{whose(desk, page)}</small>
      </h3>
      {desk.phone !== null && (
        <p>
          <small>{text.line}</small> <Phone number={desk.phone} />
        </p>
      )}
      <OnDuty desk={desk} page={page} />
      {desk.offer !== null && <Offer desk={desk} page={page} />}
      {desk.presence !== null && (
        <div className="desk-box" role="status">
          <p>{text.asked}</p>
          <Countdown until={desk.presence.due} now={now} label={text.thereLeft} />
        </div>
      )}
      <div className="alarm-acts">
        {acts.map(
          ([act, label, shown]) =>
            shown && (
              <button
                key={act}
                type="button"
                className={act === 'accept' ? 'button primary' : 'button small'}
                onClick={() => onAsk(act, desk)}
              >
                {label}
              </button>
            ),
        )}
      </div>
      <Roster desk={desk} page={page} />
    </article>
  );
}

const whose = ({ park, enterprise, unit }: DeskView, { directory }: LiveModel): string =>
  [directory.park(park), enterprise === null ? '' : directory.enterprise(park, enterprise), unit ?? '']
    .filter(Boolean)
    .join(' · ');

function OnDuty({ desk, page }: Pick<DeskCardProps, 'desk' | 'page'>) {
  const { desks: text } = useWords();
  const { directory, now } = page;
  const zone = directory.zone(desk.park);
  const at = (iso: string): string => momentOf(Date.parse(iso), now, zone);
  return (
    <div className="on-duty">
      <h4>{text.onDuty}</h4>
      {desk.onDuty.length === 0 && <p className="problem">{text.nobody}</p>}
      <ul>
        {desk.onDuty.map((one) => (
          <li key={one.user}>
            <b>{one.user}</b> <small>{untilWhen(one, desk, text, at)}</small>
            {one.phone !== null && <Phone number={one.phone} />}
            {one.substitute !== null && <small>{text.substitute(one.substitute)}</small>}
          </li>
        ))}
      </ul>
      {desk.holder !== null && desk.heldSince !== null && (
        <p>
          <small>{text.holder(desk.holder, at(desk.heldSince))}</small>
        </p>
      )}
      {desk.presenceAt !== null && (
        <p>
          <small>{text.seen(at(desk.presenceAt))}</small>
        </p>
      )}
    </div>
  );
}

function untilWhen(
  { user, until }: OnDutyView,
  { holder, shifts }: DeskView,
  text: Words['desks'],
  at: (iso: string) => string,
): string {
  if (until !== null) return text.until(at(until));
  return user === holder || shifts.length > 0 ? text.untilAccepted : text.allHours;
}

function Offer({ desk, page }: Pick<DeskCardProps, 'desk' | 'page'>) {
  const { desks: text } = useWords();
  const { offer } = desk;
  if (offer === null) return null;
  const zone = page.directory.zone(desk.park);
  const { incidents, shelved, nextDue } = offer.digest;
  const at = (iso: string): string => momentOf(Date.parse(iso), page.now, zone);
  return (
    <div className="desk-box" role="status">
      <p>
        <b>{text.offered(offer.from, offer.to, at(offer.at))}</b>
      </p>
      <p>
        {text.digest(String(incidents), String(shelved))} ·{' '}
        {nextDue === null ? text.noneDue : text.nextDue(at(nextDue))}
      </p>
      {offer.note !== null && <q>{offer.note}</q>}
      <p>
        <small>{offer.missed ? text.missed : text.staysYours}</small>
      </p>
      {!offer.missed && <Countdown until={offer.due} now={page.now} label={text.toAccept} />}
    </div>
  );
}

function Roster({ desk, page }: Pick<DeskCardProps, 'desk' | 'page'>) {
  const { desks: text, deskRobots } = useWords();
  return (
    <details>
      <summary>
        {text.details} {desk.source === 'api' && <span className="chip">{text.edited}</span>}
      </summary>
      <h4>{text.members}</h4>
      {desk.members.length === 0 && <p>{text.noMembers}</p>}
      <ul>
        {desk.members.map(({ user, phone, substitute }) => (
          <li key={user}>
            {user} {phone !== undefined && <Phone number={phone} />}{' '}
            {substitute !== undefined && <small>{text.substitute(substitute)}</small>}
          </li>
        ))}
      </ul>
      {desk.channels.length > 0 && (
        <>
          <h4>{deskRobots.label}</h4>
          <p>{desk.channels.join(', ')}</p>
        </>
      )}
      <h4>{text.shifts}</h4>
      {desk.shifts.length === 0 && <p>{text.noShifts}</p>}
      <ul>
        {desk.shifts.map((shift) => (
          <li key={shift.id}>
            <b>{page.directory.name(shift.name)}</b> {shift.from}–{shift.to}{' '}
            {shift.to <= shift.from && <small>{text.nextDay}</small>} · {daysText(shift.days, text)} ·{' '}
            {shift.members.join(', ')}
          </li>
        ))}
      </ul>
    </details>
  );
}

function daysText(days: readonly number[] | undefined, text: Words['desks']): string {
  if (days === undefined || days.length === ALL_DAYS.length) return text.everyDay;
  return days.map((day) => text.days[day - 1] ?? '').join(' ');
}
