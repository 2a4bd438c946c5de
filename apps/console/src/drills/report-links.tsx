import { reportUrls, score } from '../api/drills';
import { useFollowed } from '../feed/use-followed';
import { useWords } from '../page/preferences';
import type { DeskProps } from './desk-props';

const OVER: readonly string[] = ['ended', 'evaluated', 'reported'];

/** By sign and word besides the colour. */
export function Verdict({ passed }: { passed: boolean }) {
  const { drills: text } = useWords();
  return (
    <span className="drill-verdict" data-passed={passed}>
      <i aria-hidden="true">{passed ? '✓' : '✕'}</i> {passed ? text.passed : text.failed}
    </span>
  );
}

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
  const urls = reportUrls(drill.id);
  return (
    <section className="drill-report">
      <h2>{text.scoreHeading}</h2>
      {value !== null && (
        <p className="drill-points">
          <b>{text.score(value.total.toFixed(0))}</b> <Verdict passed={value.passed} />{' '}
          <small>{text.passMark(String(value.passMark))}</small>
        </p>
      )}
      {value?.hardFails.map(({ kind, evidence }) => (
        <p key={kind} className="problem">
          {text.hardFail(text.hardFails[kind])} <small>{evidence.map(({ what }) => what).join(' · ')}</small>
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
