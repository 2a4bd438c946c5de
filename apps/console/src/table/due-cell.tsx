import { countdown, type Due, urgency } from '../incidents/deadlines';
import { useWords } from '../page/preferences';

/** The next deadline as a running countdown: red under a minute, in words when it is past. */
export function DueCell({ due, now }: { due: Due | 'missed' | null; now: number }) {
  const words = useWords();
  if (due === null) return <>–</>;
  const left = due === 'missed' ? 0 : due.at - now;
  const is = urgency(left);
  return (
    <b className="due" data-urgency={is} title={due === 'missed' ? undefined : words.incident.due[due.kind]}>
      {is === 'overdue' ? words.incident.overdue : countdown(left, words.day)}
    </b>
  );
}
