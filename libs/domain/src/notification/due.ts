import type { Incident } from '../incident/incident';
import type { Message } from '../journal/message';

/** Until when something is to be done about a message, epoch ms; null where nothing is. */
export function dueOf(message: Message, incident: Pick<Incident, 'tiers' | 'handOver'> | null): number | null {
  const { kind, tier } = message;
  const said = saidDue(message);
  if (said !== null || incident === null || kind === 'end' || kind === 'close') return said;
  if (kind === 'hand-over') return incident.handOver?.due.at ?? null;
  const duty = incident.tiers.find((one) => one.tier === tier);
  if (duty === undefined) return null;
  return duty.acknowledged === null ? duty.acknowledgeDue.at : duty.containDue.at;
}

function saidDue({ data }: Message): number | null {
  const at = typeof data['due'] === 'string' ? Date.parse(data['due']) : data['containDue'];
  return typeof at === 'number' && Number.isFinite(at) ? at : null;
}

const NAMES = ['requestedBy', 'from', 'by', 'holder'] as const;

/** Who did what made a message; null where nobody did. */
export function actorOf(
  { kind, data }: Message,
  incident: Pick<Incident, 'closing' | 'falseAlarm'> | null,
): string | null {
  const named = NAMES.map((name) => data[name]).find((name) => typeof name === 'string');
  if (typeof named === 'string') return named;
  return kind === 'end' ? (incident?.closing?.by ?? incident?.falseAlarm?.by ?? null) : null;
}
