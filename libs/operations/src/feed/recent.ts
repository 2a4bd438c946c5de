import type { Frame } from './frame';

/** The newest frames, so that a reader who is a little behind catches up without a question to the database. */
export class Recent {
  private frames: Frame[] = [];
  private bytes = 0;
  /** Every event after this one is held. */
  private floor: number;

  constructor(
    start: number,
    private readonly maxBytes: number,
  ) {
    this.floor = start;
  }

  add(frames: readonly Frame[]): void {
    for (const frame of frames) {
      this.frames.push(frame);
      this.bytes += frame.bytes.length;
    }
    this.trim();
  }

  /** Frames after `seq`; null where some of them are not held any more. */
  after(seq: number): readonly Frame[] | null {
    if (seq < this.floor) return null;
    return this.frames.slice(Math.max(0, this.indexAfter(seq)));
  }

  private trim(): void {
    let drop = 0;
    while (this.bytes > this.maxBytes) {
      const frame = this.frames[drop];
      if (!frame) break;
      this.bytes -= frame.bytes.length;
      this.floor = frame.seq;
      drop += 1;
    }
    if (drop > 0) this.frames = this.frames.slice(drop);
  }

  /** `seq` has no gap, so a place is a difference. */
  private indexAfter(seq: number): number {
    const first = this.frames[0];
    return first === undefined ? 0 : seq + 1 - first.seq;
  }
}
