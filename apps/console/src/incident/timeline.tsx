import type { JournalEvent } from '@cofferdam/domain';
import { useEffect, useMemo, useState } from 'react';
import type { Directory } from '../alarms/directory';
import { timeline } from '../api/incidents';
import { merged } from '../incidents/merged';
import { sentenceOf } from '../incidents/sentence';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';

interface TimelineProps {
  readonly incident: string;
  /** What the page has seen since. */
  readonly seen: readonly JournalEvent[];
  readonly directory: Directory;
  readonly zone: string;
  readonly now: number;
}

/** What happened in the incident, newest first: read once, then told by the feed. */
export function Timeline({ incident, seen, directory, zone, now }: TimelineProps) {
  const words = useWords();
  const { timeline: text } = words.incident;
  const { past, failed } = usePast(incident);
  const lines = useMemo(
    () =>
      merged(past ?? [], seen).flatMap((event) => {
        const sentence = sentenceOf(event, words, directory);
        return sentence === null ? [] : [{ event, sentence }];
      }),
    [past, seen, words, directory],
  );
  return (
    <section className="history" aria-labelledby="timeline-heading">
      <h3 id="timeline-heading">{text.heading}</h3>
      {past === null && <p role="status">{failed ? text.failed : text.loading}</p>}
      <ol>
        {lines.map(({ event, sentence }) => (
          <li key={event.seq} data-bad={sentence.bad}>
            <time dateTime={new Date(event.at).toISOString()}>{momentOf(event.at, now, zone)}</time>
            <span>
              <b>{sentence.what}</b>
              {sentence.more !== '' && ` · ${sentence.more}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function usePast(incident: string): { past: readonly JournalEvent[] | null; failed: boolean } {
  const [past, setPast] = useState<readonly JournalEvent[] | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let over = false;
    setPast(null);
    setFailed(false);
    timeline(incident).then(
      (events) => !over && setPast(events),
      () => !over && setFailed(true),
    );
    return () => {
      over = true;
    };
  }, [incident]);
  return { past, failed };
}
