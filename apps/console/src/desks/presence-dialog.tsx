import { useId, useState } from 'react';
import { type DeskView, presentAtDesk } from '../api/people';
import type { Directory } from '../alarms/directory';
import { whyNot } from '../page/act-dialog';
import { Countdown } from '../page/countdown';
import { Dialog } from '../page/dialog';
import { useWords } from '../page/preferences';
import { tierAbove } from './desks';

interface PresenceDialogProps {
  readonly desk: DeskView;
  readonly desks: readonly DeskView[];
  readonly directory: Directory;
  /** The service's clock, epoch ms. */
  readonly now: number;
  readonly onAnswered: () => void;
  /** Put aside: the question stands, and so does its deadline. */
  readonly onClose: () => void;
}

/** Asks whether somebody is there, over whatever is open: silence is told to the tier above. */
export function PresenceDialog({ desk, desks, directory, now, onAnswered, onClose }: PresenceDialogProps) {
  const words = useWords();
  const { desks: text } = words;
  const about = useId();
  const [problem, setProblem] = useState('');
  const above = tierAbove(desks, desk);
  const answer = (): void => {
    setProblem('');
    presentAtDesk(desk).then(onAnswered, (error: unknown) => setProblem(whyNot(error, words)));
  };
  return (
    <Dialog role="alertdialog" heading={text.there} about={about} onClose={onClose}>
      <div id={about}>
        <p>{text.thereQuestion(`${directory.park(desk.park)} ${directory.name(desk.name)}`)}</p>
        {above !== null && <p className="ask-note">{text.thereNote(words.incident.tier[above])}</p>}
      </div>
      {desk.presence !== null && <Countdown until={desk.presence.due} now={now} label={text.thereLeft} />}
      {problem !== '' && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="ask-buttons">
        <button type="button" className="button primary" data-first onClick={answer}>
          {text.thereYes}
        </button>
      </div>
    </Dialog>
  );
}
