import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AlarmView, Severity } from '@cofferdam/domain';
import type { Row } from '../alarms/alarms';
import { whole } from '../language/figure';
import { LANG_TAG } from '../language/words';
import type { Directory } from '../alarms/directory';
import { useSetting } from '../page/preferences';
import { holds, type Mute, muteOf, type Rhythm, soundNow, type Sounding, type Voice, waitingOf } from './decide';
import { patternOf } from './patterns';
import { hush, Player, type PlayerState, speak } from './player';

/** A red alarm is said again after this time. */
const SPEAK_EVERY_MS = 30_000;
const TEST: readonly (readonly [at: number, rhythm: Rhythm])[] = [
  [0, 'yellow'],
  [1_200, 'orange'],
  [2_600, 'red'],
];

export interface Sound {
  readonly player: PlayerState;
  readonly sounding: Sounding | null;
  /** Epoch ms of this computer; null while nothing is muted. */
  readonly mutedUntil: number | null;
  readonly mute: () => void;
  readonly unmute: () => void;
  /** Called from a click: lets the page sound. */
  readonly wake: () => void;
  /** The three rhythms one after the other, and a spoken word. */
  readonly test: () => void;
}

interface Heard {
  /** false: the user answers for no desk, and nothing sounds. */
  readonly wanted: boolean;
  readonly voice: Voice;
  readonly open: ReadonlyMap<string, Row>;
  /** Severity of the real alarm that has stopped the drill that is looked at. */
  readonly interruptedBy: Severity | null;
  readonly presenceAsked: boolean;
  readonly directory: Directory;
  /** Epoch ms of this computer, whole seconds. */
  readonly now: number;
}

/** The sound of the whole console: one thing at a time, until somebody has looked. */
export function useSound({ wanted, voice, open, interruptedBy, presenceAsked, directory, now }: Heard): Sound {
  const { player, state } = usePlayer(wanted);
  const waiting = useMemo(() => waitingOf(wanted ? alarmsOf(open) : []), [open, wanted]);
  const [kept, setMute] = useState<Mute | null>(null);
  const mute = kept !== null && holds(kept, waiting, now) ? kept : null;
  useEffect(() => {
    if (kept !== null && mute === null) setMute(null); // broken is over, also when what broke it is dealt with
  }, [kept, mute]);
  const stopped = wanted ? interruptedBy : null;
  const sounding = soundNow({ voice, waiting, interruptedBy: stopped, presenceAsked, mute, now });
  useRepeat(player, sounding?.voice ?? voice, sounding?.rhythm ?? null);
  useSpeech(sounding, directory);
  const latest = useRef({ waiting, real: false });
  useEffect(() => {
    latest.current = { waiting, real: stopped !== null };
  });
  const silence = useCallback(() => {
    const { waiting, real } = latest.current;
    if (waiting.worst !== null || real) setMute((before) => muteOf(waiting, before, Date.now(), real));
  }, []);
  const test = useSelfTest(player, voice);
  return {
    ...{ player: state, sounding, mutedUntil: mute?.until ?? null, mute: silence, test },
    unmute: useCallback(() => setMute(null), []),
    wake: useCallback(() => void player.current?.wake(), [player]),
  };
}

function* alarmsOf(open: ReadonlyMap<string, Row>): Generator<AlarmView> {
  for (const { alarm } of open.values()) yield alarm;
}

type PlayerRef = React.RefObject<Player | null>;

function usePlayer(wanted: boolean): { player: PlayerRef; state: PlayerState } {
  const player = useRef<Player | null>(null);
  const [state, setState] = useState<PlayerState>('checking');
  useEffect(() => {
    if (!wanted) return;
    const own = new Player(() => setState(own.state));
    player.current = own;
    return () => {
      player.current = null;
      own.close();
    };
  }, [wanted]);
  return { player, state };
}

function useRepeat(player: PlayerRef, voice: Voice, rhythm: Rhythm | null): void {
  useEffect(() => {
    if (rhythm === null) return;
    const play = (): void => player.current?.play(voice, rhythm);
    play();
    const timer = setInterval(play, patternOf(voice, rhythm).everyMs);
    return () => clearInterval(timer);
  }, [player, voice, rhythm]);
}

/** Red is said in words: where, what, and how many more. */
function useSpeech(sounding: Sounding | null, directory: Directory): void {
  const { words, language } = useSetting();
  const alarm = sounding?.rhythm === 'red' ? sounding.alarm : null;
  const more = sounding?.more ?? 0;
  const spoken = sounding?.voice === 'exercise' ? words.drills.view.spoken : words.sound.spoken;
  const named = alarm === null ? '' : spoken(directory.place(alarm), directory.factor(alarm));
  const text = named === '' || more === 0 ? named : `${named} ${words.sound.more(whole(more))}`;
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  });
  useEffect(() => {
    if (named === '') return;
    const say = (): void => speak(latest.current, LANG_TAG[language]);
    say();
    const timer = setInterval(say, SPEAK_EVERY_MS);
    return () => {
      clearInterval(timer);
      hush();
    };
  }, [named, language]);
}

function useSelfTest(player: PlayerRef, voice: Voice): () => void {
  const { words, language } = useSetting();
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  const stop = (): void => timers.current.forEach(clearTimeout);
  useEffect(() => stop, []);
  return useCallback(() => {
    stop();
    const play = (rhythm: Rhythm): void => player.current?.play(voice, rhythm);
    const begin = player.current?.wake() ?? Promise.resolve();
    void begin.then(() => {
      timers.current = TEST.map(([at, rhythm]) => setTimeout(() => play(rhythm), at));
      speak(words.sound.testSpoken, LANG_TAG[language]);
    });
  }, [player, voice, words, language]);
}
