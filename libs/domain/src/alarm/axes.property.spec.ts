import fc from 'fast-check';
import type { Condition, Severity } from '../condition/condition';
import { acknowledge } from './acknowledge';
import { type Alarm, alarmState, isActive, isOpen, OVERLAYS } from './alarm';
import { by } from './axes.fixture';
import { place, step, type Step, Trace } from './axes.trace.fixture';
import { resetLatch } from './latch';
import { condition, id, NOTHING, order, T0 } from './merge.fixture';
import { type Known, merge } from './merge';
import { endOverlay, overlayDeadlines } from './overlay';
import { replayAlarms } from './replay';
import { viewAlarm } from './view';

const life = fc.array(step, { minLength: 1, maxLength: 40 });
const play = (steps: readonly Step[], trace: Trace, after: (trace: Trace) => void = () => undefined): Trace => {
  for (const one of steps) {
    trace.play(one);
    after(trace);
  }
  return trace;
};
const often = { numRuns: 400 };

test('a breach is visible, or under an overlay with owner, reason and end', () => {
  fc.assert(
    fc.property(place, life, (where, steps) => {
      play(steps, new Trace(where), ({ alarm, breached, now }) => {
        if (!breached) return;
        const overlays = OVERLAYS.flatMap((name) => alarm?.[name] ?? []);
        for (const { by: owner, reason, until, at } of overlays) {
          expect([owner, reason]).not.toContain('');
          expect(until).toBeGreaterThan(at);
          expect(until).toBeLessThanOrEqual(now + 7 * 24 * 3_600_000);
        }
        if (overlays.length === 0) expect(['UNACK', 'ACKED']).toContain(alarm && alarmState(alarm));
        else expect(alarm && isActive(alarm) && isOpen(alarm)).toBe(true);
      });
    }),
    often,
  );
});

test('what may not be hidden when it is red or toxic is not hidden', () => {
  fc.assert(
    fc.property(place, life, (where, steps) => {
      play(steps, new Trace(where), ({ alarm }) => {
        if (alarm === null || !(where.toxic || (isActive(alarm) && alarm.severity === 'red'))) return;
        expect([alarm.shelved, alarm.suppressed]).toEqual([null, null]);
      });
    }),
    often,
  );
});

/** Time, samples and people, until nothing is left to do. */
function conclude(trace: Trace): Alarm | null {
  trace.play({ kind: 'clear', severity: 'yellow', value: 60, clearing: false });
  for (const { name, dueAt } of trace.alarm === null ? [] : overlayDeadlines(trace.alarm)) {
    expect(Number.isFinite(dueAt)).toBe(true);
    if (trace.alarm !== null) trace.take(endOverlay(trace.alarm, name as 'shelved', dueAt));
  }
  if (trace.alarm !== null) trace.take(resetLatch(trace.alarm, { fieldCheck: 'dry' }, by('park')));
  trace.play({ kind: 'acknowledge', role: 'unit' });
  return trace.alarm;
}

test('no path ends where neither time nor a sample nor a person leads on', () => {
  fc.assert(
    fc.property(place, life, (where, steps) => {
      const alarm = conclude(play(steps, new Trace(where)));
      expect(alarm === null || alarmState(alarm)).toBe(alarm === null || 'NORM');
    }),
    often,
  );
});

test('whatever people lay over it, it is judged and journalled as if nobody had', () => {
  fc.assert(
    fc.property(place, life, (where, steps) => {
      const heard = steps.filter(({ kind }) => kind !== 'late');
      const alone = play(heard, new Trace(where, false));
      const covered = play(heard, new Trace(where));
      const process = ({ alarm }: Trace) => {
        if (alarm === null) return null;
        const { phase, quality, episode, severity, severityMax, peak, value, raisedAt, clearedAt, chattering } = alarm;
        return { phase, quality, episode, severity, severityMax, peak, value, raisedAt, clearedAt, chattering };
      };
      const journal = ({ entries }: Trace) =>
        entries
          .filter(({ type }) => type === 'alarm.raised' || type === 'alarm.returned')
          .map(({ type, data }) => [type, (data as { episode: number }).episode]);
      expect(process(covered)).toEqual(process(alone));
      expect(journal(covered)).toEqual(journal(alone));
    }),
    often,
  );
});

