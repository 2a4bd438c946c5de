import { gravity, type Severity } from '@cofferdam/domain';

/** A cursor that this service did not write. */
export class CursorError extends Error {}

/** Place in a list that is gravest and newest first. */
export type Cursor = readonly [gravity: number, at: number, id: string];

/** @param at epoch ms: what the list is ordered by within a colour */
export const writeCursor = (severity: Severity, at: number, id: string): string =>
  Buffer.from(JSON.stringify([gravity(severity), at, id])).toString('base64url');

/** @throws CursorError */
export function readCursor(text: string): Cursor {
  try {
    const [grave, at, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (Number.isSafeInteger(grave) && Number.isSafeInteger(at) && typeof id === 'string') {
      return [Number(grave), Number(at), id];
    }
  } catch {
    // Not JSON: answered like any other text that is no cursor.
  }
  throw new CursorError('not a cursor of this list');
}
