export interface ReadScore {
  /** Of 100; null where nothing was to be scored. */
  readonly points: number | null;
  readonly passed: boolean;
  readonly hardFails: readonly string[];
}

/** What the service answers of a score; null for what is none. */
export function readScore(wire: unknown): ReadScore | null {
  if (typeof wire !== 'object' || wire === null) return null;
  const { score, hardFails, passed } = wire as { score?: unknown; hardFails?: unknown; passed?: unknown };
  const fails = Array.isArray(hardFails) ? hardFails.map(String) : [];
  const points = typeof score === 'number' ? score : null;
  return { points, passed: typeof passed === 'boolean' ? passed : fails.length === 0, hardFails: fails };
}
