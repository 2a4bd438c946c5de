import type { IncidentView } from '@cofferdam/domain';
import type { Words } from '../language/words';

type Compare = (before: IncidentView, after: IncidentView, words: Words) => string[];

/** What a later word on an incident says that an earlier one did not, gravest first. */
export const changesOf: Compare = (before, after, words) =>
  [severityOf, relapsesOf, stateOf, tiersOf, measuresOf, restOf].flatMap((compare) => compare(before, after, words));

const severityOf: Compare = ({ severity: from }, { severity: to }, { change, severity }) =>
  from === to ? [] : [change.severity(severity[from], severity[to])];

const relapsesOf: Compare = (before, after, { incident }) =>
  after.relapses > before.relapses ? [incident.change.relapse] : [];

const stateOf: Compare = (before, after, { incident: { change, state } }) =>
  before.state === after.state ? [] : [change.state(state[after.state])];

const tiersOf: Compare = (before, after, { incident: { change, tier } }) =>
  after.tiers.flatMap((duty) => {
    const then = before.tiers.find((one) => one.tier === duty.tier);
    const acknowledged = duty.acknowledgedBy !== null && (then?.acknowledgedAt ?? null) === null;
    return [
      ...(then === undefined ? [change.tier(tier[duty.tier])] : []),
      ...(acknowledged ? [change.acknowledged(tier[duty.tier], duty.acknowledgedBy)] : []),
    ];
  });

const measuresOf: Compare = (before, after, words) =>
  after.measures
    .filter(({ id, state }) => before.measures.find((measure) => measure.id === id)?.state !== state)
    .map(({ code, state }) =>
      words.incident.change.measure(measureName(code, words), words.incident.measureState[state]),
    );

const restOf: Compare = (before, after, { incident: { change } }) => [
  ...(after.alarmCount > before.alarmCount ? [change.alarms(String(after.alarmCount))] : []),
  ...(after.evidence.length > before.evidence.length ? [change.evidence] : []),
];

/** The measure in the reader's language; its code where the page does not know it. */
export const measureName = (code: string, { incident }: Words): string => incident.measure[code] ?? code;
