import fc from 'fast-check';
import { type Condition, type ConditionMessage, conditionKey, timelineOf } from '../../condition/condition';
import { ParkSchema } from '../../park/park';
import type { LogMessage, Tick } from '../../reading/log';
import type { Sample, Value } from '../../reading/sample';
import { LIVE, type Timeline } from '../../timeline/timeline';
import { ShardJudge } from './shard';

const T0 = Date.parse('2026-06-01T23:30:00+08:00');
const S = 1000;
const DRILL: Timeline = { class: 'exercise', drill: 'd1' };

const name = { zh: '名', en: 'name' };
const bases = ['instant', 'hour', 'day'] as const;
const document = ParkSchema.parse({
  id: 'demo',
  name,
  outlets: ['o1', 'o2'].map((id) => ({
    id,
    name,
    kind: 'workshop',
    limits: bases.flatMap((basis) => [{ factor: 'w01018', basis, max: 50, source: 'permit' }]),
    monitors: [{ id: `M-${id}`, interval: 600, factors: { w01018: {}, w00000: {} } }],
  })),
  rules: [
    { kind: 'limit', id: 'now', factors: ['w01018'], prewarn: 0.9, onDelay: 700, offDelay: 1300, deadband: 0.1 },
    { kind: 'limit', id: 'at-once', factors: ['w01018'] },
    { kind: 'limit', id: 'hour', factors: ['w01018'], basis: 'hour' },
    { kind: 'limit', id: 'day', factors: ['w01018'], basis: 'day' },
    { kind: 'silence', id: 'silent', missed: 2 },
  ],
});
const REGISTER: LogMessage = { ...LIVE, kind: 'register', park: 'demo', version: 1, document };
/** The same rules, and monitors that speak as often as the drill's devices do. */
const outlets = document.outlets.map((outlet) => ({
  ...outlet,
  monitors: outlet.monitors.map((monitor) => ({ ...monitor, interval: 60 })),
}));
const OF_DRILL: LogMessage = { ...REGISTER, ...DRILL, document: { ...document, outlets } };

/** One stroke of a random log: a sample, back in time by some of its intervals, or the passing of time. */
const stroke = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      outlet: fc.constantFrom('o1', 'o2'),
      drill: fc.boolean(),
      value: fc.constantFrom(10, 44, 47, 55, 120, 300),
      flag: fc.constantFrom('N', 'N', 'N', 'N', 'T', 'D'),
      flow: fc.constantFrom(null, 0, 2, 5),
      back: fc.constantFrom(0, 0, 0, 0, 1, 3, 9),
      period: fc.constantFrom('realtime', 'realtime', 'realtime', 'minute', 'hour'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ pass: fc.constantFrom(60, 300, 600), heard: fc.constantFrom(true, true, true, false) }),
  },
  { weight: 2, arbitrary: fc.record({ drillPass: fc.constantFrom(60, 300, 600) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      says: fc.constantFrom('register', 'tick again', 'offline', 'online', 'refusal', 'end'),
      drill: fc.boolean(),
    }),
  },
);
type Stroke = typeof stroke extends fc.Arbitrary<infer T> ? T : never;

const tickOfDrill = (at: number): Tick => ({ kind: 'tick', at, heard: true, timeline: DRILL });

/** The drill's day is another one, and its clock goes its own way. */
function logOf(strokes: readonly Stroke[]): LogMessage[][] {
  const log: LogMessage[][] = [[REGISTER]];
  let now = T0;
  let drillNow = T0 + 40 * 86_400 * S;
  for (const one of strokes) {
    if ('pass' in one) {
      const until = now + one.pass * S;
      for (; now < until; now += 5 * S) log.push([{ kind: 'tick', at: now, heard: one.heard } satisfies Tick]);
    } else if ('drillPass' in one) {
      const until = drillNow + one.drillPass * S;
      while (drillNow < until) log.push([tickOfDrill((drillNow += 5 * S))]);
    } else if ('says' in one) log.push(wordOf(one, one.drill ? drillNow : now));
    else log.push([sampleOf(one, one.drill ? drillNow : now)]);
  }
  return log;
}

