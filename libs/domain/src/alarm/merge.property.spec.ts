import fc from 'fast-check';
import type { Condition, Digest, Episode } from '../condition/condition';
import { type Alarm, isActive, isOpen } from './alarm';
import { by, OUT, SHELVE } from './axes.fixture';
import { mergeDigest } from './digest';
import { acked, alarmOf, condition, deliver, id, NOTHING, T0, type Told } from './merge.fixture';
import { merge } from './merge';
import { outOfService } from './out-of-service';
import { shelve } from './shelve';
import type { AlarmView } from './view';

/** What an engine would say of one key: episodes of pending, abnormal (values), clearing, normal. */
const episodePlan = fc.record({
  pending: fc.boolean(),
  values: fc.array(fc.integer({ min: 51, max: 400 }), { minLength: 1, maxLength: 4 }),
  clearing: fc.boolean(),
});
type Plan = { pending: boolean; values: number[]; clearing: boolean };
const severityOf = (value: number) => (value > 250 ? 'red' : value > 100 ? 'orange' : 'yellow');

class Engine {
  readonly messages: Condition[] = [];
  readonly episodes: Episode[] = [];
  private n = 0;
  private given = 0;

  constructor(private readonly latching = false) {}

  play(plans: readonly Plan[], ends: boolean, lateAt: number): this {
    plans.forEach((plan, i) => this.live(plan, ends || i < plans.length - 1, i === lateAt));
    return this;
  }

  private live(plan: Plan, ends: boolean, late: boolean): void {
    const episode = (this.given += 1);
    if (plan.pending) this.say({ episode, phase: 'pending', peak: null, value: 55 });
    const onset = this.next();
    let [peak, severityMax]: [number, Condition['severity']] = [0, 'yellow'];
    const now = () => ({ episode, onset, peak, severityMax });
    for (const value of plan.values) {
      peak = Math.max(peak, value);
      severityMax = severityOf(peak);
      this.say({ ...now(), value, severity: severityOf(value) });
    }
    if (late) this.findLate();
    if (ends && plan.clearing) this.say({ ...now(), phase: 'clearing', value: 40 });
    const clearedAt = ends ? this.next() : null;
    if (ends) this.say({ ...now(), phase: 'normal', clearedAt, value: 30, severity: 'blue' });
    this.episodes.push({ ...now(), clearedAt });
  }

  /** A breach in back-filled data: it has the next number and is over, while a live one goes on. */
  private findLate(): void {
    const episode = (this.given += 1);
    const found: Episode = { episode, onset: T0 - 5000, clearedAt: T0 - 4000, peak: 70, severityMax: 'yellow' };
    this.say({ ...found, late: true, value: 70 });
    this.episodes.push(found);
  }

  /** Up to eight other episodes, newest last. */
  private told(but: number): Episode[] {
    const others = this.episodes.filter(({ episode }) => episode !== but);
    return others.sort((a, b) => a.episode - b.episode).slice(-8);
  }

  private next = (): number => T0 + (this.n + 1) * 1000;

  private say(more: Partial<Condition>): void {
    const previous = this.told(more.episode as number);
    const sampleAt = this.next();
    this.n += 1;
    const about = { latching: this.latching, chattering: this.n % 4 === 1, previous, sampleAt };
    this.messages.push(condition({ ...more, ...about, order: [`${T0 + this.n}-0`, this.n % 3] }));
  }

  digest(): Digest {
    const last = this.messages.findLast((message) => !message.late) as Condition;
    const [at, conditions] = [
      T0 + 1e6,
      last.phase === 'normal' ? [] : [{ ...last, previous: this.told(last.episode) }],
    ];
    const about = { class: 'actual', drill: null, park: 'demo', outlet: 'east' } as const;
    return { kind: 'digest', ...about, order: [`${at}-0`, 0], at, conditions };
  }
}

const scenario = fc.record({
  plans: fc.array(episodePlan, { minLength: 1, maxLength: 14 }),
  ends: fc.boolean(),
  latching: fc.boolean(),
  lateAt: fc.nat(20),
  /** For each message how many copies arrive, and where among the others. */
  fates: fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 1, 2), fc.nat(1e6), fc.nat(1e6)), {
    minLength: 90,
    maxLength: 90,
  }),
  acks: fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }),
});
/** The newest episode that a message tells of. */
const reach = (message: Condition): number => Math.max(message.episode, message.previous.at(-1)?.episode ?? 0);
type Fate = [copies: number, first: number, second: number];

/** Shuffled, repeated, with gaps of at most eight lost episodes; the last word may be lost while the digest repeats it. */
function deliveries(engine: Engine, ends: boolean, fates: readonly Fate[]): Condition[] {
  const arrived: { at: number; message: Condition }[] = [];
  let heard = 0;
  engine.messages.forEach((message, i) => {
    const [copies, ...places] = fates[i % fates.length] as Fate;
    const isLast = i === engine.messages.length - 1;
    const needed = (isLast && ends) || reach(message) - heard > 7;
    const times = needed ? Math.max(1, copies) : copies;
    if (times > 0) heard = Math.max(heard, reach(message));
    for (const at of places.slice(0, times)) arrived.push({ at, message });
  });
  return arrived.sort((a, b) => a.at - b.at).map(({ message }) => message);
}

