import type { AlarmView } from '@cofferdam/domain';
import type { ChannelView } from '../api/channels';
import type { DeskView } from '../api/people';
import { momentOf } from '../language/time';
import { LANGUAGE_NAMES } from '../page/language-select';
import { useWords } from '../page/preferences';
import type { LiveModel } from '../page/use-live-page';

interface ChannelLineProps {
  readonly channel: ChannelView;
  readonly page: LiveModel;
  readonly desks: readonly DeskView[];
  readonly onAsk: (act: 'change' | 'test' | 'remove') => void;
}

/** One channel: its kind and name, whose it is, whether messages get through, and who is told over it. */
export function ChannelLine({ channel, page, desks, onAsk }: ChannelLineProps) {
  const { channels: text, channelTest } = useWords();
  const { directory } = page;
  const name = directory.name(channel.name);
  const trouble = troubleOf(page, channel.id);
  const acts = [
    ['test', channelTest.test, channel.enabled],
    ['change', text.change, true],
    ['remove', text.remove, true],
  ] as const;
  return (
    <>
      <div className="ledger-main">
        <p className="ledger-title">
          {name} <span>{text.kind[channel.kind]}</span> <small>{channel.id}</small>
        </p>
        <p className="ledger-under">
          <span className="chip">{channel.enabled ? text.on : text.off}</span>
          <span className="chip">{channel.collective ? text.robot : text.personal}</span>
          {channel.collective && <small>{LANGUAGE_NAMES[channel.language]}</small>}
          <small>{channel.park === null ? text.everyPark : directory.park(channel.park)}</small>
          {channel.usedBy !== null && <small>{useOf(channel.usedBy)}</small>}
        </p>
        {trouble !== undefined && (
          <p className="problem">
            {text.failing(momentOf(Date.parse(trouble.raisedAt), page.now, directory.zone(channel.park)))} ·{' '}
            {trouble.explain}
          </p>
        )}
      </div>
      <div className="ledger-end alarm-acts">
        {channel.editable &&
          acts.map(
            ([act, label, shown]) =>
              shown && (
                <button
                  key={act}
                  type="button"
                  className="button small"
                  aria-label={`${label} ${name}`}
                  onClick={() => onAsk(act)}
                >
                  {label}
                </button>
              ),
          )}
      </div>
    </>
  );

  function useOf({ desks: of, users }: NonNullable<ChannelView['usedBy']>): string {
    const named = [...of.map((id) => text.desk(deskName(id))), ...users];
    return named.length === 0 ? text.unused : text.usedBy(named.join(', '));
  }
  function deskName(id: string): string {
    const desk = desks.find((each) => each.id === id);
    return desk === undefined ? id : directory.name(desk.name);
  }
}

/** What is wrong with a channel now, as its open alarm says. */
function troubleOf({ live }: LiveModel, id: string): AlarmView | undefined {
  const alarms = [...live.state.open.values()].map(({ alarm }) => alarm);
  return alarms.find(({ subject, active }) => active && subject.kind === 'channel' && subject.id === id);
}
