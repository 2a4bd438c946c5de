import { useState } from 'react';
import { duration } from '../language/time';
import { Dialog } from '../page/dialog';
import { useWords } from '../page/preferences';
import type { Sound } from './use-sound';

interface SoundProps {
  readonly sound: Sound;
  /** Epoch ms of this computer. */
  readonly now: number;
}

/** Whether the page would be heard, in words; opens mute and self-test. */
export function SoundButton(props: SoundProps) {
  const { sound, now } = props;
  const { sound: text, day } = useWords();
  const [shown, show] = useState(false);
  const state = sound.mutedUntil !== null ? 'muted' : sound.player === 'running' ? 'on' : 'off';
  const left = duration((sound.mutedUntil ?? 0) - now, day).slice(3);
  const label = { on: text.on, off: text.off, muted: text.muted(left) }[state];
  return (
    <>
      <button
        type="button"
        className="quiet sound-state"
        data-sound={state}
        aria-keyshortcuts="m"
        onClick={() => show(true)}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true" className="icon">
          <path d="M4 9.5v5h3.5L12 19V5L7.5 9.5z" />
          <path d={state === 'on' ? 'M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11' : 'M16 9.5l5 5m0-5l-5 5'} />
        </svg>
        {label}
      </button>
      {shown && <SoundDialog {...props} label={label} onClose={() => show(false)} />}
    </>
  );
}

function SoundDialog({ sound, label, onClose }: SoundProps & { label: string; onClose: () => void }) {
  const { sound: text, act } = useWords();
  const [tested, setTested] = useState(false);
  const { sounding, player, mutedUntil } = sound;
  const test = (): void => {
    sound.test();
    setTested(true);
  };
  return (
    <Dialog heading={text.heading} onClose={onClose}>
      <p>
        <b>{label}</b>
      </p>
      <p>{player === 'absent' ? text.absent : sounding === null ? text.silent : text.sounding[sounding.rhythm]}</p>
      <p className="ask-note">{text.muteNote}</p>
      <div className="ask-buttons">
        <button type="button" className="button" onClick={sound.mute}>
          {text.mute}
        </button>
        {mutedUntil !== null && (
          <button type="button" className="button" onClick={sound.unmute}>
            {text.unmute}
          </button>
        )}
        <button type="button" className="button" data-first onClick={test}>
          {text.test}
        </button>
        <button type="button" className="button primary" onClick={onClose}>
          {act.close}
        </button>
      </div>
      <p role="status">{tested && text.testNote}</p>
    </Dialog>
  );
}
