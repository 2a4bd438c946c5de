import type { ClockView } from '@cofferdam/domain';
import type { LegalAnswer } from '../api/legal';
import { Left } from '../incident/tier-list';
import { figure } from '../language/figure';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';

interface ClockListProps {
  readonly legal: LegalAnswer;
  readonly zone: string;
  readonly now: number;
}

/** Every report that is owed or was: how long there is left, and where the time comes from. */
export function ClockList({ legal, zone, now }: ClockListProps) {
  const { legal: text } = useWords();
  if (legal.clocks.length === 0) return <p className="dim">{text.noClock}</p>;
  return (
    <ul className="clocks">
      {legal.clocks.map((clock) => (
        <Clock key={clock.name} clock={clock} legal={legal} zone={zone} now={now} />
      ))}
    </ul>
  );
}

function Clock({ clock, legal, zone, now }: ClockListProps & { clock: ClockView }) {
  const { legal: text } = useWords();
  const at = (iso: string): string => momentOf(Date.parse(iso), now, zone);
  const knows = clock.path === 'unit' ? knownBy(legal, text.unitKnows) : '';
  const why = [text.path[clock.path], text.from(at(clock.since), figure(clock.minutes)), knows].filter(Boolean);
  return (
    <li data-clock={clock.name} data-is={clock.state}>
      <div>
        <b>{text.clock[clock.name]}</b> {clock.missedAt !== null && <em className="late">{text.missed}</em>}
        <small>{why.join(' · ')}</small>
        <small>{text.source(clock.source)}</small>
      </div>
      <State clock={clock} legal={legal} at={at} now={now} />
    </li>
  );
}

const knownBy = ({ unitAware }: LegalAnswer, words: Readonly<Record<string, string>>): string =>
  unitAware === null ? '' : (words[unitAware.how] ?? '');

function State({
  clock,
  legal,
  at,
  now,
}: Omit<ClockListProps, 'zone'> & { clock: ClockView; at: (iso: string) => string }) {
  const { legal: text } = useWords();
  if (clock.state === 'cancelled')
    return (
      <span className="tier-clock dim">
        –<small>{text.cancelled}</small>
      </span>
    );
  if (clock.state === 'running') {
    return <Left left={Date.parse(clock.dueAt) - now} label={`${text.timeLeft} · ${text.dueAt(at(clock.dueAt))}`} />;
  }
  const number = legal.filed.find(({ id }) => id === clock.report)?.number ?? '';
  return (
    <span className="tier-clock">
      ✓<small>{text.sent(number, at(clock.doneAt ?? clock.dueAt))}</small>
    </span>
  );
}
