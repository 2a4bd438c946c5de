import type { ApprovalView } from '@cofferdam/domain';
import { useState } from 'react';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { RoomFrame, Unread } from '../page/room';
import type { RoomProps } from '../routing/room-props';
import { type AnswerAct, AnswerDialog } from './answer-dialog';
import { ApprovalEntry, type ApprovalEntryProps } from './approval-entry';
import { waitingOf } from './approvals';

interface Asked {
  readonly act: AnswerAct;
  readonly approval: ApprovalView;
}

/** What waits for a second person, and what one did alone that has to be looked at. */
export function ApprovalsPage({ page, people, user }: RoomProps) {
  const words = useWords();
  const text = words.approvals;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState('');
  const { value, failed, again } = people.approvals;
  const { pending, toReview } = waitingOf(value ?? [], page.filter.park, page.now);
  const told = (list: readonly unknown[]): string => (value === null ? '–' : whole(list.length));
  const ask = (act: AnswerAct, approval: ApprovalView): void => {
    setSaid('');
    setAsked({ act, approval });
  };
  const lists = [
    ['pending', text.waiting(told(pending)), pending],
    ['review', text.toReview(told(toReview)), toReview],
  ] as const;
  return (
    <RoomFrame
      page={page}
      heading={text.heading}
      counts={`${text.waiting(told(pending))} · ${text.toReview(told(toReview))}`}
      said={said}
    >
      {(value === null || failed) && <Unread failed={failed} onRetry={again} />}
      {value !== null && pending.length + toReview.length === 0 && (
        <div className="empty">
          <p className="empty-title">{text.none}</p>
          <p>{text.noneHint}</p>
        </div>
      )}
      {lists.map(([id, heading, list]) => (
        <Waits key={id} id={id} heading={heading} list={list} page={page} user={user} onAsk={ask} />
      ))}
      {asked !== null && (
        <AnswerDialog
          {...asked}
          mine={asked.approval.requestedBy === user.username}
          zone={page.directory.zone(asked.approval.park)}
          onDone={() => {
            setAsked(null);
            setSaid({ confirm: text.confirmed, refuse: text.refusedDone, review: text.reviewed }[asked.act]);
            again();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </RoomFrame>
  );
}

interface WaitsProps extends Omit<ApprovalEntryProps, 'approval'> {
  readonly id: string;
  readonly heading: string;
  readonly list: readonly ApprovalView[];
}

function Waits({ id, heading, list, ...entry }: WaitsProps) {
  if (list.length === 0) return null;
  return (
    <section aria-labelledby={`approvals-${id}`}>
      <h2 id={`approvals-${id}`} className="ledger-head">
        {heading}
      </h2>
      <ul className="ledger">
        {list.map((approval) => (
          <ApprovalEntry key={approval.id} approval={approval} {...entry} />
        ))}
      </ul>
    </section>
  );
}
