import type { IncidentView, JournalEvent } from '@cofferdam/domain';
import type { ReactNode } from 'react';
import type { Directory } from '../alarms/directory';
import { type ChannelView, type NotificationView, notificationsOf } from '../api/channels';
import type { DeskView } from '../api/people';
import type { Page } from '../api/shapes';
import { useFollowed } from '../feed/use-followed';
import type { LiveAlarms } from '../feed/use-live-alarms';
import { useChannels } from '../channels/use-channels';
import { whole } from '../language/figure';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import { recipientOf } from './told';

interface ToldListProps {
  readonly incident: IncidentView;
  readonly live: LiveAlarms;
  readonly desks: readonly DeskView[];
  readonly directory: Directory;
  readonly zone: string;
  readonly now: number;
}

/** So many are shown at once; the others one opens. */
const SHOWN = 6;

/** Who was told of an incident, over which channel and when, newest first: read once, then again when the feed says so. */
export function ToldList(props: ToldListProps) {
  const { incident, live } = props;
  const { told: text, act } = useWords();
  const channels = useChannels(live).value ?? [];
  const { value, failed } = useFollowed(live, {
    read: () => notificationsOf(incident),
    concerns: (event) => isAbout(event, incident.id),
  });
  const line = (one: NotificationView) => <Told key={one.seq} {...props} one={one} channels={channels} />;
  return (
    <section className="told" aria-labelledby="told-heading">
      <h3 id="told-heading">{text.heading}</h3>
      {value === null ? (
        <p role="status">{failed ? act.unread : act.loading}</p>
      ) : (
        <Lines items={value.items} total={value.total} line={line} />
      )}
    </section>
  );
}

interface LinesProps extends Pick<Page<NotificationView>, 'items' | 'total'> {
  readonly line: (one: NotificationView) => ReactNode;
}

function Lines({ items, total, line }: LinesProps) {
  const { told: text } = useWords();
  if (items.length === 0) return <p>{text.none}</p>;
  return (
    <>
      <ol>{items.slice(0, SHOWN).map(line)}</ol>
      {items.length > SHOWN && (
        <details>
          <summary>{text.more(whole(total - SHOWN))}</summary>
          <ol>{items.slice(SHOWN).map(line)}</ol>
        </details>
      )}
    </>
  );
}

/** The incident's own messages, as `notification.*` events name it. */
function isAbout({ type, subject, data }: JournalEvent, incident: string): boolean {
  if (!type.startsWith('notification.')) return false;
  const { incident: named } = (data ?? {}) as { incident?: unknown };
  return named === incident || subject.id === incident;
}

interface ToldProps extends ToldListProps {
  readonly one: NotificationView;
  readonly channels: readonly ChannelView[];
}

function Told({ one, channels, desks, directory, zone, now }: ToldProps) {
  const { told: text } = useWords();
  const channel = channels.find(({ id }) => id === one.channel);
  const { desk, who } = recipientOf(one.to, desks);
  const name = desk === null ? who : text.robot(directory.name(desk.name));
  const more = [
    channel === undefined ? one.channel : directory.name(channel.name),
    text[one.state],
    ...(one.attempt !== null && one.attempt > 1 ? [text.attempt(String(one.attempt))] : []),
    ...(one.possibleRepeat ? [text.possibleRepeat] : []),
  ];
  return (
    <li data-bad={one.state === 'failed' || undefined}>
      <time dateTime={one.at}>{momentOf(Date.parse(one.at), now, zone)}</time>
      <span>
        <b>{name}</b> · {more.join(' · ')}
      </span>
    </li>
  );
}
