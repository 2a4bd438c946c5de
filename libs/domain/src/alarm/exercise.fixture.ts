import type { Condition } from '../condition/condition';
import type { AcknowledgeOutcome } from './acknowledge';
import type { AlarmOutcome } from './act';
import type { Alarm } from './alarm';
import { anAlarm, by, OUT, RULE, SHELVE } from './axes.fixture';
import { condition, deliver, order, T0 } from './merge.fixture';
import { outOfService } from './out-of-service';
import { shelve } from './shelve';
import { suppress } from './suppress';
import type { AlarmGuard } from './transitions';

export const MIN = 60_000;
export const done = (outcome: AlarmOutcome): Alarm => {
  if (outcome.effect !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.alarm;
};
export const types = (outcome: AlarmOutcome): string[] =>
  outcome.effect === 'done' ? outcome.entries.map(({ type }) => type) : [];

/** What an alarm is after a word of the engine, and what is told of it. */
export const hear = (alarm: Alarm, more: Partial<Condition>) => {
  const occurrence = { ...alarm, alarm: alarm.id, late: false, onset: alarm.raisedAt };
  const known = { alarm, occurrences: new Map([[alarm.episode, occurrence]]) };
  const told = deliver([condition({ order: order(2), ...more })], known);
  return { alarm: told.known.alarm as Alarm, told: told.events.map(({ type }) => type) };
};
export const back = { phase: 'normal', clearedAt: T0 + 1 } as const;
export const red = { severity: 'red', severityMax: 'red' } as const;
export const shelved = () => done(shelve(anAlarm(), SHELVE, by('unit')));
export const out = () => done(outOfService(anAlarm(), OUT, by('engineer')));
export const suppressed = () => done(suppress(anAlarm(), RULE, T0));

/** One transition of the table, done once and refused once for every guard. */
export interface Exercise {
  readonly done: () => void;
  readonly refused?: Readonly<Partial<Record<AlarmGuard, () => AlarmOutcome | AcknowledgeOutcome>>>;
}

export type Exercises = Readonly<Record<string, Exercise>>;
