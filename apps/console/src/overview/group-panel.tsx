import { useState } from 'react';
import { ApiError } from '../api/client';
import { acknowledgeRow, type GroupAnswer, type OverviewRowView } from '../api/incidents';
import { GRAVEST_FIRST } from '../alarms/severity';
import { mayAct } from '../incidents/tiers';
import { whole } from '../language/figure';
import type { User } from '@cofferdam/domain';
import { useWords } from '../page/preferences';
import type { LiveModel } from '../page/use-live-page';
import { SeverityMark } from '../table/severity-mark';

interface GroupPanelProps {
  readonly page: LiveModel;
  readonly row: OverviewRowView;
  /** The journal's number at which the row was as it is shown. */
  readonly asOf: number;
  readonly user: User;
}

/** One row of the roll-up: what it holds, and the way to acknowledge what it shows. */
export function GroupPanel(props: GroupPanelProps) {
  const { page, row, user } = props;
  const words = useWords();
  const { overview: text } = words.incident;
  return (
    <section className="panel detail" aria-labelledby="detail-heading" data-severity={row.severity}>
      <div className="panel-head">
        <span>{text.heading}</span>
        <span className="spring" />
        <button type="button" className="quiet only-narrow" onClick={() => page.select(null)}>
          {words.detail.close}
        </button>
      </div>
      <div className="detail-body">
        <div className="detail-title">
          <SeverityMark severity={row.severity} standing={row.unacknowledged > 0 ? 'unacknowledged' : 'acknowledged'} />
          <h2 id="detail-heading" ref={page.fields.heading} tabIndex={-1}>
            {page.directory.placeOf(row)} · {words.incident.alarms(whole(row.count))}
          </h2>
        </div>
        <p className="detail-sub">{text.waiting(whole(row.count - row.unacknowledged), whole(row.unacknowledged))}</p>
        <ul className="tally">
          {GRAVEST_FIRST.map((severity) => (
            <li key={severity} data-severity={severity} data-none={row.bySeverity[severity] === 0 || undefined}>
              <SeverityMark severity={severity} standing="acknowledged" />
              <span>{words.severity[severity]}</span>
              <b>{whole(row.bySeverity[severity])}</b>
            </li>
          ))}
        </ul>
        <button type="button" className="button" onClick={() => page.overview.toggle(row.id)}>
          {page.overview.unfolded.has(row.id) ? text.fold : text.unfold}
        </button>
        {mayAct(user.role) && <GroupAcknowledge key={row.id} {...props} />}
      </div>
    </section>
  );
}

type Step =
  { readonly is: 'idle' | 'asked' | 'sending' } | { readonly is: 'failed'; readonly why: string | null } | Done;
interface Done {
  readonly is: 'done';
  readonly answer: GroupAnswer;
}

/** Many at once take a second step; what came of it is told by numbers. */
function GroupAcknowledge({ page, row, asOf }: GroupPanelProps) {
  const words = useWords();
  const { overview: text } = words.incident;
  const [step, setStep] = useState<Step>({ is: 'idle' });
  const count = whole(row.unacknowledged);
  const send = (): void => {
    setStep({ is: 'sending' });
    acknowledgeRow(row.id, asOf).then(
      (answer) => {
        setStep({ is: 'done', answer });
        page.overview.refresh();
      },
      (error: unknown) => {
        const why = error instanceof ApiError ? error.title : String(error);
        setStep({ is: 'failed', why: error instanceof ApiError && error.status === 0 ? null : why });
      },
    );
  };
  return (
    <div className="acts">
      <p className="dim">{row.unacknowledged === 0 ? text.nothing : text.acknowledgeNote}</p>
      {step.is === 'asked' ? (
        <div className="acts-buttons">
          <b>{text.confirm(count)}</b>
          <button type="button" className="button primary" autoFocus onClick={send}>
            {text.acknowledge(count)}
          </button>
          <button type="button" className="button" onClick={() => setStep({ is: 'idle' })}>
            {words.incident.cancel}
          </button>
        </div>
      ) : (
        row.unacknowledged > 0 && (
          <button
            type="button"
            className="button primary"
            disabled={step.is === 'sending'}
            onClick={() => setStep({ is: 'asked' })}
          >
            {text.acknowledge(count)}…
          </button>
        )
      )}
      <div role="status">
        {step.is === 'done' && <Answer answer={step.answer} />}
        {step.is === 'failed' && (
          <p className="problem">{step.why === null ? words.detail.unreachable : words.detail.failed(step.why)}</p>
        )}
      </div>
    </div>
  );
}

function Answer({ answer }: { answer: GroupAnswer }) {
  const { overview: text } = useWords().incident;
  const told: [count: number, line: string][] = [
    [answer.acknowledged.length, text.acknowledged(whole(answer.acknowledged.length))],
    [answer.alreadyBy.length, text.already(whole(answer.alreadyBy.length))],
    [answer.changedSince.length, text.changed(whole(answer.changedSince.length))],
    [answer.refused.length, text.refused(whole(answer.refused.length))],
  ];
  return (
    <ul className="answer">
      {told
        .filter(([count]) => count > 0)
        .map(([, line]) => (
          <li key={line}>{line}</li>
        ))}
    </ul>
  );
}
