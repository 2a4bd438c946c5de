import { useWords } from '../page/preferences';
import type { Sound } from './use-sound';

/** Says before the first alarm that it would not be heard. */
export function SoundBanner({ sound }: { sound: Sound }) {
  const { sound: text } = useWords();
  if (sound.player !== 'blocked' && sound.player !== 'absent') return null;
  return (
    <div className="sound-banner" role="alert">
      <p>{sound.player === 'absent' ? text.absent : text.blocked}</p>
      {sound.player === 'blocked' && (
        <button type="button" className="button primary" onClick={sound.wake}>
          {text.switchOn}
        </button>
      )}
    </div>
  );
}
