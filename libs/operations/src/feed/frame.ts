import type { JournalEvent, Timeline } from '@cofferdam/domain';
import { viewEvent } from '../journal/event-view';

/** An event as bytes on the wire, made once for all who get it. */
export interface Frame extends Timeline {
  readonly seq: number;
  readonly park: string | null;
  readonly bytes: Buffer;
}

export function frameOf(event: JournalEvent): Frame {
  const { seq, park, drill } = event;
  const bytes = Buffer.from(`id: ${seq}\ndata: ${JSON.stringify(viewEvent(event))}\n\n`);
  return { seq, park, class: event.class, drill, bytes };
}

/** A browser hides comments from its page, so a sign of life is an event with a name. */
export const heartbeat = (at: number, seq: number): Buffer =>
  named('heartbeat', { at: new Date(at).toISOString(), seq });

export type ResyncReason = 'too-slow' | 'too-old' | 'ahead';

/** "Take a snapshot again": what follows would have a gap. */
export const resync = (reason: ResyncReason, seq: number): Buffer => named('resync', { reason, seq });

const named = (event: string, data: unknown): Buffer =>
  Buffer.from(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
