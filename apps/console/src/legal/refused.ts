import { ApiError } from '../api/client';
import type { Words } from '../language/words';

/** The law's own reasons in the reader's language; every other trouble is told as it is elsewhere. */
export async function toldIn<T>({ legal }: Words, sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { reason } = (error.problem ?? {}) as { reason?: unknown };
    const why = (legal.refusal as Readonly<Record<string, string | undefined>>)[String(reason)];
    throw why === undefined ? error : new ApiError(409, why);
  }
}
