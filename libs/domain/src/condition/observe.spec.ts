import fc from 'fast-check';
import { observeLate, settle } from './late';
import { CALM, type ConditionState, type Finding, type Observation, observe } from './observe';
import type { Severity } from './condition';

const finding = (
  at: number,
  severity: Severity | null,
  value = severity === null ? 10 : 60,
  held = severity,
): Finding => ({
  at,
  severity,
  held,
  badness: value,
  value,
  limit: 50,
  ratio: value / 50,
  source: 's',
  notes: [],
});
const shown = (at: number, severity: Severity | null, value?: number, held?: Severity | null): Observation => ({
  kind: 'value',
  finding: finding(at, severity, value, held === undefined ? severity : held),
  now: at,
});
const tick = (now: number): Observation => ({ kind: 'tick', now });
const bad = (at: number): Observation => ({ kind: 'no-value', quality: 'bad', at, now: at });

function run(delays: { onDelay: number; offDelay: number }, ...observations: Observation[]) {
  let state: ConditionState = CALM;
  const seen = observations.map((observation) => {
    const answer = observe(state, observation, delays);
    state = answer.state;
    return `${state.phase}${answer.changed ? '!' : ''}`;
  });
  return { seen, state };
}

test('without delays a breach raises and its end clears at once', () => {
  const { seen, state } = run({ onDelay: 0, offDelay: 0 }, shown(1, null), shown(2, 'yellow'), shown(3, null));
  expect(seen).toEqual(['normal', 'abnormal!', 'normal!']);
  expect(state.current).toMatchObject({ episode: 1, onset: 2, clearedAt: 3, peak: 60, severityMax: 'yellow' });
});

test('the on-delay is over at its very end, by sample or by tick; onset is the first breach', () => {
  const delays = { onDelay: 100, offDelay: 0 };
  expect(run(delays, shown(0, 'yellow'), shown(99, 'yellow'), shown(100, 'yellow')).seen).toEqual([
    'pending',
    'pending',
    'abnormal!',
  ]);
  const { seen, state } = run(delays, shown(0, 'yellow'), tick(99), tick(100));
  expect(seen).toEqual(['pending', 'pending', 'abnormal!']);
  expect(state.current?.onset).toBe(0);
});

test('a fleeting breach is nobody’s alarm and takes no number', () => {
  const { seen, state } = run({ onDelay: 100, offDelay: 0 }, shown(0, 'red'), shown(50, null), tick(200));
  expect(seen).toEqual(['pending', 'normal', 'normal']);
  expect(state.given).toBe(0);
});

test('the off-delay: a breach while clearing goes on as the same episode', () => {
  const { seen, state } = run(
    { onDelay: 0, offDelay: 100 },
    shown(0, 'yellow'),
    shown(10, null),
    shown(60, 'orange', 110),
    shown(70, null),
    tick(169),
    tick(170),
  );
  expect(seen).toEqual(['abnormal!', 'clearing!', 'abnormal!', 'clearing!', 'clearing', 'normal!']);
  expect(state.current).toMatchObject({ episode: 1, onset: 0, clearedAt: 70, peak: 110, severityMax: 'orange' });
});

test('inside the deadband a running breach stays, and keeps its colour', () => {
  const { seen, state } = run(
    { onDelay: 0, offDelay: 0 },
    shown(0, 'orange', 101),
    shown(1, 'yellow', 99, 'orange'),
    shown(2, null, 49, 'yellow'),
    shown(3, null, 40),
  );
  expect(seen).toEqual(['abnormal!', 'abnormal', 'abnormal!', 'normal!']);
  expect(state.severity).toBe('yellow');
});

test('a bad value stops the process axis and its delay', () => {
  const { seen, state } = run(
    { onDelay: 100, offDelay: 0 },
    shown(0, 'yellow'),
    bad(50),
    tick(500),
    shown(1000, 'yellow'),
    shown(1049, 'yellow'),
    shown(1050, 'yellow'),
  );
  expect(seen).toEqual(['pending', 'pending', 'pending', 'pending', 'pending', 'abnormal!']);
  expect(state.current?.onset).toBe(0);
});

