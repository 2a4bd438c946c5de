import fc from 'fast-check';
import type { Condition, Episode, Severity } from '../condition/condition';
import type { JournalEntry } from '../journal/event';
import { ROLES } from '../user/role';
import { acknowledge } from './acknowledge';
import { type AlarmActContext, type AlarmOutcome, nothingToDo } from './act';
import { type Alarm, isActive } from './alarm';
import { by, OUT, RULE, user } from './axes.fixture';
import { judgeFalse } from './judge-false';
import { resetLatch } from './latch';
import { condition, NOTHING, T0 } from './merge.fixture';
import { type Known, merge } from './merge';
import { outOfService, returnToService } from './out-of-service';
import { endOverlay, liftUnknown, overlayDeadlines } from './overlay';
import { shelve, unshelve } from './shelve';
import { suppress, unsuppress } from './suppress';

const role = fc.constantFrom(...ROLES);
const WORDS = ['breach', 'clear', 'pending', 'late'] as const;
const ACTS = ['acknowledge', 'unshelve', 'take out', 'return', 'reset', 'judge', 'suppress', 'unsuppress'] as const;

/** One step of an alarm's life: a word of the engine, an act of somebody, or the passing of time. */
export const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom(...WORDS),
    severity: fc.constantFrom<Severity>('yellow', 'orange', 'red'),
    value: fc.integer({ min: 51, max: 400 }),
    clearing: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom(...ACTS), role }),
  fc.record({
    kind: fc.constant('shelve' as const),
    role,
    minutes: fc.constantFrom(5, 30, 480),
    once: fc.constantFrom('timed' as const, 'one-shot' as const),
  }),
  fc.record({ kind: fc.constantFrom('time', 'restart'), minutes: fc.constantFrom(1, 10, 1000) }),
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
export const place = fc.record({
  timeline: fc.constantFrom({ class: 'actual', drill: null } as const, { class: 'exercise', drill: 'd1' } as const),
  latching: fc.boolean(),
  toxic: fc.boolean(),
});
export type Place = typeof place extends fc.Arbitrary<infer T> ? T : never;

/** How each act is done. */
const DOING: Readonly<Record<(typeof ACTS)[number], (alarm: Alarm, context: AlarmActContext) => AlarmOutcome>> = {
  acknowledge: (alarm, { actor, now }) => {
    const outcome = acknowledge(alarm, { by: actor.username, at: now, note: null });
    if (outcome.effect !== 'acknowledged') return nothingToDo();
    return { effect: 'done', alarm: outcome.alarm, entries: [outcome.entry] };
  },
  unshelve,
  'take out': (alarm, context) => outOfService(alarm, OUT, context),
  return: returnToService,
  reset: (alarm, context) => resetLatch(alarm, { fieldCheck: 'dry' }, context),
  judge: (alarm, { actor, now }) => judgeFalse(alarm, { by: actor.username, approver: 'second', reason: 'probe' }, now),
  suppress: (alarm, { now }) => suppress(alarm, RULE, now),
  unsuppress: (alarm, { now }) => unsuppress(alarm, now),
};

/** Plays steps on one key, as engine, worker and people would, and keeps what is written. */
export class Trace {
  known: Known = NOTHING;
  now = T0;
  readonly rows = new Map<string, Alarm>();
  readonly entries: JournalEntry[] = [];
  readonly said: Condition[] = [];
  private running: (Episode & { peak: number }) | null = null;
  private readonly past: Episode[] = [];
  private given = 0;

  constructor(
    private readonly place: Place,
    private readonly acts = true,
  ) {}

  get alarm(): Alarm | null {
    return this.known.alarm;
  }

  play(one: Step): void {
    this.now += 1000;
    if ('severity' in one) this.hear(one);
    else if ('minutes' in one && one.kind !== 'shelve') this.pass(one.minutes, one.kind === 'restart');
    else if (this.acts) this.act(one);
  }

  private hear(one: Extract<Step, { value: number }>): void {
    const { kind, severity, value, clearing } = one;
    if (kind === 'breach') this.breach(severity, value, clearing);
    else if (kind === 'late') this.findLate();
    else if (this.running === null) this.quiet(kind === 'pending' ? 'pending' : 'normal');
    else if (kind === 'clear') {
      const ended = { ...this.running, clearedAt: this.now };
      this.running = null;
      this.say({ ...ended, phase: 'normal', value: 30 });
      this.past.push(ended);
    }
  }

  /** A breach that waits for its on-delay, or did not last: no episode. */
  private quiet(phase: 'pending' | 'normal'): void {
    if (this.given > 0) this.say({ phase });
  }

  private breach(severity: Severity, value: number, clearing: boolean): void {
    const order: readonly Severity[] = ['yellow', 'orange', 'red'];
    const fresh = { episode: this.given + 1, onset: this.now, clearedAt: null, peak: 0, severityMax: severity };
    const running = this.running ?? fresh;
    this.given = Math.max(this.given, running.episode);
    const severityMax = order[Math.max(order.indexOf(severity), order.indexOf(running.severityMax))] ?? severity;
    this.running = { ...running, peak: Math.max(running.peak, value), severityMax };
    this.say({ ...this.running, phase: clearing ? 'clearing' : 'abnormal', severity, value });
  }

  private findLate(): void {
    this.given += 1;
    const times = { onset: T0 - this.given * 9000, clearedAt: T0 - this.given * 9000 + 10 };
    const found: Episode = { episode: this.given, ...times, peak: 70, severityMax: 'yellow' };
    this.say({ ...found, phase: 'normal', late: true });
    this.past.push(found);
  }

  private say(more: Partial<Condition>): void {
    const { timeline, latching, toxic } = this.place;
    const episode = more.episode ?? this.given;
    const key = { ...condition().key, ...timeline };
    const previous = this.past.filter((one) => one.episode !== episode).slice(-8);
    const order = [`${T0 + this.said.length}-0`, 0] as const;
    const about = { key, latching, toxic, episode, previous, order, sampleAt: this.now };
    const message = condition({ onset: this.now, ...more, ...about });
    this.said.push(message);
    const merged = merge(this.known, message, this.now, (n) => `a${n}`);
    this.known = merged.known;
    for (const alarm of merged.alarms) this.rows.set(alarm.id, alarm);
    this.entries.push(...merged.entries);
  }

  private pass(minutes: number, restart: boolean): void {
    this.now += minutes * 60_000;
    for (const { name } of this.alarm === null ? [] : overlayDeadlines(this.alarm)) {
      if (this.alarm !== null && name !== null) this.take(endOverlay(this.alarm, name as 'shelved', this.now));
    }
    if (restart && this.alarm !== null) this.take(liftUnknown(this.alarm, this.now));
  }

  private act(one: Exclude<Step, { value: number }>): void {
    if (this.alarm === null || !('role' in one)) return;
    const context = by(one.role, { now: this.now, approver: user('basin', 'second') });
    const { alarm } = this;
    if (one.kind === 'shelve') {
      this.take(shelve(alarm, { minutes: one.minutes, kind: one.once, reason: 'probe' }, context));
    } else this.take(DOING[one.kind](alarm, context));
  }

  /** Writes what was decided. */
  take(outcome: AlarmOutcome): void {
    if (outcome.effect !== 'done') return;
    this.known = { ...this.known, alarm: outcome.alarm };
    this.rows.set(outcome.alarm.id, outcome.alarm);
    this.entries.push(...outcome.entries);
  }

  /** The breach that goes on, as the engine sees it. */
  get breached(): boolean {
    const last = this.said.findLast((one) => !one.late);
    return last !== undefined && isActive(last);
  }
}
