import type { CheckAnswer } from '../api/drills';
import { whole } from '../language/figure';
import { dateTime } from '../language/time';
import { useWords } from '../page/preferences';

/** All that is wrong with a scenario, each with its place; or, where nothing is, what would be done and when. */
export function CheckResult({ answer, zone }: { answer: CheckAnswer; zone: string }) {
  const { plan: text } = useWords().drills;
  const { errors, plan } = answer;
  if (!answer.ok) {
    return (
      <div className="problem scenario-errors" role="alert">
        {text.errors(whole(errors.length))}
        <ul>
          {errors.map(({ at, detail }) => (
            <li key={`${at} ${detail}`}>
              <code>{at === '' ? text.whole : text.wrongAt(at)}</code> {detail}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <section className="dry-run" aria-labelledby="dry-run-heading">
      <h3 id="dry-run-heading">{text.dryRun(whole(plan.length))}</h3>
      <p className="ask-note" role="status">
        {text.dryRunNote}
      </p>
      <ol tabIndex={0} aria-labelledby="dry-run-heading">
        {plan.map(({ at, what }, n) => (
          <li key={n}>
            <time dateTime={at}>{dateTime(Date.parse(at), zone).slice(11)}</time> <span>{what}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
