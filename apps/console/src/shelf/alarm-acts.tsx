import type { AlarmView, Role } from '@cofferdam/domain';
import { useWords } from '../page/preferences';
import { type AlarmAct, offered } from './alarm-act';

interface AlarmActsProps {
  readonly alarm: AlarmView;
  readonly role: Role;
  /** Which of them, where not all. */
  readonly only?: readonly AlarmAct[];
  /** Asks for the act's second step. */
  readonly onAsk: (act: AlarmAct, alarm: AlarmView) => void;
}

/** Buttons for what may be done to an alarm beside acknowledging it. */
export function AlarmActs({ alarm, role, only, onAsk }: AlarmActsProps) {
  const { shelf } = useWords();
  const acts = offered(alarm, role).filter((act) => only === undefined || only.includes(act));
  if (acts.length === 0) return null;
  return (
    <div className="alarm-acts">
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          className="button small"
          aria-keyshortcuts={act === 'shelve' ? 's' : undefined}
          onClick={() => onAsk(act, alarm)}
        >
          {shelf[act]}
          {act === 'shelve' && <kbd aria-hidden="true">S</kbd>}
        </button>
      ))}
    </div>
  );
}
