import { CursorError } from '@cofferdam/records';
import { Problem } from './problem';

/** Reads a page; a cursor that is none of the list's is the caller's mistake. */
export async function page<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof CursorError ? new Problem('bad-request', 'query.after: no cursor of this list') : error;
  }
}
