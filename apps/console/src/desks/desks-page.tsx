import { type ComponentProps, useState } from 'react';
import type { DeskView } from '../api/people';
import { useChannels } from '../channels/use-channels';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { RoomFrame, Unread } from '../page/room';
import type { RoomProps } from '../routing/room-props';
import { type DeskAct, DeskCard } from './desk-card';
import { DeskDialog } from './desk-dialogs';
import { DeskEditor } from './desk-editor';
import { byTier } from './desks';

/** Every desk by tier: who answers now, until when and by what number; its hand-over and its roster. */
export function DesksPage({ page, people, user }: RoomProps) {
  const { desks: text, incident } = useWords();
  const [asked, setAsked] = useState<{ act: DeskAct; desk: DeskView } | null>(null);
  const { value, failed, again } = people.desks;
  const groups = byTier(value ?? [], page.filter.park);
  const count = groups.reduce((sum, { desks }) => sum + desks.length, 0);
  const close = (): void => setAsked(null);
  const done = (): void => {
    close();
    again();
  };
  return (
    <RoomFrame page={page} heading={text.heading} counts={text.count(value === null ? '–' : whole(count))}>
      {(value === null || failed) && <Unread failed={failed} onRetry={again} />}
      {value !== null && count === 0 && <p className="empty">{text.none}</p>}
      <div className="tiers-of-desks">
        {groups.map(({ tier, desks }) => (
          <section key={tier} aria-labelledby={`tier-${tier}`} style={{ flexGrow: desks.length }}>
            <h2 id={`tier-${tier}`} className="ledger-head">
              {incident.tier[tier]} <small>{text.count(whole(desks.length))}</small>
            </h2>
            <div className="desk-grid">
              {desks.map((desk) => (
                <DeskCard
                  key={desk.id}
                  desk={desk}
                  page={page}
                  user={user}
                  onAsk={(act, of) => setAsked({ act, desk: of })}
                />
              ))}
            </div>
          </section>
        ))}
      </div>
      {asked !== null && <Asked asked={asked} page={page} username={user.username} onDone={done} onClose={close} />}
    </RoomFrame>
  );
}

interface AskedProps extends Pick<RoomProps, 'page'> {
  readonly asked: { readonly act: DeskAct; readonly desk: DeskView };
  readonly username: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Asked({ asked: { act, desk }, page, username, onDone, onClose }: AskedProps) {
  const { directory } = page;
  const common = { name: directory.name(desk.name), zone: directory.zone(desk.park), onDone, onClose };
  if (act === 'edit') return <Edited desk={desk} page={page} {...common} />;
  return <DeskDialog act={act} desk={desk} username={username} {...common} />;
}

/** What a desk may be told over is read when somebody edits it. */
function Edited({ page, ...props }: Pick<RoomProps, 'page'> & Omit<ComponentProps<typeof DeskEditor>, 'channels'>) {
  const { value, failed, again } = useChannels(page.live);
  if (value !== null) return <DeskEditor {...props} channels={value} />;
  return <Unread failed={failed} onRetry={again} />;
}
