import type { Role } from '@cofferdam/domain';
import { useState } from 'react';
import type { ChannelView } from '../api/channels';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { RoomFrame, Unread } from '../page/room';
import type { RoomProps } from '../routing/room-props';
import { ChannelEditor } from './channel-editor';
import { ChannelLine } from './channel-line';
import { RemoveDialog } from './remove-dialog';
import { TestDialog } from './test-dialog';
import { useChannels } from './use-channels';

type Asked = { readonly act: 'new' } | { readonly act: 'change' | 'test' | 'remove'; readonly channel: ChannelView };

const KEEPERS: readonly Role[] = ['admin', 'engineer'];

/** Those of a park, and of every park; all where none is chosen. */
const ofPark = (channels: readonly ChannelView[], chosen: string | null): ChannelView[] =>
  channels.filter(({ park }) => chosen === null || park === null || park === chosen);

/** The ways to tell someone: what they are, whose, whether they work; set up, tested and taken away. */
export function ChannelsPage({ page, people, user }: RoomProps) {
  const { channels: text } = useWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState('');
  const { value, failed, again } = useChannels(page.live);
  const here = ofPark(value ?? [], page.filter.park);
  const done = (what: string): void => {
    setAsked(null);
    setSaid(what);
    again();
  };
  return (
    <RoomFrame
      page={page}
      heading={text.heading}
      counts={text.count(value === null ? '–' : whole(here.length))}
      said={said}
      tools={
        KEEPERS.includes(user.role) && (
          <button type="button" className="button small" onClick={() => setAsked({ act: 'new' })}>
            {text.create}
          </button>
        )
      }
    >
      <p className="room-hint">{text.hint}</p>
      {(value === null || failed) && <Unread failed={failed} onRetry={again} />}
      {value !== null && here.length === 0 && <p className="empty">{text.none}</p>}
      {here.length > 0 && (
        <ul className="ledger channels">
          {here.map((channel) => (
            <li key={channel.id} data-channel={channel.id} data-disabled={!channel.enabled || undefined}>
              <ChannelLine
                channel={channel}
                page={page}
                desks={people.desks.value ?? []}
                onAsk={(act) => setAsked({ act, channel })}
              />
            </li>
          ))}
        </ul>
      )}
      {asked !== null && <Dialogs asked={asked} page={page} user={user} onDone={done} onClose={() => setAsked(null)} />}
    </RoomFrame>
  );
}

interface DialogsProps extends Pick<RoomProps, 'page' | 'user'> {
  readonly asked: Asked;
  readonly onDone: (said: string) => void;
  readonly onClose: () => void;
}

function Dialogs({ asked, page, user, onDone, onClose }: DialogsProps) {
  const { channels: text } = useWords();
  const { directory, zone } = page;
  if (asked.act === 'new' || asked.act === 'change') {
    return (
      <ChannelEditor
        channel={asked.act === 'new' ? null : asked.channel}
        page={page}
        user={user}
        onDone={() => onDone(text.done.set)}
        onClose={onClose}
      />
    );
  }
  const common = { channel: asked.channel, name: directory.name(asked.channel.name), onClose };
  if (asked.act === 'test') return <TestDialog {...common} />;
  return <RemoveDialog {...common} zone={zone} onDone={() => onDone(text.done.removed)} />;
}
