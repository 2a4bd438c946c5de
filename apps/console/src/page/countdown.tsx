import { duration } from '../language/time';
import { useWords } from './preferences';

interface CountdownProps {
  /** ISO 8601. */
  readonly until: string;
  /** The service's clock, epoch ms. */
  readonly now: number;
  /** What ends. */
  readonly label?: string;
}

/** How long there is left; large, because time is the enemy. */
export function Countdown({ until, now, label }: CountdownProps) {
  const words = useWords();
  const left = Date.parse(until) - now;
  return (
    <span className="countdown" data-over={left <= 0 || undefined}>
      <b>{left <= 0 ? words.act.over : duration(left, words.day)}</b>
      {label !== undefined && <small>{label}</small>}
    </span>
  );
}
