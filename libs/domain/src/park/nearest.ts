/** Number of letters to insert, delete or replace between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Known words by likeness to a mistyped one, the likeliest first. */
export function nearest(word: string, known: Iterable<string>): string[] {
  const typed = word.toLowerCase().slice(0, 64);
  return [...known]
    .map((name) => ({ name, away: distance(typed, name.toLowerCase()) }))
    .sort((a, b) => a.away - b.away)
    .map(({ name }) => name);
}
