import type { ServerResponse } from 'node:http';
import type { Audience } from './audience';
import { type Frame, heartbeat, resync, type ResyncReason } from './frame';

/** More than this unsent, and a reader is told to take a snapshot again. */
export const MAX_UNSENT_BYTES = 1024 * 1024;
/** How long a reader that was sent away may take to read its last words. */
const FAREWELL_MS = 30_000;

/** Whose feed it is, and until when (epoch ms). */
export interface Holder {
  readonly username: string;
  readonly token: string | null;
  readonly expiresAt: number;
}

/** One open feed. `position` is the seq up to which it has been given all that is for it. */
export class Reader {
  position: number;
  /** False while it is still being told what happened before it came. */
  live = false;
  /** True once it has been waited for in vain; nobody waits again until it has read. */
  lagging = false;
  private over = false;

  constructor(
    readonly audience: Audience,
    readonly holder: Holder,
    private readonly response: ServerResponse,
    position: number,
  ) {
    this.position = position;
    response.on('close', () => (this.over = true));
  }

  get ended(): boolean {
    return this.over;
  }

  get unsent(): number {
    return this.response.writableLength;
  }

  write(bytes: Buffer): void {
    if (!this.over) this.response.write(bytes);
  }

  beat(at: number, seq: number): void {
    this.write(heartbeat(at, seq));
  }

  /** Frames one by one, for a reader that has seen some of them already. */
  writeNew(frames: readonly Frame[]): void {
    const fresh = frames.filter((frame) => frame.seq > this.position);
    if (fresh.length > 0) this.write(Buffer.concat(fresh.map((frame) => frame.bytes)));
  }

  /** Waits until all is on its way; false where the reader went, or did not read for so long. */
  drained(patienceMs: number): Promise<boolean> {
    if (this.over) return Promise.resolve(false);
    if (!this.response.writableNeedDrain) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.response.off('drain', settle).off('close', settle);
        resolve(!this.over && !this.response.writableNeedDrain);
      };
      const timer = setTimeout(settle, patienceMs);
      this.response.on('drain', settle).on('close', settle);
    });
  }

  sendAway(reason: ResyncReason, seq: number): void {
    this.write(resync(reason, seq));
    this.end();
  }

  end(): void {
    if (this.over) return;
    this.over = true;
    const late = setTimeout(() => this.response.destroy(), FAREWELL_MS);
    late.unref();
    this.response.on('close', () => clearTimeout(late));
    this.response.end();
  }
}
