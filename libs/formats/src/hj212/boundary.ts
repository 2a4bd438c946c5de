/** Where frames begin and end in bytes: `##` LLLL segment CCCC, then CR LF, one of them, or nothing. */

export const HEADER = 6;
export const CRC = 4;
const HASH = 0x23;
const AND = 0x26;
const LF = 0x0a;
const CR = 0x0d;
const START = Buffer.from('##');
/** How far past its declared end a frame's real end is looked for, bytes. */
export const OVERRUN = 1024;

/** What devices put between frames: CR, LF, blank, tab, NUL. */
export function isBlank(byte: number | undefined): boolean {
  return byte === CR || byte === LF || byte === 0x20 || byte === 0x09 || byte === 0;
}

/** Value of an ASCII hex digit, -1 for another byte. */
export function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Four hex digits at `at` as a number, -1 where they are none. */
export function hexAt(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at; i < at + CRC; i += 1) {
    const digit = hexDigit(bytes[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

/** Index of the next `##` at or after `from`, -1 where there is none. */
export function nextStart(bytes: Buffer, from: number): number {
  return bytes[from] === HASH && bytes[from + 1] === HASH ? from : bytes.indexOf(START, from);
}

/** True for a `#` that may be the first half of a `##` still to come. */
export function endsInHash(bytes: Uint8Array): boolean {
  return bytes[bytes.length - 1] === HASH;
}

/** Declared length of the segment, or why there is none: `cut` (bytes missing), `shifted` (a third `#`), `broken`. */
export function declaredLength(bytes: Uint8Array, start: number): number | 'cut' | 'shifted' | 'broken' {
  let length = 0;
  for (let i = start + 2; i < start + HEADER; i += 1) {
    const byte = bytes[i];
    if (byte === undefined) return 'cut';
    if (byte < 0x30 || byte > 0x39) return byte === HASH && i === start + 2 ? 'shifted' : 'broken';
    length = length * 10 + byte - 0x30;
  }
  return length;
}

/** `&&` and four hex digits right before `end`: how a frame closes. */
export function closesBefore(bytes: Uint8Array, end: number): boolean {
  return bytes[end - 6] === AND && bytes[end - 5] === AND && hexAt(bytes, end - CRC) >= 0;
}

/** First line end in `[from, to)` that closes a frame, -1 where there is none. */
export function closingLine(bytes: Buffer, from: number, to: number): number {
  let line = bytes.indexOf(LF, from);
  while (line !== -1 && line < to) {
    if (closesBefore(bytes, bytes[line - 1] === CR ? line - 1 : line)) return line;
    line = bytes.indexOf(LF, line + 1);
  }
  return -1;
}

/** Index of the next `##` with four digits at or after `from`, -1 where there is none yet. */
function nextHeader(bytes: Buffer, from: number): number {
  let start = nextStart(bytes, from);
  while (start !== -1 && typeof declaredLength(bytes, start) !== 'number') start = nextStart(bytes, start + 1);
  return start;
}

/**
 * End of the stretch in which a frame's real end is looked for when nothing is right at its declared end: the next
 * header, the line's end or `OVERRUN` bytes. -1: more bytes are needed to know.
 */
export function stretchEnd(bytes: Buffer, start: number, declaredEnd: number, final: boolean): number {
  const header = nextHeader(bytes, start + HEADER);
  const line = bytes.indexOf(LF, declaredEnd);
  const limit = declaredEnd + OVERRUN;
  const known = [header, line, bytes.length >= limit + HEADER ? limit : -1].filter((end) => end !== -1);
  if (known.length > 0) return Math.min(...known);
  return final ? bytes.length : -1;
}

/** True where `[from, to)` holds a closing (`&&hhhh`) with a line end, a new frame or nothing behind it. */
export function closesWithin(bytes: Buffer, from: number, to: number): boolean {
  let and = bytes.indexOf(AND, from);
  while (and !== -1 && and + 6 <= to) {
    const end = and + 6;
    const follower = bytes[end];
    const ends = end >= to || follower === CR || follower === LF || follower === HASH;
    if (ends && closesBefore(bytes, end)) return true;
    and = bytes.indexOf(AND, and + 1);
  }
  return false;
}
