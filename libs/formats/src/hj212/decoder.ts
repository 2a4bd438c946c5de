import type { RefusalReason } from '@cofferdam/domain';
import type { Device } from '../format';
import {
  CRC,
  closesBefore,
  closesWithin,
  closingLine,
  declaredLength,
  endsInHash,
  HEADER,
  hexAt,
  isBlank,
  nextStart,
  stretchEnd,
} from './boundary';
import { crc16 } from './crc';
import type { FrameOutcome } from './frame';
import { isCiphered, monitorIn, parseSegment } from './segment';
import { segmentText } from './text';

type DeviceLookup = (monitor: string) => Device | undefined;
const stranger: DeviceLookup = () => undefined;
/** Larger chunks are taken in pieces, so that no search runs far ahead of its frame. */
const PIECE = 32_768;
/** Bytes of a segment in which its fields are looked for before it is known to be whole: four times what they need. */
const HEAD = 512;
const CIPHERED = 'data area is encrypted';

/**
 * Finds frames in a stream of bytes that may be split, glued, damaged or buried in rubbish. What comes out depends on
 * the bytes alone, not on how they were cut into chunks. One refusal a damaged frame or stretch of rubbish; after a
 * damaged frame the search goes on right behind its header, since the length may be what is damaged. Holds at most the
 * largest frame (9,999 bytes of segment) and a kilobyte between two calls. Never throws.
 */
export class FrameDecoder {
  private kept: Buffer = Buffer.alloc(0);
  private keptLength = 0;
  /** Stream offset of `bytes[0]`. */
  private base = 0;
  private bytes: Buffer = this.kept;
  private position = 0;
  private final = false;
  private outcomes: FrameOutcome[] = [];
  /** Stream offset where rubbish began that is not reported yet. */
  private rubbish: number | null = null;
  /** Behind a refused frame: what follows up to the next header belongs to it. */
  private resyncing = false;
  /** Stream offset up to which the present frame was searched for a line that closes it. */
  private searched = 0;

  /** @param deviceOf which check value and edition hold for an `MN` */
  constructor(private readonly deviceOf: DeviceLookup = stranger) {}

  /** Bytes that wait for the rest of their frame. */
  get held(): number {
    return this.keptLength;
  }

  /** Takes the next bytes of the stream; the caller may use the chunk again afterwards. */
  push(chunk: Uint8Array): FrameOutcome[] {
    if (chunk.length <= PIECE) return this.scan(this.join(chunk), false);
    const outcomes: FrameOutcome[] = [];
    for (let from = 0; from < chunk.length; from += PIECE) {
      for (const outcome of this.push(chunk.subarray(from, from + PIECE))) outcomes.push(outcome);
    }
    return outcomes;
  }

  /** The stream is at its end: what is held is a frame without its end, or none. */
  end(): FrameOutcome[] {
    return this.scan(this.kept.subarray(0, this.keptLength), true);
  }

  private scan(bytes: Buffer, final: boolean): FrameOutcome[] {
    const own = this.keptLength > 0;
    this.bytes = bytes;
    this.position = 0;
    this.final = final;
    this.outcomes = [];
    while (this.seek() && this.judge());
    this.keep(bytes, this.position, own);
    return this.outcomes;
  }

  private join(chunk: Uint8Array): Buffer {
    if (this.keptLength === 0) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const length = this.keptLength + chunk.length;
    this.reserve(length);
    this.kept.set(chunk, this.keptLength);
    this.keptLength = length;
    return this.kept.subarray(0, length);
  }

