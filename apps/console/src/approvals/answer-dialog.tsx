import type { ApprovalView } from '@cofferdam/domain';
import { confirmApproval, refuseApproval, reviewApproval } from '../api/people';
import { ActDialog } from '../page/act-dialog';
import { TextField } from '../page/field';
import { textOf } from '../page/form';
import { useWords } from '../page/preferences';

export type AnswerAct = 'confirm' | 'refuse' | 'review';

interface AnswerDialogProps {
  readonly act: AnswerAct;
  readonly approval: ApprovalView;
  /** The user asked for it: they can take it back. */
  readonly mine: boolean;
  readonly zone: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The second step of an answer: nothing is confirmed with one click. */
export function AnswerDialog({ act, approval, mine, zone, onDone, onClose }: AnswerDialogProps) {
  const { approvals: text } = useWords();
  const label = { confirm: text.confirm, refuse: mine ? text.withdraw : text.refuse, review: text.review }[act];
  const send = (form: FormData): Promise<unknown> => {
    const { id } = approval;
    if (act === 'confirm') return confirmApproval(id);
    return act === 'refuse' ? refuseApproval(id, textOf(form, 'why')) : reviewApproval(id, textOf(form, 'note'));
  };
  return (
    <ActDialog
      heading={`${label}: ${text.acts[approval.act]}`}
      note={`${approval.requestedBy}: ${approval.reason}`}
      submit={label}
      zone={zone}
      onSubmit={send}
      onDone={onDone}
      onClose={onClose}
    >
      {act === 'refuse' && <TextField name="why" label={text.why} />}
      {act === 'review' && <TextField name="note" label={text.reviewNote} />}
    </ActDialog>
  );
}
