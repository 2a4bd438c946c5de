import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { exerciseHref, type ExerciseView } from '../routing/exercise';
import { hrefTo } from '../routing/route';

const ICON = {
  alarms: 'M3 12h4l3-8 4 16 3-8h4',
  approvals: 'M9 11.5a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7M2.5 20c0-4 3-6 6.5-6s5 1 6 3M14.5 9.5l2.5 2.5 4.5-5',
  desk: 'M4 5h16v10H4zM12 15v4M8 20h8M7 8.5h6M7 11.5h9',
  leave: 'M14 5V3.5H4v17h10V19M9 12h12M17 8l4 4-4 4',
} as const;

interface ExerciseNavProps {
  readonly drill: string;
  readonly view: ExerciseView;
  /** Approvals that wait for this user. */
  readonly waiting: number;
  /** The room of drills is open to them. */
  readonly mayDirect: boolean;
}

/** The doors of a drill's own pages; one of them leads out of it. */
export function ExerciseNav({ drill, view, waiting, mayDirect }: ExerciseNavProps) {
  const words = useWords();
  const { view: text } = words.drills;
  const doors = [
    ['alarms', exerciseHref(drill), text.alarms],
    ['approvals', exerciseHref(drill, { at: 'approvals' }), text.approvals],
    ...(mayDirect ? ([['desk', hrefTo('drills', drill), text.desk]] as const) : []),
    ['leave', hrefTo('live'), text.leave],
  ] as const;
  return (
    <nav className="rail" aria-label={text.nav}>
      {doors.map(([door, href, name]) => (
        <a key={door} href={href} aria-current={door === view.at ? 'page' : undefined}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={ICON[door]} />
          </svg>
          {name}
          {door === 'approvals' && waiting > 0 && (
            <span className="badge">
              <span aria-hidden="true">{waiting}</span>
              <span className="unseen">{words.waitingThere(whole(waiting))}</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
