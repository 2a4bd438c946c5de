/** What comes of it, or null after some time (ms) or a failure: while Redis is away BullMQ waits for it. */
export async function within<T>(work: Promise<T> | undefined, patienceMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  const done = (work ?? Promise.resolve(null)).catch(() => null);
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
