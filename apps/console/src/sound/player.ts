import type { Rhythm, Voice } from './decide';
import { type Pattern, patternOf } from './patterns';

/** `checking` until the browser has said whether it lets the page sound. */
export type PlayerState = 'checking' | 'running' | 'blocked' | 'absent';

/** A note neither clicks at its start nor at its end. */
const EDGE_S = 0.015;
/** A browser that lets the page sound says so within this time. */
const CHECK_MS = 600;

/** Plays tones through Web Audio. Browsers forbid it until somebody has touched the page; that is found out at once. */
export class Player {
  private readonly context: AudioContext | null;
  private checked = false;
  private readonly timer: ReturnType<typeof setTimeout>;

  constructor(onState: () => void) {
    this.context = 'AudioContext' in globalThis ? new AudioContext() : null;
    if (this.context !== null) this.context.onstatechange = onState;
    this.timer = setTimeout(() => {
      this.checked = true;
      onState();
    }, CHECK_MS);
    void this.wake();
  }

  get state(): PlayerState {
    if (this.context === null) return 'absent';
    if (this.context.state === 'running') return 'running';
    return this.checked ? 'blocked' : 'checking';
  }

  /** Succeeds where the browser allows it: best called from a click. */
  async wake(): Promise<void> {
    await this.context?.resume().catch(() => undefined);
  }

  play(voice: Voice, rhythm: Rhythm): void {
    if (this.context === null) return;
    if (this.context.state !== 'running') return void this.wake();
    const pattern = patternOf(voice, rhythm);
    for (const note of pattern.notes) this.note(this.context, pattern, note);
  }

  close(): void {
    clearTimeout(this.timer);
    if (this.context === null) return;
    this.context.onstatechange = null;
    void this.context.close().catch(() => undefined);
  }

  private note(context: AudioContext, by: Pattern, [at, hz, length]: Pattern['notes'][number]): void {
    const start = context.currentTime + at;
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(by.loudness, start + EDGE_S);
    gain.gain.setValueAtTime(by.loudness, start + length - EDGE_S);
    gain.gain.linearRampToValueAtTime(0, start + length);
    const tone = context.createOscillator();
    tone.type = by.timbre;
    tone.frequency.value = hz;
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(start + length);
  }
}

/** Says a text where the browser has a voice. What it was saying before is dropped. */
export function speak(text: string, language: string): void {
  if (!('speechSynthesis' in globalThis)) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}

export function hush(): void {
  if ('speechSynthesis' in globalThis) speechSynthesis.cancel();
}
