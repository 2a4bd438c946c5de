import type { IncidentStory } from './story';
import type { DrillFacts } from './facts';

/** Kinds of message that tell people that it is over, or was wrong. */
const CORRECTIONS: readonly string[] = ['correction', 'end'];

interface Corrected {
  /** When the last of them was told, epoch ms of drill time; null: somebody was not, or nobody has corrected anything. */
  readonly at: number | null;
  readonly by: string | null;
  readonly incident: string | null;
}

interface Sent {
  readonly at: number;
  readonly to: string;
  readonly isCorrection: boolean;
}

/**
 * A false alert is corrected when its incident is suspended or judged false, and everybody who had been told of it by then
 * has been sent the correction or the end of it (isolation rule I12). The first incident where that was done counts.
 */
export function corrected(
  { facts, injectedAt }: { readonly facts: DrillFacts; readonly injectedAt: number },
  incidents: readonly IncidentStory[],
): Corrected | null {
  const all = incidents.flatMap((incident) => of(incident, facts, injectedAt) ?? []);
  return all.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity))[0] ?? null;
}

function of({ id, number, moments }: IncidentStory, facts: DrillFacts, injectedAt: number): Corrected | null {
  const said = moments.find(
    ({ type, at }) => at >= injectedAt && (type === 'incident.suspended' || type === 'incident.judged-false'),
  );
  if (said === undefined) return null;
  const sent = sentAbout(id, facts);
  const told = new Set(sent.filter(({ at, isCorrection }) => !isCorrection && at <= said.at).map(({ to }) => to));
  const times = [...told].map((to) => {
    const answers = sent.filter((one) => one.to === to && one.isCorrection && one.at >= said.at);
    return answers.length === 0 ? null : Math.min(...answers.map(({ at }) => at));
  });
  const at = times.includes(null) ? null : Math.max(said.at, ...times.map(Number));
  return { at, by: said.actor, incident: number };
}

function sentAbout(incident: string, { events }: DrillFacts): Sent[] {
  return events
    .filter(({ type, subject }) => type === 'notification.sent' && subject.id === incident)
    .map(({ at, data }) => {
      const { to, kind } = data as { to: string; kind: string };
      return { at, to, isCorrection: CORRECTIONS.includes(kind) };
    });
}