test('the class is that of the birth, in every row and every entry', () => {
  fc.assert(
    fc.property(place, life, (where, steps) => {
      const { rows, entries } = play(steps, new Trace(where));
      for (const one of [...rows.values(), ...entries]) expect(one).toMatchObject(where.timeline);
    }),
    often,
  );
});

test('the journal alone rebuilds what people did and the episodes', () => {
  const done = ({ acknowledged, latched, shelved, suppressed, outOfService, falseEpisode, ...view }: object & Done) => {
    const { state, open, active, severity, generation, episode, occurrences } = view;
    const people = { acknowledged, latched, shelved, suppressed, outOfService, falseEpisode };
    return { ...people, state, open, active, severity, generation, episode, occurrences };
  };
  type Done = ReturnType<typeof viewAlarm>;
  fc.assert(
    fc.property(place, life, (where, steps) => {
      const trace = play(steps, new Trace(where));
      const replayed = replayAlarms(trace.entries);
      expect([...replayed.keys()].sort()).toEqual([...trace.rows.keys()].sort());
      for (const [name, alarm] of trace.rows) {
        expect(done(replayed.get(name)?.view as Done)).toEqual(done(viewAlarm(alarm)));
        const kept = [...trace.known.occurrences.values()].filter((one) => one.alarm === name);
        const told = replayed.get(name)?.episodes;
        expect([...(told?.keys() ?? [])].sort()).toEqual(kept.map(({ episode }) => episode).sort());
        for (const { episode, onset, clearedAt, peak, severityMax } of kept) {
          const facts = { episode, onset, clearedAt, severityMax, ...(clearedAt !== null && { peak }) };
          expect(told?.get(episode)).toMatchObject(facts);
        }
      }
    }),
    often,
  );
});

const GRAVER: readonly Severity[] = ['yellow', 'orange', 'red'];

/** What happens to an alarm, each with its version: a word's order, or the generation that somebody saw. */
function happenings(rises: number, returns: boolean, latching: boolean) {
  const worst = GRAVER[rises] ?? 'red';
  const at = (n: number, more: Partial<Condition>): Condition => condition({ order: order(n), latching, ...more });
  const first = at(1, {});
  const words = GRAVER.slice(1, rises + 1).map((severity, i) => at(2 + i, { severity, severityMax: severity }));
  const back = at(9, { phase: 'normal', clearedAt: T0 + 9, severity: worst, severityMax: worst });
  return { first, words: returns ? [...words, back] : words };
}

test('acknowledged, worse, returned: in any order, again and again, it ends as by version', () => {
  const facts = ({ generation, version, told, ...rest }: Alarm) => rest;
  const acknowledged = 'acknowledge' as const;
  const run = (first: Condition, words: readonly (Condition | typeof acknowledged)[]): Alarm => {
    let known: Known = merge(NOTHING, first, T0, id).known;
    for (const word of words) {
      if (word !== acknowledged) known = merge(known, word, T0, id).known;
      else if (known.alarm !== null) {
        const outcome = acknowledge(known.alarm, { by: 'li', at: T0, note: null, generation: 1 });
        if (outcome.effect === 'acknowledged') known = { ...known, alarm: outcome.alarm };
      }
    }
    return known.alarm as Alarm;
  };
  const any = fc
    .record({ rises: fc.nat(2), returns: fc.boolean(), latching: fc.boolean() })
    .map(({ rises, returns, latching }) => happenings(rises, returns, latching))
    .chain(({ first, words }) => {
      const all = [acknowledged, ...words];
      const shuffled = fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length });
      return fc.record({ first: fc.constant(first), all: fc.constant(all), shuffled });
    });
  fc.assert(
    fc.property(any, ({ first, all, shuffled }) => {
      expect(facts(run(first, shuffled))).toEqual(facts(run(first, all)));
    }),
    often,
  );
});

test('to acknowledge never makes a normal alarm active, nor opens one', () => {
  fc.assert(
    fc.property(place, life, (where, steps) => {
      play(steps, new Trace(where), ({ alarm }) => {
        if (alarm === null) return;
        const outcome = acknowledge(alarm, { by: 'li', at: T0, note: null });
        if (alarmState(alarm) === 'NORM') expect(outcome.effect).toBe('none');
        if (outcome.effect !== 'acknowledged') return;
        expect(outcome.alarm.phase).toBe(alarm.phase);
        if (!isOpen(alarm)) expect(isOpen(outcome.alarm)).toBe(false);
      });
    }),
    often,
  );
});