  private reserve(length: number): void {
    if (length <= this.kept.length) return;
    const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.kept.length));
    this.kept.copy(larger, 0, 0, this.keptLength);
    this.kept = larger;
  }

  /** Holds what is left of the bytes; `own`: they lie in `kept` already. */
  private keep(bytes: Buffer, from: number, own: boolean): void {
    this.base += from;
    const rest = bytes.length - from;
    if (!own) {
      this.reserve(rest);
      this.kept.set(bytes.subarray(from));
    } else if (from > 0) {
      this.kept.copyWithin(0, from, bytes.length);
    }
    this.keptLength = rest;
    this.bytes = this.kept;
  }

  /** Moves to the next header. False: there is none in the bytes at hand. */
  private seek(): boolean {
    for (;;) {
      this.passBlanks();
      const start = nextStart(this.bytes, this.position);
      if (start === -1) return this.passRest();
      this.passRubbish(start);
      const length = declaredLength(this.bytes, start);
      if (typeof length === 'number') {
        this.reportRubbish();
        this.resyncing = false;
        return true;
      }
      if (length === 'cut') return this.passCutHeader();
      if (length === 'shifted') this.passRubbish(start + 1);
      else this.passBrokenHeader();
    }
  }

  private passBlanks(): void {
    while (this.position < this.bytes.length && isBlank(this.bytes[this.position])) this.position += 1;
  }

  private passRubbish(to: number): void {
    if (to > this.position && !this.resyncing) this.rubbish ??= this.base + this.position;
    this.position = to;
  }

  private passRest(): boolean {
    const { bytes } = this;
    const keepHash = !this.final && this.position < bytes.length && endsInHash(bytes);
    this.passRubbish(keepHash ? bytes.length - 1 : bytes.length);
    if (this.final) this.reportRubbish();
    return false;
  }

  private passCutHeader(): boolean {
    if (!this.final) return false;
    this.reportRubbish();
    if (!this.resyncing) this.refuse(this.position, 'bad-length', 'cut off within its header');
    this.position = this.bytes.length;
    return false;
  }

  private passBrokenHeader(): void {
    if (!this.resyncing) {
      this.reportRubbish();
      this.refuse(this.position, 'bad-length', 'length is not four digits');
    }
    this.position += 2;
  }

  private reportRubbish(): void {
    if (this.rubbish === null) return;
    const refusal = {
      at: this.rubbish,
      reason: 'no-frame',
      detail: 'bytes that belong to no frame',
      mn: null,
    } as const;
    this.outcomes.push({ ok: false, refusal });
    this.rubbish = null;
  }

  /** Judges the frame at the position. False: its end is still to come. */
  private judge(): boolean {
    const { bytes, position: start } = this;
    const from = start + HEADER;
    const to = from + (declaredLength(bytes, start) as number);
    const line = closingLine(bytes, Math.max(from, this.searched - this.base), to + CRC);
    if (line !== -1) {
      return this.leave(start, line, 'bad-length', `declares ${to - from} bytes, ends earlier`);
    }
    if (bytes.length < to + CRC) {
      this.searched = this.base + bytes.length;
      return this.final && this.leave(start, bytes.length, 'bad-length', `declares ${to - from} bytes, is cut off`);
    }
    const head = this.head(start, to);
    if (isCiphered(head)) return this.leave(start, to, 'encrypted', CIPHERED);
    const sent = hexAt(bytes, to);
    if (sent === -1) return this.judgeDamage(start, to);
    const monitor = monitorIn(head);
    const device = monitor === null ? undefined : this.deviceOf(monitor);
    if (crc16(bytes, device?.crc, from, to) !== sent) return this.judgeDamage(start, to);
    return this.accept(start, to, head, device);
  }

  /** The first fields of a segment, where MN and the beginning of the data area are. */
  private head(start: number, to: number): string {
    return this.bytes.toString('latin1', start + HEADER, Math.min(to, start + HEADER + HEAD));
  }

  private accept(start: number, to: number, head: string, device: Device | undefined): boolean {
    const from = start + HEADER;
    const content = segmentText(this.bytes, from, to, head);
    const parsed = parseSegment({ content, at: this.base + start, bytes: to - from, device });
    if (!parsed.ok) return this.leave(start, to, parsed.reason, parsed.detail);
    this.outcomes.push({ ok: true, frame: parsed.frame });
    this.position = to + CRC;
    this.searched = 0;
    return true;
  }

  /** The check value is wrong: is it the content or the length? */
  private judgeDamage(start: number, to: number): boolean {
    const { bytes } = this;
    const end = to + CRC;
    if (closesBefore(bytes, end)) return this.leave(start, to, 'crc-mismatch', 'check value differs');
    const stretch = stretchEnd(bytes, start, end, this.final);
    if (stretch === -1) return false;
    if (closesWithin(bytes, start + HEADER, stretch)) {
      return this.leave(start, stretch, 'bad-length', `declares ${to - start - HEADER} bytes, ends elsewhere`);
    }
    return this.leave(start, to, 'crc-mismatch', 'check value differs or is none');
  }

  private leave(start: number, to: number, reason: RefusalReason, detail: string): true {
    const text = this.head(start, to);
    if (isCiphered(text)) this.refuse(start, 'encrypted', CIPHERED, monitorIn(text));
    else this.refuse(start, reason, detail, monitorIn(text));
    this.position = start + 2;
    this.searched = 0;
    return true;
  }

  private refuse(at: number, reason: RefusalReason, detail: string, mn: string | null = null): void {
    this.outcomes.push({ ok: false, refusal: { at: this.base + at, reason, detail, mn } });
    this.resyncing = true;
  }
}

/** The frames of bytes that hold whole frames (an MQTT payload). */
export function decodeFrames(bytes: Uint8Array, deviceOf?: DeviceLookup): FrameOutcome[] {
  const decoder = new FrameDecoder(deviceOf);
  const outcomes = decoder.push(bytes);
  outcomes.push(...decoder.end());
  return outcomes;
}
