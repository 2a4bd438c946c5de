import { reportUrls, score } from '../api/drills';
import { useFollowed } from '../feed/use-followed';
import { useWords } from '../page/preferences';
import type { DeskProps } from './desk-props';
import { readScore } from './score';

const OVER: readonly string[] = ['ended', 'evaluated', 'reported'];

/** Once the drill is over: its score, and the report in every form that it has. */
export function ReportLinks({ drill, live }: DeskProps) {
  if (!OVER.includes(drill.state)) return null;
  return <Report drill={drill} live={live} />;
}

function Report({ drill, live }: Pick<DeskProps, 'drill' | 'live'>) {
  const { drills: text } = useWords();
  const { value } = useFollowed(live, {
    read: () => score(drill.id),
    concerns: ({ type }) => type.startsWith('drill.'),
  });
  const read = readScore(value);
  const urls = reportUrls(drill.id);
  return (
    <section className="drill-report">
      <h3>{text.scoreHeading}</h3>
      {read !== null && read.points !== null && (
        <p className="drill-points">
          <b>{text.score(read.points.toFixed(0))}</b> <span>{read.passed ? text.passed : text.failed}</span>
        </p>
      )}
      {read?.hardFails.map((fail) => (
        <p key={fail} className="problem">
          {text.hardFail(fail)}
        </p>
      ))}
      {drill.state === 'reported' && (
        <p className="drill-links">
          {text.report.heading}:{' '}
          {(['zh', 'en', 'json', 'junit'] as const).map((form) => (
            <a key={form} href={urls[form]} target="_blank" rel="noreferrer">
              {text.report[form]}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}