test('quality is told while the process is abnormal', () => {
  expect(run({ onDelay: 0, offDelay: 0 }, bad(0), shown(1, 'yellow'), bad(2), bad(3), shown(4, 'yellow')).seen).toEqual(
    ['normal', 'abnormal!', 'abnormal!', 'abnormal', 'abnormal!'],
  );
});

test('the peak is told when it grew by a tenth', () => {
  const values = [60, 65, 66.5, 67, 74];
  expect(run({ onDelay: 0, offDelay: 0 }, ...values.map((value, at) => shown(at, 'yellow', value))).seen).toEqual([
    'abnormal!',
    'abnormal',
    'abnormal!',
    'abnormal',
    'abnormal!',
  ]);
});

test('at most eight earlier episodes, newest last', () => {
  const all = Array.from({ length: 24 }, (_, i) => shown(i * 60_000, i % 2 === 0 ? 'yellow' : null));
  const { state } = run({ onDelay: 0, offDelay: 0 }, ...all);
  expect(state.current?.episode).toBe(12);
  expect(state.previous.map(({ episode }) => episode)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
});

const reach = { gap: 30, span: 0 };

test('a late breach becomes an episode of its own, with its true onset', () => {
  const delays = { onDelay: 0, offDelay: 0 };
  let { state } = run(delays, shown(1000, 'yellow'));
  for (const at of [100, 120, 110]) state = observeLate(state, finding(at, 'orange', 105), 1001, delays, reach).state;
  state = observeLate(state, finding(130, null), 1001, delays, reach).state;
  expect(state.phase).toBe('abnormal');
  const { state: after, settled } = settle(state, delays, reach);
  expect(settled).not.toBeNull();
  expect(after.previous).toEqual([{ episode: 2, onset: 100, clearedAt: 130, peak: 105, severityMax: 'orange' }]);
  expect(after.current).toMatchObject({ episode: 1, onset: 1000, clearedAt: null });
});

test('a late breach inside a known episode adds to its maxima only; a fleeting one is nothing', () => {
  const delays = { onDelay: 50, offDelay: 0 };
  const { state } = run(delays, shown(1000, 'yellow'), shown(1050, 'yellow'));
  const inside = observeLate(state, finding(1020, 'red', 300), 1060, delays, reach);
  expect(inside).toMatchObject({
    changed: true,
    state: { current: { episode: 1, peak: 300, severityMax: 'red' }, late: null },
  });
  const fleeting = observeLate(state, finding(100, 'red', 300), 1060, delays, reach);
  expect(settle(fleeting.state, delays, reach)).toMatchObject({ settled: null, state: { given: 1, late: null } });
});

test('late findings never move the phase nor a delay', () => {
  const severity = fc.constantFrom<Severity | null>(null, 'yellow', 'red');
  const steps = fc.array(fc.record({ late: fc.boolean(), gap: fc.integer({ min: 1, max: 60 }), severity }), {
    maxLength: 60,
  });
  const delays = { onDelay: 50, offDelay: 70 };
  fc.assert(
    fc.property(steps, (all) => {
      let plain = CALM;
      let mixed = CALM;
      let at = 1000;
      for (const { late, gap, severity: colour } of all) {
        if (late) mixed = observeLate(mixed, finding(at - 3 * gap, colour), at, delays, reach).state;
        else {
          at += gap;
          plain = observe(plain, shown(at, colour), delays).state;
          mixed = observe(mixed, shown(at, colour), delays).state;
        }
        const axes = ({ phase, quality, since, entered, paused, severity: now }: ConditionState) => ({
          phase,
          quality,
          since,
          entered,
          paused,
          now,
        });
        expect(axes(mixed)).toEqual(axes(plain));
        expect(mixed.current?.onset).toBe(plain.current?.onset);
      }
    }),
  );
});
