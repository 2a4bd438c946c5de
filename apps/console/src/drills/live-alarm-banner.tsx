import type { DrillView } from '../api/drills';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import { hrefTo } from '../routing/route';
import { SeverityMark } from '../table/severity-mark';

interface LiveAlarmBannerProps {
  readonly drill: Pick<DrillView, 'paused'>;
  readonly zone: string;
  /** The service's clock, epoch ms. */
  readonly now: number;
}

/** A real alarm has stopped the drill: nothing on the page is more important, and it says where to go. */
export function LiveAlarmBanner({ drill, zone, now }: LiveAlarmBannerProps) {
  const words = useWords();
  const { drills: text } = words;
  const alarm = drill.paused?.liveAlarm ?? null;
  if (drill.paused === null) return null;
  if (alarm === null) {
    return (
      <p className="drill-paused" role="status">
        ‖ {text.paused}
      </p>
    );
  }
  const { severity, at } = alarm;
  return (
    <div className="live-alarm" role="alert" data-severity={severity}>
      <SeverityMark severity={severity} standing="unacknowledged" />
      <div>
        <p className="live-alarm-what">
          {text.liveAlarm(words.severity[severity], momentOf(Date.parse(at), now, zone))}
        </p>
        <p>{text.liveAlarmTodo}</p>
      </div>
      <a className="button" href={hrefTo('live')}>
        {text.toLive}
      </a>
    </div>
  );
}
