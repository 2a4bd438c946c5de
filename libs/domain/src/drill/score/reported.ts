import type { IncidentView } from '../../incident/view';
import type { Expected } from '../scenario';
import type { DrillFacts } from './facts';
import type { IncidentStory, Moment } from './story';

interface Written {
  readonly at: number;
  readonly by: string;
  readonly incident: string;
  readonly text: string;
}

interface Asked {
  readonly facts: DrillFacts;
  readonly expected: Pick<Expected, 'words'>;
  readonly injectedAt: number;
}

/** The first note, evidence or report from the inject on that holds every word; null where there is none. */
export function reported({ facts, expected, injectedAt }: Asked, incidents: readonly IncidentStory[]): Written | null {
  const words = (expected.words ?? []).map(plain);
  const holds = (text: string): boolean => words.every((word) => plain(text).includes(word));
  const written = incidents.flatMap((incident) => [...writtenIn(incident), ...sentOf(incident, facts)]);
  const fitting = written.filter(({ at, text }) => at >= injectedAt && holds(text));
  return (
    fitting.sort((a, b) => a.at - b.at || (a.incident + a.by + a.text < b.incident + b.by + b.text ? -1 : 1))[0] ?? null
  );
}

/** Width, case and runs of blanks say nothing: `ＣＯＤ` is `cod`. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ');

function writtenIn({ number, moments }: IncidentStory): Written[] {
  const noted = moments.flatMap((moment) =>
    textsOf(moment).map((text) => ({ at: moment.at, by: moment.actor, incident: number, text })),
  );
  const evidence = moments.at(-1)?.view.evidence ?? [];
  return [...noted, ...evidence.map(({ at, by, text }) => ({ at: Date.parse(at), by, incident: number, text }))];
}

/** What an event carries beside its incident: a note, or why an alarm was false and how that is known. */
function textsOf({ type, view }: Moment<IncidentView>): string[] {
  if (type === 'incident.noted') return [(view['note'] as { text: string }).text];
  if (type !== 'incident.judged-false') return [];
  return [[view['reason'], view['proof']].filter((text) => typeof text === 'string').join('\n')];
}

function sentOf({ id, number }: IncidentStory, { events, reports }: DrillFacts): Written[] {
  const own = new Map(reports.filter(({ incident }) => incident === id).map((report) => [report.number, report.text]));
  return events
    .filter(({ type }) => type === 'legal.reported')
    .flatMap(({ at, actor, data }) => {
      const text = own.get((data as { report: string }).report);
      return text === undefined ? [] : [{ at, by: actor, incident: number, text }];
    });
}
