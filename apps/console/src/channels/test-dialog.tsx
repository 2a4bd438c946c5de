import { type FormEvent, useState } from 'react';
import { type ChannelView, type TestAnswer, testChannel } from '../api/channels';
import { whole } from '../language/figure';
import { whyNot } from '../page/act-dialog';
import { Dialog } from '../page/dialog';
import { Labelled } from '../page/field';
import { textOf } from '../page/form';
import { useWords } from '../page/preferences';

interface TestDialogProps {
  readonly channel: ChannelView;
  readonly name: string;
  readonly onClose: () => void;
}

type Outcome = { readonly is: 'sending' } | { readonly is: 'failed'; readonly why: string } | Answered;
interface Answered {
  readonly is: 'answered';
  readonly answer: TestAnswer;
}

/** Sends a test message and shows what the provider said to it, word by word. It stays open, to try again. */
export function TestDialog({ channel, name, onClose }: TestDialogProps) {
  const words = useWords();
  const { channelTest: text, act } = words;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (outcome?.is === 'sending') return;
    setOutcome({ is: 'sending' });
    testChannel(channel.id, textOf(new FormData(event.currentTarget), 'to')).then(
      (answer) => setOutcome({ is: 'answered', answer }),
      (error: unknown) => setOutcome({ is: 'failed', why: whyNot(error, words) }),
    );
  };
  return (
    <Dialog heading={text.heading(name)} onClose={onClose}>
      <form className="ask-form" onSubmit={send}>
        <p className="ask-note">{text.note}</p>
        {!channel.collective && (
          <Labelled label={`${text.to} · ${text.toNote}`}>
            <input name="to" maxLength={2_000} autoComplete="off" spellCheck={false} />
          </Labelled>
        )}
        <div role="status">{outcome?.is === 'answered' && <Said answer={outcome.answer} />}</div>
        {outcome?.is === 'failed' && (
          <p className="problem" role="alert">
            {outcome.why}
          </p>
        )}
        <div className="ask-buttons">
          <button type="submit" className="button primary" disabled={outcome?.is === 'sending'} data-first>
            {outcome?.is === 'sending' ? act.sending : text.send}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {act.close}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Said({ answer: { ok, fault, answer, tookMs } }: Pick<Answered, 'answer'>) {
  const { channelTest: text } = useWords();
  return (
    <div className="provider-answer" data-ok={ok}>
      <p>
        <b>{ok || fault === null ? text.taken : text.fault[fault]}</b> <small>{text.took(whole(tookMs))}</small>
      </p>
      <p>{text.answer}</p>
      <pre tabIndex={0} aria-label={text.answer}>
        {answer === '' ? text.noAnswer : answer}
      </pre>
    </div>
  );
}