describe('whatever the log does to the order', () => {
  const settle = (told: Told, engine: Engine): Told => {
    const end = deliver(mergeDigest([told.known], engine.digest()), told.known);
    return { known: end.known, events: [...told.events, ...end.events] };
  };
  /** Without what counts deliveries, and without the figures of the moment, which no digest makes good. */
  const facts = ({ id, generation, version, told, order, value, sampleAt, ...rest }: Alarm) => rest;

  test('the alarm ends as in order, every episode is recorded once and raised once', () => {
    fc.assert(
      fc.property(scenario, ({ plans, ends, latching, lateAt, fates }) => {
        const engine = new Engine(latching).play(plans, ends, lateAt);
        const messages = deliveries(engine, ends, fates);
        const inOrder = settle(deliver(engine.messages), engine);
        const told = settle(deliver(messages), engine);
        expect(facts(alarmOf(told))).toEqual(facts(alarmOf(inOrder)));
        expect(alarmOf(told).latched).toBe(latching);
        if (messages.includes(engine.messages.findLast((message) => !message.late) as Condition)) {
          const { value, sampleAt } = alarmOf(inOrder);
          expect(alarmOf(told)).toMatchObject({ value, sampleAt });
        }
        const recorded = [...told.known.occurrences.values()].sort((a, b) => a.episode - b.episode);
        const existed = engine.episodes.toSorted((a, b) => a.episode - b.episode);
        expect(recorded.map(({ alarm, order, late, ...episode }) => episode)).toEqual(existed);
        const raised = told.events
          .filter((e) => e.type === 'alarm.raised')
          .map((e) => [e.data.episode, e.data.raisedAt]);
        const sorted = raised.sort((a, b) => Number(a[0]) - Number(b[0]));
        expect(sorted).toEqual(existed.map((e) => [e.episode, new Date(e.onset).toISOString()]));
      }),
      { numRuns: 500 },
    );
  });

  test('overlays stay, whatever comes in which order', () => {
    const mild = (plan: Plan): Plan => ({ ...plan, values: plan.values.map((value) => Math.min(value, 250)) });
    fc.assert(
      fc.property(scenario, ({ plans, ends, latching, lateAt, fates }) => {
        const engine = new Engine(latching).play(plans.map(mild), ends, lateAt);
        const first = engine.messages.findIndex(({ phase }) => phase === 'abnormal') + 1;
        const raised = deliver(engine.messages.slice(0, first)).known;
        const out = outOfService(alarmOf({ known: raised }), OUT, by('engineer'));
        if (out.effect !== 'done') throw new Error(out.effect);
        const both = shelve(out.alarm, SHELVE, by('unit'));
        if (both.effect !== 'done') throw new Error(both.effect);
        const covered = { ...raised, alarm: both.alarm };
        const inOrder = settle(deliver(engine.messages.slice(first), covered), engine);
        const told = settle(deliver(deliveries(engine, ends, fates), covered), engine);
        expect(facts(alarmOf(told))).toEqual(facts(alarmOf(inOrder)));
        const { shelved, outOfService: service } = both.alarm;
        expect(alarmOf(told)).toMatchObject({ shelved, outOfService: service });
      }),
      { numRuns: 200 },
    );
  });

  test('with people acknowledging in between: one open alarm, one raise an episode, versions that only grow', () => {
    fc.assert(
      fc.property(scenario, ({ plans, ends, latching, lateAt, fates, acks }) => {
        const engine = new Engine(latching).play(plans, ends, lateAt);
        const messages = deliveries(engine, ends, fates);
        const rows = new Map<string, Alarm>();
        const raised: number[] = [];
        let known = NOTHING;
        const step = (message: Condition): void => {
          const merged = merge(known, message, T0, id);
          for (const alarm of merged.alarms) {
            expect(alarm.version).toBeGreaterThan(rows.get(alarm.id)?.version ?? 0);
            rows.set(alarm.id, alarm);
          }
          for (const { type, data } of merged.entries)
            if (type === 'alarm.raised') raised.push((data as AlarmView).episode);
          known = merged.known;
        };
        messages.forEach((message, i) => {
          step(message);
          if (acks[i % acks.length] && known.alarm !== null && known.alarm.acknowledged === null) {
            known = acked(known);
            rows.set(alarmOf({ known }).id, alarmOf({ known }));
          }
          expect([...rows.values()].filter(isOpen).length).toBeLessThanOrEqual(1);
        });
        mergeDigest([known], engine.digest()).forEach(step);
        expect(raised.sort((a, b) => a - b)).toEqual(engine.episodes.map((e) => e.episode).sort((a, b) => a - b));
        const last = engine.messages.findLast((message) => !message.late) as Condition;
        expect(isActive(alarmOf({ known }))).toBe(isActive(last));
      }),
      { numRuns: 300 },
    );
  });
});
