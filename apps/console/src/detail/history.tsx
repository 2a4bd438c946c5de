import type { AlarmView, JournalEvent } from '@cofferdam/domain';
import { momentOf } from '../language/time';
import type { Words } from '../language/words';
import { useWords } from '../page/preferences';
import { tellingOfOverlay } from '../shelf/telling';
import { changesBetween, withUnit } from './change';

interface HistoryProps {
  readonly events: readonly JournalEvent[];
  readonly now: number;
  readonly zone: string;
}

/** What the page has seen happen to the alarm, newest first. */
export function History({ events, now, zone }: HistoryProps) {
  const words = useWords();
  const newestFirst = events.map((event, at) => ({ event, before: events[at - 1] })).reverse();
  return (
    <section className="history" aria-labelledby="history-heading">
      <h3 id="history-heading">{words.detail.history}</h3>
      {newestFirst.length === 0 && <p>{words.detail.historyNone}</p>}
      <ol>
        {newestFirst.map(({ event, before }) => (
          <li key={event.seq}>
            <time dateTime={new Date(event.at).toISOString()}>{momentOf(event.at, now, zone)}</time>
            <span>
              <b>{typeWord(event.type, words)}</b> {tellingOf(event, before, words)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

const typeWord = (type: string, words: Words): string => (words.event as Record<string, string>)[type] ?? type;

function tellingOf(event: JournalEvent, before: JournalEvent | undefined, words: Words): string {
  const alarm = event.data as AlarmView;
  const overlay = tellingOfOverlay(event);
  if (overlay !== null) return overlay;
  if (event.type === 'alarm.raised') return `${words.severity[alarm.severity]} · ${withUnit(alarm)}`;
  if (event.type === 'alarm.acknowledged') {
    return [event.actor, alarm.acknowledged?.note].filter(Boolean).join(' · ');
  }
  if (event.type === 'alarm.returned' || before === undefined) return withUnit(alarm);
  const changes = changesBetween(before.data as AlarmView, alarm, words);
  return changes.length > 0 ? changes.join(' · ') : withUnit(alarm);
}
