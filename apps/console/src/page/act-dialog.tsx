import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { ApiError } from '../api/client';
import { waitsIn, type WaitsView } from '../api/people';
import { clockTime } from '../language/time';
import type { Words } from '../language/words';
import { Dialog } from './dialog';
import { useWords } from './preferences';
import { rolesText } from './roles-text';

interface ActDialogProps {
  readonly heading: string;
  readonly note?: string;
  readonly submit: string;
  readonly zone: string;
  readonly wide?: boolean;
  /** Sends what was filled in. */
  readonly onSubmit: (form: FormData) => Promise<unknown>;
  /** It is done: not called where a second person has to confirm it. */
  readonly onDone: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

type Outcome = { readonly is: 'sending' } | { readonly is: 'failed'; readonly why: string } | WaitsOutcome;
interface WaitsOutcome extends WaitsView {
  readonly is: 'waits';
}

/** An act's second step: what it takes, what it means, and what became of it. Nothing is lost when it is refused. */
export function ActDialog(props: ActDialogProps) {
  const { heading, note, submit, zone, onSubmit, onDone, onClose } = props;
  const words = useWords();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const underWay = useRef(false);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (underWay.current) return;
    underWay.current = true;
    setOutcome({ is: 'sending' });
    onSubmit(new FormData(event.currentTarget))
      .then((answer) => {
        const waits = waitsIn(answer);
        if (waits === null) return onDone();
        setOutcome({ is: 'waits', ...waits });
      })
      .catch((error: unknown) => setOutcome({ is: 'failed', why: whyNot(error, words) }))
      .finally(() => {
        underWay.current = false;
      });
  };
  if (outcome?.is === 'waits') {
    return (
      <Dialog heading={heading} onClose={onClose}>
        <Waits approval={outcome.approval} zone={zone} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog heading={heading} onClose={onClose} wide={props.wide}>
      <form className="ask-form" onSubmit={send}>
        {note !== undefined && <p className="ask-note">{note}</p>}
        {props.children}
        {outcome?.is === 'failed' && (
          <p className="problem" role="alert">
            {outcome.why}
          </p>
        )}
        <div className="ask-buttons">
          <button type="submit" className="button primary" disabled={outcome?.is === 'sending'}>
            {outcome?.is === 'sending' ? words.act.sending : submit}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {words.act.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Waits({ approval, zone, onClose }: WaitsView & { zone: string; onClose: () => void }) {
  const words = useWords();
  return (
    <>
      <p role="status">
        {words.act.waits(rolesText(approval.needs.roles, words), clockTime(Date.parse(approval.expires), zone))}
      </p>
      <div className="ask-buttons">
        <button type="button" className="button primary" data-first onClick={onClose}>
          {words.act.close}
        </button>
      </div>
    </>
  );
}

/** Why an act was not done, in the reader's language where the reason is one that the field knows. */
export function whyNot(error: unknown, { act, incident }: Words): string {
  if (!(error instanceof ApiError)) return act.failed(String(error));
  if (error.status === 0) return act.unreachable;
  const { reason, type } = (error.problem ?? {}) as { reason?: string; type?: string };
  if (error.status === 412 || type?.endsWith(':changed-since')) return act.stale;
  const known: Readonly<Record<string, string | undefined>> = { ...incident.refusal, ...act.refused };
  return act.failed(known[reason ?? ''] ?? (error.status === 403 ? act.refused.forbidden : error.title));
}
