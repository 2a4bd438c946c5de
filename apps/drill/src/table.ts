import { z } from 'zod';

const word = z.string().nullish();

/** What is printed of a drill's score. */
export const ScoreSheet = z.looseObject({
  total: z.number(),
  passMark: z.number().nullish(),
  passed: z.boolean(),
  expectations: z.array(
    z.looseObject({
      ...{ inject: z.string(), action: z.string(), tier: word, measure: word, to: word, outlet: word, factor: word },
      ...{ target: z.number(), latency: z.number().nullable(), points: z.number(), outcome: z.string() },
    }),
  ),
  hardFails: z.array(z.looseObject({ kind: z.string(), evidence: z.array(z.looseObject({ what: word })).default([]) })),
});
export type ScoreSheet = z.infer<typeof ScoreSheet>;

const HEAD = ['inject', 'expected', 'target', 'took', 'points', 'outcome'];

/** The score as a table of text, with what fails the drill and the verdict under it. */
export function scoreTable({ expectations, hardFails, total, passMark, passed }: ScoreSheet): string {
  const rows = expectations.map((one) => [
    one.inject,
    [one.action, one.tier, one.measure, one.to, one.outlet, one.factor].filter(Boolean).join(' '),
    seconds(one.target),
    one.latency === null ? '-' : seconds(one.latency),
    one.points.toFixed(2),
    one.outcome,
  ]);
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, n) => Math.max(...all.map((row) => (row[n] ?? '').length)));
  const lines = all.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const fails = hardFails.map(({ kind, evidence }) => {
    const what = evidence.flatMap((one) => one.what ?? []);
    return `hard fail: ${kind}${what.length > 0 ? ` (${what.join('; ')})` : ''}`;
  });
  const mark = passMark === null || passMark === undefined ? '' : ` of 100, ${passMark} needed`;
  return [...lines, ...fails, `${passed ? 'passed' : 'failed'}: ${total}${mark}`, ''].join('\n');
}

/** ms as `12.5 s`. */
const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;
