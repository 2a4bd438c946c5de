import type { Rhythm, Voice } from './decide';

export interface Pattern {
  /** Start (s from the beginning of the pattern), pitch (Hz) and length (s) of each note. */
  readonly notes: readonly (readonly [at: number, hz: number, length: number])[];
  readonly everyMs: number;
  readonly timbre: OscillatorType;
  /** From 0 to 1; a square wave is heard as louder than a triangle of the same height. */
  readonly loudness: number;
}

type Notes = Pick<Pattern, 'notes' | 'everyMs'>;

/** A rhythm a severity, told apart without the pitch: one, two, three notes, quicker the graver. */
const LIVE: Readonly<Record<Rhythm, Notes>> = {
  yellow: { notes: [[0, 660, 0.35]], everyMs: 8_000 },
  orange: { notes: [[0, 784, 0.22], [0.34, 784, 0.22]], everyMs: 4_000 }, // prettier-ignore
  red: { notes: [[0, 988, 0.14], [0.22, 740, 0.14], [0.44, 988, 0.14]], everyMs: 1_800 }, // prettier-ignore
  presence: { notes: [[0, 523, 0.3], [0.3, 659, 0.3], [0.6, 784, 0.6]], everyMs: 3_000 }, // prettier-ignore
};

/** A drill's: low and reedy, and every note falls to a lower one, which no real rhythm does. */
const EXERCISE: Readonly<Record<Rhythm, Notes>> = {
  yellow: { notes: falling(0), everyMs: 8_000 },
  orange: { notes: [...falling(0), ...falling(0.6)], everyMs: 5_000 },
  red: { notes: [...falling(0), ...falling(0.5), ...falling(1)], everyMs: 3_500 },
  presence: { notes: [...falling(0), [0.6, 165, 0.6]], everyMs: 4_000 },
};

function falling(at: number): Pattern['notes'] {
  return [[at, 294, 0.14], [at + 0.16, 196, 0.24]]; // prettier-ignore
}

const TIMBRE: Readonly<Record<Voice, Pick<Pattern, 'timbre' | 'loudness'>>> = {
  live: { timbre: 'triangle', loudness: 0.35 },
  exercise: { timbre: 'square', loudness: 0.14 },
};

export const patternOf = (voice: Voice, rhythm: Rhythm): Pattern => ({
  ...(voice === 'live' ? LIVE : EXERCISE)[rhythm],
  ...TIMBRE[voice],
});
