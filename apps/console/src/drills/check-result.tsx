import type { Directory } from '../alarms/directory';
import type { CheckAnswer } from '../api/drills';
import { whole } from '../language/figure';
import { clockTime } from '../language/time';
import { useWords } from '../page/preferences';
import { expectedText, payloadText, triggerText } from './inject-text';
import { type PlanLine, planLines } from './plan';

interface CheckResultProps {
  readonly answer: CheckAnswer;
  /** As it was checked. */
  readonly scenario: object;
  readonly directory: Directory;
}

/** All that is wrong with a scenario, each with its place; or, where nothing is, what would be done and when. */
export function CheckResult({ answer, scenario, directory }: CheckResultProps) {
  const { plan: text } = useWords().drills;
  const { errors } = answer;
  if (answer.ok) return <DryRun answer={answer} scenario={scenario} directory={directory} />;
  return (
    <div className="problem scenario-errors" role="alert">
      <p id="scenario-errors">{text.errors(whole(errors.length))}</p>
      <ul tabIndex={0} aria-labelledby="scenario-errors">
        {errors.map(({ at, detail }) => (
          <li key={`${at} ${detail}`}>
            <code>{at === '' ? text.whole : text.wrongAt(at)}</code> {detail}
          </li>
        ))}
      </ul>
    </div>
  );
}

function DryRun({ answer: { plan }, scenario, directory }: CheckResultProps) {
  const words = useWords();
  const { plan: text } = words.drills;
  const { park = '' } = scenario as { park?: string };
  const telling = { words, directory, park };
  const tell = ({ kind, inject, expected, what }: PlanLine): string => {
    if (kind === 'end') return text.theEnd;
    if (expected !== null) return text.expects(expectedText(expected, telling));
    return inject === null ? what : payloadText(inject.payload, telling);
  };
  return (
    <section className="dry-run" aria-labelledby="dry-run-heading">
      <h3 id="dry-run-heading">{text.dryRun(whole(plan.length))}</h3>
      <p className="ask-note" role="status">
        {text.dryRunNote}
      </p>
      <ol tabIndex={0} aria-labelledby="dry-run-heading">
        {planLines(plan, scenario).map((line, n) => (
          <li key={n} data-kind={line.kind}>
            <span className="dim">
              {line.at === null
                ? triggerText({ at: null, when: line.inject?.when ?? null }, words)
                : clockTime(Date.parse(line.at), directory.zone(park))}
            </span>{' '}
            <span>{tell(line)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