function wordOf({ says, drill }: Extract<Stroke, { says: string }>, at: number): LogMessage[] {
  const about = { ...(drill ? DRILL : LIVE), park: 'demo', outlet: 'o1', receivedAt: at };
  if (says === 'register') return [drill ? OF_DRILL : REGISTER];
  if (says === 'end') return [{ ...DRILL, kind: 'end', park: 'demo' }];
  if (says === 'refusal') return [{ ...about, kind: 'refusal', monitor: 'M-o1', reason: 'bad-shape' }];
  if (says === 'tick again') return [tickOfDrill(at)].slice(drill ? 0 : 1);
  return [{ ...about, kind: 'status', online: says === 'online' }];
}

function sampleOf(one: Extract<Stroke, { value: number }>, now: number): Sample {
  const step = one.period === 'hour' ? 3_600_000 : 600_000;
  const values: Record<string, Value> = { w01018: { value: one.value, flag: one.flag } };
  if (one.flow !== null) values['w00000'] = { value: one.flow, flag: 'N' };
  return {
    ...(one.drill ? DRILL : LIVE),
    kind: 'sample',
    park: 'demo',
    outlet: one.outlet,
    monitor: `M-${one.outlet}`,
    at: Math.floor(now / step) * step - one.back * step,
    period: one.period,
    values,
    receivedAt: now,
  };
}

const entryOf = (i: number): string => `${T0}-${i}`;

function run(log: readonly LogMessage[][], judge = new ShardJudge(), from = 0): ConditionMessage[] {
  return log.slice(from).flatMap((messages, i) => judge.apply(entryOf(from + i), messages));
}

const strokes = fc.array(stroke, { minLength: 20, maxLength: 80 });
/** A drill that has ended counts from the beginning again. */
const endless = strokes.map((all) => all.filter((one) => !('says' in one && one.says === 'end')));

test('from any checkpoint the rest of the log gives the same conditions to the bit', () => {
  fc.assert(
    fc.property(strokes, fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 40 }), (all, where, every) => {
      const log = logOf(all);
      const stop = Math.floor((where / 1001) * log.length);
      const parts: Record<string, string> = {};
      const first = new ShardJudge();
      const whole: ConditionMessage[] = [];
      log.forEach((messages, i) => {
        whole.push(...first.apply(entryOf(i), messages));
        // Changed parts only, taken now and then, and last of all at the checkpoint.
        if (i <= stop && (i % every === 0 || i === stop)) {
          for (const [key, part] of Object.entries(first.takeDirty())) {
            if (part === null) delete parts[key];
            else parts[key] = part;
          }
        }
      });
      const second = new ShardJudge();
      second.load(parts);
      const rest = run(log, second, stop + 1);
      expect(JSON.stringify(rest)).toBe(JSON.stringify(whole.slice(whole.length - rest.length)));
      const again = run(log);
      expect(JSON.stringify(again)).toBe(JSON.stringify(whole));
      expect(rest).toHaveLength(again.length - run(log.slice(0, stop + 1)).length);
    }),
    { numRuns: 60 },
  );
});

const isCondition = (one: ConditionMessage): one is Condition => one.kind === 'condition';
const withoutOrder = (said: readonly ConditionMessage[]) => said.filter(isCondition).map(({ order, ...rest }) => rest);

/** Leaves corrections out: a packet that comes again after its correction is a correction itself. */
function firstOfEachMoment(log: readonly LogMessage[][]): LogMessage[][] {
  const seen = new Set<string>();
  const isFirst = (one: LogMessage): boolean => {
    if (one.kind !== 'sample') return true;
    const moment = [one.class, one.monitor, one.period, one.at].join();
    return !seen.has(moment) && seen.add(moment) !== undefined;
  };
  return log.map((messages) => messages.filter(isFirst));
}

