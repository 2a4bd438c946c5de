import type { WithSecret } from '../api/webhooks';
import { Dialog } from '../page/dialog';
import { Labelled } from '../page/field';
import { useWords } from '../page/preferences';

/** The only time that a secret is shown. */
export function SecretDialog({ hook, onClose }: { readonly hook: WithSecret; readonly onClose: () => void }) {
  const { webhooks: text } = useWords();
  return (
    <Dialog heading={`${text.secret}: ${hook.name}`} onClose={onClose}>
      <div className="ask-form">
        <p className="ask-note">{text.secretNote}</p>
        <Labelled label={text.secret}>
          <input readOnly value={hook.secret} spellCheck={false} onFocus={(event) => event.target.select()} />
        </Labelled>
        <div className="ask-buttons">
          <button type="button" className="button primary" onClick={onClose}>
            {text.kept}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
