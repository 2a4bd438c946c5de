import { whole } from '../language/figure';
import { clockTime } from '../language/time';
import { useWords } from '../page/preferences';
import type { ExpectedAnswer, InjectAnswer, Outcome } from '../api/drills';
import type { DeskProps } from './desk-props';
import { expectedText, payloadText, triggerText } from './inject-text';
import { inScriptOrder, span, standingOf, tally } from './script';

interface ScriptListProps extends DeskProps {
  /** null until it is known. */
  readonly script: readonly InjectAnswer[] | null;
}

/** The script as it goes: what is put in when, and what became of every action that is expected after it. */
export function ScriptList(props: ScriptListProps) {
  const { script } = props;
  const { script: text } = useWords().drills;
  const counts = tally(script ?? []);
  return (
    <section className="drill-script" aria-labelledby="script-heading">
      <h2 id="script-heading">{text.heading}</h2>
      {script === null ? (
        <p role="status">{text.none}</p>
      ) : (
        <>
          <p className="drill-tally">
            {text.tally(whole(counts.met), whole(counts.late), whole(counts.missed), whole(counts.waiting))}
            {counts['not-fired'] > 0 && ` · ${text.notFired(whole(counts['not-fired']))}`}
          </p>
          <ol>
            {inScriptOrder(script).map((inject) => (
              <InjectItem key={inject.id} {...props} inject={inject} all={script} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

type InjectProps = ScriptListProps & { readonly inject: InjectAnswer; readonly all: readonly InjectAnswer[] };

function InjectItem({ inject, all, directory, drill, zone }: InjectProps) {
  const words = useWords();
  const { script: text } = words.drills;
  const standing = standingOf(inject, all);
  const about = payloadText(inject.payload, { words, directory, park: drill.park });
  const said = [inject.from, inject.to].every((who) => who !== null);
  return (
    <li className="inject" data-standing={standing} data-inject={inject.id}>
      <p className="inject-head">
        <span className="inject-when">{triggerText(inject, words)}</span>
        <span className="chip">{text.kind[inject.payload.kind]}</span>
        <b>{inject.title === null ? inject.id : directory.name(inject.title)}</b>
        <span className="inject-standing">
          <i aria-hidden="true">{STANDING_SIGN[standing]}</i> {text.standing[standing]}
          {inject.carriedOutAt !== null && ` · ${text.doneAt(clockTime(Date.parse(inject.carriedOutAt), zone))}`}
        </span>
      </p>
      <p className="inject-what">
        {about}
        {said && <small> · {text.fromTo(inject.from ?? '', inject.to ?? '')}</small>}
      </p>
      {inject.expected.length > 0 && (
        <ul className="expected" aria-label={text.expected}>
          {inject.expected.map((expected, n) => (
            <ExpectedItem key={n} expected={expected} directory={directory} drill={drill} />
          ))}
        </ul>
      )}
    </li>
  );
}

const STANDING_SIGN = { done: '●', next: '▶', later: '○', condition: '◇' } as const;

/** What became of an action, by sign and word besides the colour. */
const OUTCOME_SIGN: Readonly<Record<Outcome, string>> = {
  waiting: '…',
  met: '✓',
  late: '!',
  missed: '✕',
  'not-fired': '–',
};

function ExpectedItem({
  expected,
  directory,
  drill,
}: Pick<DeskProps, 'directory' | 'drill'> & { expected: ExpectedAnswer }) {
  const words = useWords();
  const { script: text } = words.drills;
  const { outcome, latency } = expected;
  return (
    <li data-outcome={outcome}>
      <span className="outcome-word">
        <i aria-hidden="true">{OUTCOME_SIGN[outcome]}</i> {text.outcome[outcome]}
      </span>
      <span>
        {expectedText(expected, { words, directory, park: drill.park })}
        <small>
          {' '}
          · {text.within(span(expected.within))}
          {latency !== null && ` · ${text.measured(span(latency / 1_000))}`}
          {expected.evidence !== undefined && ` · ${directory.name(expected.evidence)}`}
        </small>
      </span>
    </li>
  );
}