test('samples that come again, anywhere soon after, change nothing', () => {
  fc.assert(
    fc.property(endless, fc.array(fc.tuple(fc.nat(1000), fc.nat(40)), { maxLength: 30 }), (all, repeats) => {
      const log = firstOfEachMoment(logOf(all));
      const sent = log.map((messages) => [...messages]);
      const places = log.flatMap((messages, i) => (messages[0]?.kind === 'sample' ? [i] : []));
      for (const [which, later] of repeats) {
        const at = places[which % Math.max(1, places.length)] ?? 0;
        const original = log[at]?.[0];
        if (original?.kind === 'sample') sent[Math.min(sent.length - 1, at + later)]?.push(original);
      }
      expect(withoutOrder(run(sent))).toEqual(withoutOrder(run(log)));
    }),
    { numRuns: 60 },
  );
});

/** Whose a message of the log is; a tick without a timeline is the shard's. */
const isOfDrill = (one: LogMessage): boolean => ('drill' in one ? one : (one.timeline ?? LIVE)).drill !== null;

test('to the bit, nothing of a drill shows in what is said of the live timeline, and nothing of that in the drill', () => {
  let seen = 0;
  fc.assert(
    fc.property(strokes, fc.boolean(), (all, drill) => {
      const log = logOf(all);
      const of = (said: readonly ConditionMessage[]) =>
        said.filter((one) => (timelineOf(one).drill !== null) === drill).map((one) => JSON.stringify(one));
      // A drill without a register of its own is judged by the live one: the only thing that they share.
      const alone = log.map((messages) =>
        messages.filter((one) => isOfDrill(one) === drill || one.kind === 'register'),
      );
      seen += of(run(log)).length;
      expect(of(run(log))).toEqual(of(run(alone)));
    }),
    { numRuns: 80 },
  );
  expect(seen).toBeGreaterThan(0);
});

test('of a timeline that has ended nothing is kept', () => {
  fc.assert(
    fc.property(strokes, fc.integer({ min: 1, max: 40 }), (all, every) => {
      const parts: Record<string, string | null> = {};
      const judge = new ShardJudge();
      [...logOf(all), [{ ...DRILL, kind: 'end', park: 'demo' } as const]].forEach((messages, i, log) => {
        judge.apply(entryOf(i), messages);
        if (i % every === 0 || i === log.length - 1) Object.assign(parts, judge.takeDirty());
      });
      const kept = Object.entries(parts).filter(([, part]) => part !== null);
      expect(kept.filter(([key, part]) => `${key}${part}`.includes('d1'))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

function checkNext(one: Condition, before: Condition | undefined, newest: number): void {
  if (one.late) expect(one).toMatchObject({ phase: 'normal', episode: newest + 1 });
  else if (before?.clearedAt === null) {
    expect(one).toMatchObject({ episode: before.episode, onset: before.onset });
    expect(one.peak ?? 0).toBeGreaterThanOrEqual(before.peak ?? 0);
  } else if (before !== undefined) expect(one.episode).toBeGreaterThanOrEqual(before.episode);
}

test('episodes count up, never two at once, onset never moves, and maxima only grow', () => {
  fc.assert(
    fc.property(endless, (all) => {
      const open = new Map<string, Condition>();
      const newest = new Map<string, number>();
      for (const one of run(logOf(all)).filter(isCondition)) {
        const key = conditionKey(one.key);
        checkNext(one, open.get(key), newest.get(key) ?? 0);
        if (!one.late) open.set(key, one);
        newest.set(key, Math.max(newest.get(key) ?? 0, one.episode));
        expect(one.previous.length).toBeLessThanOrEqual(8);
        expect(one.clearedAt === null).toBe(one.phase !== 'normal');
      }
    }),
    { numRuns: 80 },
  );
});

test('what a digest asserts is what the messages before it said', () => {
  fc.assert(
    fc.property(endless, (all) => {
      const active = new Map<string, Condition>();
      for (const one of run(logOf(all))) {
        if (one.kind === 'condition') {
          if (one.late) continue;
          if (one.phase === 'normal') active.delete(conditionKey(one.key));
          else active.set(conditionKey(one.key), one);
          continue;
        }
        if (one.kind === 'clock') continue;
        const expected = [...active.entries()].filter(
          ([, { key }]) => key.outlet === one.outlet && key.class === one.class,
        );
        expect(one.conditions.map(({ key }) => conditionKey(key)).sort()).toEqual(expected.map(([key]) => key).sort());
      }
    }),
    { numRuns: 40 },
  );
});
