import type { ApprovalView } from '@cofferdam/domain';
import { momentOf } from '../language/time';
import { Countdown } from '../page/countdown';
import { useWords } from '../page/preferences';
import { rolesText } from '../page/roles-text';
import { incidentHref } from '../routing/exercise';
import type { RoomProps } from '../routing/room-props';
import { SeverityMark } from '../table/severity-mark';
import type { AnswerAct } from './answer-dialog';
import { mayAnswer, parametersOf } from './approvals';
import { parameterText } from './parameter-text';

export interface ApprovalEntryProps extends Pick<RoomProps, 'page' | 'user'> {
  readonly approval: ApprovalView;
  readonly onAsk: (act: AnswerAct, approval: ApprovalView) => void;
}

/** What is asked, by whom, why, about what, and until when somebody else has to answer. */
export function ApprovalEntry(props: ApprovalEntryProps) {
  const { page, approval } = props;
  const words = useWords();
  const text = words.approvals;
  const zone = page.directory.zone(approval.park);
  const asked = momentOf(Date.parse(approval.requestedAt), page.now, zone);
  const due = approval.review?.dueAt ?? approval.expiresAt;
  const dueText = momentOf(Date.parse(due), page.now, zone);
  return (
    <li data-approval={approval.id} data-severity={approval.severity}>
      <SeverityMark severity={approval.severity} standing="unacknowledged" />
      <div className="ledger-main">
        <p className="ledger-title">
          {text.acts[approval.act]} {approval.review !== null && <span className="chip">{text.glass}</span>}
        </p>
        <p>
          <Subject page={page} approval={approval} />
        </p>
        <p>
          <q>{approval.reason}</q>{' '}
          <small>
            {approval.review === null
              ? text.asked(approval.requestedBy, asked)
              : text.glassNote(approval.requestedBy, asked)}
          </small>
        </p>
        <p className="ledger-under">
          {parametersOf(approval.body).map(([name, value]) => (
            <span key={name} className="chip">
              {name === 'wall' ? page.directory.wall(approval.park, String(value)) : parameterText(name, value, words)}
            </span>
          ))}
          {approval.incident !== null && <a href={incidentHref(approval, approval.incident)}>{text.incident}</a>}
        </p>
      </div>
      <div className="ledger-end">
        <Countdown until={due} now={page.now} label={approval.review === null ? undefined : text.reviewBy(dueText)} />
        <Answers {...props} />
      </div>
    </li>
  );
}

function Answers({ approval, user, onAsk }: ApprovalEntryProps) {
  const words = useWords();
  const text = words.approvals;
  const may = mayAnswer(approval, user);
  const reviewing = approval.review !== null;
  if (may === 'no') return <p className="ledger-note">{text.notYours(rolesText(approval.needs.roles, words))}</p>;
  const acts: readonly (readonly [AnswerAct, string])[] = reviewing
    ? [['review', text.review]]
    : [
        ['confirm', text.confirm],
        ['refuse', text.refuse],
      ];
  if (may === 'answer') {
    return (
      <div className="alarm-acts">
        {acts.map(([act, label], at) => (
          <button
            key={act}
            type="button"
            className={at === 0 ? 'button primary' : 'button'}
            onClick={() => onAsk(act, approval)}
          >
            {label}
          </button>
        ))}
      </div>
    );
  }
  return (
    <>
      <p className="ledger-note">{reviewing ? text.ownGlass : text.own}</p>
      {!reviewing && (
        <button type="button" className="button small" onClick={() => onAsk('refuse', approval)}>
          {text.withdraw}
        </button>
      )}
    </>
  );
}

/** What it is about, where the page knows it; else the park alone. */
function Subject({ page, approval }: Pick<ApprovalEntryProps, 'page' | 'approval'>) {
  const { approvals: text } = useWords();
  const { directory, live } = page;
  const { kind, id } = approval.subject;
  const incident = kind === 'incident' ? live.incidents.known.get(id) : undefined;
  const alarm = kind === 'alarm' ? live.state.open.get(id)?.alarm : undefined;
  if (incident !== undefined) {
    return (
      <>
        <b>{directory.cause(incident)}</b>{' '}
        <small>
          {incident.number} · {directory.source(incident)}
        </small>
      </>
    );
  }
  if (alarm !== undefined) {
    return (
      <>
        <b>
          {directory.place(alarm)} {directory.factor(alarm)}
        </b>{' '}
        <small>{directory.owner(alarm)}</small>
      </>
    );
  }
  return (
    <>
      <b>{directory.park(approval.park)}</b> <small>{text.closed}</small>
    </>
  );
}
