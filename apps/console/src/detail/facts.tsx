import type { AlarmView } from '@cofferdam/domain';
import { dateTime } from '../language/time';
import type { Words } from '../language/words';
import { withUnit } from './change';

/** What an alarm rests on. */
export function Facts({ alarm, zone, words }: { alarm: AlarmView; zone: string; words: Words }) {
  const text = words.detail;
  const at = (iso: string): string => dateTime(Date.parse(iso), zone);
  const facts: [term: string, fact: string, lang?: string][] = [
    [text.since, at(alarm.raisedAt)],
    [text.sample, at(alarm.sampleAt)],
    [text.peak, alarm.peak === null ? '–' : withUnit({ value: alarm.peak, unit: alarm.unit })],
    [text.episode, `${alarm.episode} · ${words.table.times(String(alarm.occurrences))}`],
    [text.limitSource, alarm.limitSource ?? '–'],
    [text.rule, text.ruleVersion(alarm.rule, String(alarm.ruleVersion)) + (alarm.toxic ? ` · ${text.toxic}` : '')],
    [text.judgement, alarm.explain, 'en'],
  ];
  if (alarm.clearedAt !== null) facts.splice(1, 0, [text.cleared, at(alarm.clearedAt)]);
  return (
    <dl className="facts">
      {facts.map(([term, fact, lang]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd lang={lang}>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
