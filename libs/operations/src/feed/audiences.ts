import { admits, type Audience } from './audience';
import type { Frame } from './frame';
import { MAX_UNSENT_BYTES, type Reader } from './reader';

/** A reader with more than this unsent is waited for while a burst is being written. */
const BEHIND_BYTES = 256 * 1024;
/** How long a reader may read nothing at all before a burst goes on without it. */
const STILL_MS = 500;

/** The open feeds, by audience: a batch is put together once an audience and given to all of its readers. */
export class Audiences {
  private readonly groups = new Map<string, { readonly audience: Audience; readonly readers: Set<Reader> }>();

  add(reader: Reader): void {
    const { audience } = reader;
    const group = this.groups.get(audience.key) ?? { audience, readers: new Set() };
    group.readers.add(reader);
    this.groups.set(audience.key, group);
  }

  remove(reader: Reader): void {
    const group = this.groups.get(reader.audience.key);
    group?.readers.delete(reader);
    if (group?.readers.size === 0) this.groups.delete(reader.audience.key);
  }

  all(): Reader[] {
    return [...this.groups.values()].flatMap(({ readers }) => [...readers]);
  }

  get size(): number {
    let size = 0;
    for (const { readers } of this.groups.values()) size += readers.size;
    return size;
  }

  /** Gives frames to everybody live whom they are for; answers those who have too much unsent to be given any more. */
  give(frames: readonly Frame[]): Reader[] {
    const last = frames.at(-1)?.seq ?? 0;
    return [...this.groups.values()].flatMap(({ audience, readers }) => {
      const theirs = frames.filter((frame) => admits(audience, frame));
      const bytes = Buffer.concat(theirs.map((frame) => frame.bytes));
      return [...readers].filter((reader) => reader.live && !deliver(reader, theirs, bytes, last));
    });
  }

  /** Lets a burst wait for those who read, though slowly; who does not read at all is not waited for twice. */
  async settle(): Promise<void> {
    await Promise.all(
      this.all()
        .filter((reader) => reader.live && !reader.lagging && reader.unsent > BEHIND_BYTES)
        .map(settleOne),
    );
  }
}

function deliver(reader: Reader, frames: readonly Frame[], bytes: Buffer, last: number): boolean {
  if (bytes.length > 0 && reader.unsent + bytes.length > MAX_UNSENT_BYTES) return false;
  if (reader.unsent < BEHIND_BYTES) reader.lagging = false;
  const first = frames[0];
  if (first !== undefined && first.seq > reader.position) reader.write(bytes);
  else reader.writeNew(frames);
  reader.position = Math.max(reader.position, last);
  return true;
}

async function settleOne(reader: Reader): Promise<void> {
  while (reader.unsent > BEHIND_BYTES) {
    const before = reader.unsent;
    if (await reader.drained(STILL_MS)) return;
    if (reader.ended || reader.unsent >= before) {
      reader.lagging = true;
      return;
    }
  }
}
