import type { Journal } from '@cofferdam/records';
import { admits } from './audience';
import { type Frame, frameOf } from './frame';
import type { Reader } from './reader';
import type { Recent } from './recent';

const ROWS_A_READ = 100;
const PIECE_BYTES = 64 * 1024;
/** A reader that takes nothing of its backlog for so long is sent away. */
const PATIENCE_MS = 30_000;

/** What a reader missed comes from: the newest frames in memory, the rows behind them. */
export interface Past {
  readonly journal: Journal;
  readonly recent: Recent;
  /** Up to where the live readers have been told. */
  readonly position: () => number;
}

/**
 * Tells a reader what came after its cursor, at its own pace, and makes it live in the same turn of the event loop in
 * which it has all that the others have: nothing is missed and nothing is said twice. False: it did not read.
 */
export async function catchUp(reader: Reader, past: Past): Promise<boolean> {
  while (!reader.ended) {
    const held = past.recent.after(reader.position);
    if (held === null) await readRows(reader, past);
    else if (tell(reader, held, past.position())) {
      reader.live = true;
      return true;
    }
    if (!(await reader.drained(PATIENCE_MS))) return false;
  }
  return true;
}

/** Tells one piece; true when that was all. */
function tell(reader: Reader, frames: readonly Frame[], upTo: number): boolean {
  const theirs: Buffer[] = [];
  let bytes = 0;
  for (const frame of frames) {
    if (bytes >= PIECE_BYTES) {
      reader.write(Buffer.concat(theirs));
      return false;
    }
    reader.position = frame.seq;
    if (!admits(reader.audience, frame)) continue;
    theirs.push(frame.bytes);
    bytes += frame.bytes.length;
  }
  if (bytes > 0) reader.write(Buffer.concat(theirs));
  reader.position = Math.max(reader.position, upTo);
  return true;
}

async function readRows(reader: Reader, { journal, position }: Past): Promise<void> {
  const upTo = position();
  const { parks, class: class_, drill } = reader.audience;
  const events = await journal.read({ after: reader.position, limit: ROWS_A_READ, parks, class: class_, drill });
  const told = tell(reader, events.map(frameOf), 0);
  // Rows of other parks are not answered: a page that is not full has looked at all that there was before it was read.
  if (told && events.length < ROWS_A_READ) reader.position = Math.max(reader.position, upTo);
}
