import type { IncidentView, JournalEvent, User } from '@cofferdam/domain';
import { useContext, useState } from 'react';
import { capMessages, type CapMessageView, warningOf, type WarningTexts, type WarningView } from '../api/cap';
import { useFollowed } from '../feed/use-followed';
import type { LiveAlarms } from '../feed/use-live-alarms';
import { isEnded } from '../incidents/incidents';
import { momentOf } from '../language/time';
import { SettingContext, useWords } from '../page/preferences';
import { approvalsHref } from '../routing/exercise';
import { concernsCap } from './concerns';
import { WithdrawWarning, WriteWarning } from './warning-dialogs';

interface CapSectionProps {
  readonly incident: IncidentView;
  readonly user: User;
  readonly live: Pick<LiveAlarms, 'news' | 'snapshots'>;
  readonly zone: string;
  readonly now: number;
}

/** What machines and the public are told of an incident; for the basin's desk, what the public is to be told. */
export function CapSection(props: CapSectionProps) {
  const { incident, user, live, zone, now } = props;
  const { warning: text } = useWords();
  const concerns = (event: JournalEvent): boolean => concernsCap(event, incident.id);
  const { value, failed } = useFollowed(live, { read: () => capMessages(incident.id), concerns });
  return (
    <section className="evidence cap" aria-labelledby="cap-heading">
      <h3 id="cap-heading">{text.heading}</h3>
      {value === null ? failed && <p role="status">{text.unread}</p> : value.length === 0 && <p>{text.none}</p>}
      <ul>
        {value?.toReversed().map((message) => (
          <Message key={message.identifier} message={message} when={momentOf(Date.parse(message.sent), now, zone)} />
        ))}
      </ul>
      {user.role === 'basin' && <PublicWarning {...props} />}
    </section>
  );
}

function useLanguage(): 'zh' | 'en' {
  return useContext(SettingContext)?.language ?? 'zh';
}

function Message({ message, when }: { message: CapMessageView; when: string }) {
  const { warning: text } = useWords();
  const language = useLanguage();
  const { identifier, msgType, scope, headline, superseded, refused, path } = message;
  return (
    <li>
      <div>
        <p>
          <b>{text.msgType[msgType] ?? msgType}</b> <span className="chip">{text.scope[scope] ?? scope}</span>{' '}
          {!superseded && path !== null && <span className="chip">{text.holds}</span>} {headline[language]}
        </p>
        {refused.length > 0 && <p className="problem">{text.refused(refused.join(', '))}</p>}
        <small>
          {path === null ? (
            identifier
          ) : (
            <a href={path} target="_blank" rel="noreferrer">
              {identifier}
            </a>
          )}{' '}
          · {when}
        </small>
      </div>
    </li>
  );
}

function PublicWarning({ incident, live, zone, now }: CapSectionProps) {
  const { warning: text } = useWords();
  const [open, setOpen] = useState<'write' | 'withdraw' | null>(null);
  const concerns = (event: JournalEvent): boolean => concernsCap(event, incident.id);
  const { value, again } = useFollowed(live, { read: () => warningOf(incident.id), concerns });
  if (value === null) return null;
  const close = (): void => {
    setOpen(null);
    again();
  };
  const own = { incident: incident.id, zone, onDone: close, onClose: close };
  return (
    <>
      <h4>{text.public}</h4>
      {value.inForce !== null && <Texts title={text.inForce} texts={value.inForce} />}
      <Waiting incident={incident} value={value} zone={zone} now={now} />
      <div className="ask-buttons">
        {!isEnded(incident) && (
          <button type="button" className="button small" onClick={() => setOpen('write')}>
            {text.write}
          </button>
        )}
        {value.inForce !== null && (
          <button type="button" className="button small" onClick={() => setOpen('withdraw')}>
            {text.withdraw}
          </button>
        )}
      </div>
      {open === 'write' && <WriteWarning {...own} draft={value.inForce ?? value.draft} />}
      {open === 'withdraw' && <WithdrawWarning {...own} />}
    </>
  );
}

/** Drafts that somebody else has to read and to confirm. */
function Waiting({
  incident,
  value,
  zone,
  now,
}: Pick<CapSectionProps, 'incident' | 'zone' | 'now'> & { value: WarningView }) {
  const { warning: text } = useWords();
  const waiting = value.drafts.filter(
    ({ approval }) => approval?.state === 'PENDING' && Date.parse(approval.expiresAt) > now,
  );
  return waiting.map(({ id, author, warning, approval }) => (
    <div key={id}>
      <Texts title={text.waiting(author, momentOf(Date.parse(approval?.expiresAt ?? ''), now, zone))} texts={warning} />
      <a href={approvalsHref(incident)}>{text.toApprovals}</a>
    </div>
  ));
}

function Texts({ title, texts }: { title: string; texts: WarningTexts }) {
  const { headline, description, instruction, areas } = texts;
  return (
    <>
      <p>{title}</p>
      <ul>
        {(['zh', 'en'] as const).map((language) => (
          <li key={language} lang={language === 'zh' ? 'zh-CN' : 'en'}>
            <div>
              <p>
                <b>{headline[language]}</b>
              </p>
              <p>{description[language]}</p>
              <p>{instruction[language]}</p>
              <small>{areas.map((area) => area[language]).join(' · ')}</small>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
