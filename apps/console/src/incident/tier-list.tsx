import type { IncidentView } from '@cofferdam/domain';
import type { Directory } from '../alarms/directory';
import { measureName } from '../incidents/change';
import { countdown, shareGone, urgency } from '../incidents/deadlines';
import { type Clock, tierCards, type TierCard } from '../incidents/tier-cards';
import { causeWord } from '../language/incident-words';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';

interface TierListProps {
  readonly incident: IncidentView;
  readonly directory: Directory;
  readonly zone: string;
  readonly now: number;
}

/** From the unit to the basin: what each tier has done, whose it is and how much time it has. */
export function TierList(props: TierListProps) {
  const { incident: text } = useWords();
  return (
    <ol className="tiers" aria-label={text.tiersOnDuty}>
      {tierCards(props.incident).map((card) => (
        <Card key={card.tier} card={card} {...props} />
      ))}
    </ol>
  );
}

function Card({ card, ...props }: TierListProps & { card: TierCard }) {
  const { incident: text } = useWords();
  const { duty, clock } = card;
  const is = duty === null ? 'off' : clock.is === 'done' ? 'done' : card.current ? 'on' : 'duty';
  return (
    <li className="tier" data-is={is}>
      <b className="tier-name">{text.tier[card.tier]}</b>
      <div className="tier-what">
        <Measures card={card} directory={props.directory} park={props.incident.park} />
        <Who card={card} {...props} />
        {(clock.is === 'acknowledge' || clock.is === 'contain') && (
          <span className="bar" data-urgency={urgency(clock.due - props.now)} aria-hidden="true">
            <i style={{ width: `${(100 * shareGone(clock.since, clock.due, props.now)).toFixed(1)}%` }} />
          </span>
        )}
      </div>
      <TierClock clock={clock} now={props.now} />
    </li>
  );
}

function Measures({ card, directory, park }: { card: TierCard; directory: Directory; park: string }) {
  const words = useWords();
  const { incident: text } = words;
  if (card.duty === null && card.measures.length === 0) return <span className="dim">{text.notOnDuty}</span>;
  if (card.measures.length === 0) return <span className="dim">{text.noMeasure}</span>;
  return (
    <>
      {card.measures.map(({ id, code, wall, state }) => (
        <span key={id} className="tier-measure" data-measure={state}>
          {measureName(code, words)}
          {wall !== null && ` · ${directory.wall(park, wall)}`}{' '}
          <em>{state === 'done' ? '✓' : text.measureState[state]}</em>
        </span>
      ))}
    </>
  );
}

function Who({ card: { duty }, zone, now }: TierListProps & { card: TierCard }) {
  const words = useWords();
  const { incident: text } = words;
  if (duty === null) return null;
  const at = (iso: string): string => momentOf(Date.parse(iso), now, zone);
  const told = [
    duty.acknowledgedBy !== null && duty.acknowledgedAt !== null
      ? text.acknowledgedBy(duty.acknowledgedBy, at(duty.acknowledgedAt))
      : `${text.since(at(duty.since))} · ${text.unacknowledged}`,
    ...(duty.holder === null ? [] : [text.heldBy(duty.holder)]),
    ...(duty.trigger === 'start' ? [] : [causeWord(text, duty.trigger)]),
  ];
  return (
    <small className="tier-who">
      {told.join(' · ')}
      {duty.acknowledgeMissed && <em className="late"> · {text.late(text.due.acknowledge)}</em>}
      {duty.containMissed && <em className="late"> · {text.late(text.due.contain)}</em>}
    </small>
  );
}

/** The clock runs every second; a screen reader hears of it only where it is asked, not with every tick. */
function TierClock({ clock, now }: { clock: Clock; now: number }) {
  const { incident: text } = useWords();
  switch (clock.is) {
    case 'none':
      return <span className="tier-clock dim">–</span>;
    case 'done':
      return <span className="tier-clock">✓</span>;
    case 'paused':
      return (
        <span className="tier-clock dim">
          ‖<small>{text.paused}</small>
        </span>
      );
    case 'missed':
      return (
        <span className="tier-clock late">
          {text.overdue}
          <small>{text.due[clock.what]}</small>
        </span>
      );
    case 'until-duty':
      return <Left left={clock.due - now} label={text.onDutyIn} calm />;
    case 'acknowledge':
    case 'contain':
      return <Left left={clock.due - now} label={text.due[clock.is]} />;
  }
}

interface LeftProps {
  /** ms */
  readonly left: number;
  readonly label: string;
  /** It is somebody else's clock. */
  readonly calm?: boolean;
}

/** How long there is left for something: red under a minute, in words when it is over. */
export function Left({ left, label, calm = false }: LeftProps) {
  const words = useWords();
  const is = calm ? 'calm' : urgency(left);
  return (
    <span className="tier-clock" data-urgency={is}>
      {is === 'overdue' ? words.incident.overdue : countdown(left, words.day)}
      <small>{label}</small>
    </span>
  );
}
