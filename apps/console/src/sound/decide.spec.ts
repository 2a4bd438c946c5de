import type { AlarmView } from '@cofferdam/domain';
import { anAlarm } from '../alarms/builders';
import { holds, MUTE_MOST_MS, MUTE_STEP_MS, muteOf, soundNow, waitingOf } from './decide';
import { patternOf } from './patterns';

const NOW = 1_000_000;
const waits = (...alarms: Partial<AlarmView>[]) => waitingOf(alarms.map((given) => anAlarm(given)));
const sounds = (alarms: Partial<AlarmView>[], more: Partial<Parameters<typeof soundNow>[0]> = {}) =>
  soundNow({
    ...{ voice: 'live', waiting: waits(...alarms), interruptedBy: null, presenceAsked: false, mute: null, now: NOW },
    ...more,
  });

test.each(['yellow', 'orange', 'red'] as const)('an unacknowledged %s alarm sounds in its own rhythm', (severity) => {
  expect(sounds([{ severity }])).toMatchObject({ rhythm: severity, more: 0 });
});

test.each(['ACKED', 'NORM', 'SHLVD', 'DSUPR', 'OOSRV'] as const)('%s does not sound', (state) => {
  expect(sounds([{ severity: 'red', state }])).toBeNull();
});

test('blue is seen and not heard; nothing waits, nothing sounds', () => {
  expect(sounds([{ severity: 'blue' }])).toBeNull();
  expect(sounds([])).toBeNull();
});

test('what has returned sounds until somebody has looked', () => {
  expect(sounds([{ state: 'RTNUN', active: false }])).toMatchObject({ rhythm: 'yellow' });
});

test('one sound for all: the worst, the newest of its colour, and how many more wait', () => {
  const alarms: Partial<AlarmView>[] = [
    { id: 'y', severity: 'yellow' },
    { id: 'old', severity: 'red', raisedAt: '2026-11-24T07:00:00Z' },
    { id: 'new', severity: 'red', raisedAt: '2026-11-24T08:00:00Z' },
    { id: 'b', severity: 'blue' },
  ];
  expect(sounds(alarms)).toMatchObject({ rhythm: 'red', alarm: { id: 'new' }, more: 2 });
});

describe('mute', () => {
  const orange = waits({ severity: 'orange' });
  const mute = muteOf(orange, null, NOW);

  test('silences what sounds, and what is no graver, until its time is over', () => {
    expect(sounds([{ severity: 'orange' }], { mute })).toBeNull();
    expect(sounds([{ severity: 'orange' }, { id: 'b', severity: 'orange' }], { mute })).toBeNull();
    expect(sounds([{ severity: 'orange' }], { mute, now: mute.until })).toMatchObject({ rhythm: 'orange' });
  });

  test('a graver alarm breaks it', () => {
    expect(sounds([{ severity: 'orange' }, { id: 'b', severity: 'red' }], { mute })).toMatchObject({ rhythm: 'red' });
  });

  test('a red one that came later breaks a silence over red, also one that came again', () => {
    const red = muteOf(waits({ severity: 'red' }), null, NOW);
    expect(sounds([{ severity: 'red' }], { mute: red })).toBeNull();
    expect(sounds([{ severity: 'red' }, { id: 'b', severity: 'red' }], { mute: red })).toMatchObject({ more: 1 });
    expect(sounds([{ severity: 'red', episode: 2 }], { mute: red })).not.toBeNull();
  });

  test('each press adds to it, never beyond ten minutes from now', () => {
    expect(mute.until).toBe(NOW + MUTE_STEP_MS);
    expect(muteOf(orange, mute, NOW).until).toBe(NOW + 2 * MUTE_STEP_MS);
    let longest = mute;
    for (let n = 0; n < 20; n++) longest = muteOf(orange, longest, NOW);
    expect(longest.until).toBe(NOW + MUTE_MOST_MS);
    expect(muteOf(orange, mute, mute.until + 5).until).toBe(mute.until + 5 + MUTE_STEP_MS);
  });

  test('over nothing, anything breaks it', () => {
    expect(holds(muteOf(waits(), null, NOW), waits({ severity: 'yellow' }), NOW)).toBe(false);
  });
});

test('the question for presence is heard through mute and over all but red', () => {
  const mute = muteOf(waits({ severity: 'orange' }), null, NOW);
  const asked = { presenceAsked: true, mute };
  expect(sounds([{ severity: 'orange' }], asked)).toMatchObject({ rhythm: 'presence' });
  expect(sounds([{ severity: 'orange' }], { presenceAsked: true })).toMatchObject({ rhythm: 'presence' });
  expect(sounds([{ severity: 'red' }], { presenceAsked: true })).toMatchObject({ rhythm: 'red' });
});

describe('a drill', () => {
  const drill = { voice: 'exercise' } as const;

  test('sounds in a voice of its own, by the same rules', () => {
    expect(sounds([{ severity: 'red' }], drill)).toMatchObject({ rhythm: 'red', voice: 'exercise' });
    expect(sounds([{ severity: 'red' }])).toMatchObject({ rhythm: 'red', voice: 'live' });
  });

  test('is silent while a real alarm stops it: that one is heard as what it is, also through mute', () => {
    const mute = muteOf(waits({ severity: 'red' }), null, NOW);
    const stopped = sounds([{ severity: 'red' }], { ...drill, interruptedBy: 'orange', mute });
    expect(stopped).toEqual({ rhythm: 'orange', voice: 'live', alarm: null, more: 0 });
  });

  test('that alarm can be silenced for a while by whoever hears it', () => {
    const mute = muteOf(waits(), null, NOW, true);
    expect(sounds([], { ...drill, interruptedBy: 'red', mute })).toBeNull();
    expect(sounds([], { ...drill, interruptedBy: 'red', mute, now: mute.until })).toMatchObject({ voice: 'live' });
  });
});

test('no rhythm of a drill sounds like a real one', () => {
  for (const rhythm of ['yellow', 'orange', 'red', 'presence'] as const) {
    const [real, drill] = [patternOf('live', rhythm), patternOf('exercise', rhythm)];
    expect(drill.timbre).not.toBe(real.timbre);
    const pitches = (notes: typeof real.notes): number[] => notes.map(([, hz]) => hz);
    expect(Math.max(...pitches(drill.notes))).toBeLessThan(Math.min(...pitches(real.notes)));
  }
});
