import { useState } from 'react';
import type { DeskView } from '../api/people';
import type { Directory } from '../alarms/directory';
import { Dialog } from '../page/dialog';
import { useWords } from '../page/preferences';
import { dutyPhones } from './desks';
import { Phone } from './phone';

interface DutyPhonesProps {
  readonly desks: readonly DeskView[];
  readonly park: string | null;
  readonly directory: Directory;
}

/** The fall-back of every screen: the highest desk's number, and all of them. */
export function DutyPhones({ desks, park, directory }: DutyPhonesProps) {
  const { desks: text, act, incident } = useWords();
  const [shown, show] = useState(false);
  const lines = dutyPhones(desks, park);
  const [first] = lines;
  if (first === undefined) return null;
  return (
    <span className="duty-phones">
      {directory.name(first.desk.name)} <Phone number={first.phone} />
      <button type="button" className="quiet" onClick={() => show(true)}>
        {text.phones}
      </button>
      {shown && (
        <Dialog heading={text.phones} onClose={() => show(false)}>
          <p className="ask-note">{text.phonesNote}</p>
          <ul className="phone-list">
            {lines.map(({ desk, who, phone }) => (
              <li key={`${desk.id} ${who ?? ''}`}>
                <span>
                  <small>
                    {directory.park(desk.park)} · {incident.tier[desk.tier]}
                  </small>{' '}
                  {directory.name(desk.name)} {who === null ? <small>{text.line}</small> : who}
                </span>
                <Phone number={phone} />
              </li>
            ))}
          </ul>
          <div className="ask-buttons">
            <button type="button" className="button primary" data-first onClick={() => show(false)}>
              {act.close}
            </button>
          </div>
        </Dialog>
      )}
    </span>
  );
}
