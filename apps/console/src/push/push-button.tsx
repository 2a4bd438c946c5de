import { useState } from 'react';
import { Dialog } from '../page/dialog';
import { useWords } from '../page/preferences';
import { type Push, usePush } from './use-push';

/** Whether this browser notifies when the console is closed; opens the switch. Absent where no channel is set up for it. */
export function PushButton({ username }: { username: string }) {
  const { push: text } = useWords();
  const push = usePush(username);
  const [shown, show] = useState(false);
  if (push === null) return null;
  const label = text.state[push.state];
  return (
    <>
      <button
        type="button"
        className="quiet push-state"
        data-push={push.state}
        aria-label={label}
        title={label}
        onClick={() => show(true)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true" className="icon">
          <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 20.5a2 2 0 0 0 4 0" />
          {push.state !== 'on' && <path d="M4 4l16 16" />}
        </svg>
      </button>
      {shown && <PushDialog push={push} onClose={() => show(false)} />}
    </>
  );
}

function PushDialog({ push, onClose }: { push: Push; onClose: () => void }) {
  const { push: text, act } = useWords();
  const { state, busy, failure } = push;
  return (
    <Dialog heading={text.heading} onClose={onClose}>
      <p role="status">
        <b>{text.state[state]}</b>
      </p>
      <p className="ask-note">{text.note[state]}</p>
      {failure !== null && (
        <p className="problem" role="alert">
          {text.failed(failure instanceof Error ? failure.message : '')}
        </p>
      )}
      <div className="ask-buttons">
        {state === 'off' && (
          <button type="button" className="button" data-first disabled={busy} onClick={push.switchOn}>
            {text.switchOn}
          </button>
        )}
        {state === 'on' && (
          <button type="button" className="button" data-first disabled={busy} onClick={push.switchOff}>
            {text.switchOff}
          </button>
        )}
        <button type="button" className="button primary" onClick={onClose}>
          {act.close}
        </button>
      </div>
    </Dialog>
  );
}
