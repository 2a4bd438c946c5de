type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the parts that are undefined. */
export function defined<T extends object>(parts: T): Defined<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as Defined<T>;
}
