import { momentOf } from '../language/time';
import type { Words } from '../language/words';
import { useWords } from '../page/preferences';
import type { ActingOutcome } from './use-acting';

interface OutcomeLineProps {
  readonly outcome: ActingOutcome | null;
  readonly zone: string;
  readonly now: number;
}

/** What came of the last act, in words. */
export function OutcomeLine({ outcome, zone, now }: OutcomeLineProps) {
  const words = useWords();
  if (outcome?.is === 'grown') {
    return (
      <div role="status" className="outcome problem grown">
        {words.incident.news}
        <ul>
          {outcome.news.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <p role="status" className={outcome?.is === 'failed' ? 'outcome problem' : 'outcome'}>
      {outcome !== null && said(outcome, words, (iso) => momentOf(Date.parse(iso), now, zone))}
    </p>
  );
}

type Told = Exclude<ActingOutcome, { is: 'grown' }>;

function said(outcome: Told, { incident }: Words, at: (iso: string) => string): string {
  const { outcome: text, act } = incident;
  const name = act[outcome.act];
  switch (outcome.is) {
    case 'sending':
      return text.sending;
    case 'done':
      return text.done(name);
    case 'already':
      return text.already(outcome.by, at(outcome.at));
    case 'approval':
      return text.approval(at(outcome.until));
    case 'failed':
      return outcome.why === null ? text.unreachable(name) : text.failed(name, outcome.why);
  }
}
