import { type Condition, type Order } from '../condition/condition';
import { acknowledge } from './acknowledge';
import type { Alarm } from './alarm';
import { type Known, merge } from './merge';
import type { AlarmView } from './view';

/** Examples that the specs beside this file are told with; nothing else imports it. */
export const NOTHING: Known = { alarm: null, occurrences: new Map() };
export const T0 = Date.UTC(2026, 0, 1);
export const id = (episode: number): string => `a${episode}`;
export const order = (n: number): Order => [`${T0}-${n}`, 0];

export const condition = (more: Partial<Condition> = {}): Condition => ({
  kind: 'condition',
  key: {
    class: 'actual',
    drill: null,
    park: 'demo',
    subject: { kind: 'outlet', id: 'east' },
    outlet: 'east',
    factor: 'w01018',
    rule: 'cod-instant',
  },
  order: order(1),
  episode: 1,
  onset: T0,
  clearedAt: null,
  phase: 'abnormal',
  quality: 'good',
  severity: 'yellow',
  severityMax: 'yellow',
  peak: 60,
  value: 60,
  unit: 'mg/L',
  limit: 50,
  ratio: 1.2,
  limitSource: 'GB 31571-2015 T2',
  sampleAt: T0,
  ruleKind: 'limit',
  ruleVersion: 1,
  toxic: false,
  explain: '60 > 50',
  late: false,
  previous: [],
  ...more,
});
export interface Told {
  known: Known;
  events: { type: string; data: AlarmView & { late?: boolean } }[];
}
export function deliver(messages: readonly Condition[], from: Known = NOTHING, now = T0): Told {
  const events: Told['events'] = [];
  let known = from;
  for (const message of messages) {
    const merged = merge(known, message, now, id);
    known = merged.known;
    for (const { type, data } of merged.entries) events.push({ type, data: data as AlarmView });
  }
  return { known, events };
}
export const types = (told: Told): string[] => told.events.map((event) => event.type);
export const alarmOf = (told: { known: Known }): Alarm => {
  if (told.known.alarm === null) throw new Error('no alarm');
  return told.known.alarm;
};
export const acked = (known: Known): Known => {
  const outcome = acknowledge(alarmOf({ known }), { by: 'li', at: T0, note: null });
  if (outcome.effect !== 'acknowledged') throw new Error(outcome.effect);
  return { ...known, alarm: outcome.alarm };
};
