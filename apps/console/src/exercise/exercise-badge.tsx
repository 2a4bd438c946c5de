import type { DrillView } from '../api/drills';
import { takesPart } from '../drills/roles';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { exerciseHref } from '../routing/exercise';

interface ExerciseBadgeProps {
  readonly underWay: readonly DrillView[];
  readonly username: string;
}

/** All that a live page says of drills: how many are under way, and for those who take part the way there. */
export function ExerciseBadge({ underWay, username }: ExerciseBadgeProps) {
  const { view: text } = useWords().drills;
  const own = underWay.find((drill) => takesPart(drill, username));
  const count = whole(underWay.length);
  return (
    <span className="exercise-badge-place" role="status">
      {underWay.length > 0 &&
        (own === undefined ? (
          <span className="exercise-badge">
            <b>{text.badge(count)}</b>
          </span>
        ) : (
          <a className="exercise-badge" href={exerciseHref(own.id)} aria-label={text.toView(count)}>
            <b>{text.badge(count)}</b>
          </a>
        ))}
    </span>
  );
}
