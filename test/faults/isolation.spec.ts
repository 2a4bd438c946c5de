import { report } from '../bench/results';
import { Copy, type Planted, type Verdict } from './isolation/planted';
import { PLANTED } from './isolation/violations';

interface Seen {
  readonly failing: readonly string[];
  readonly verdicts: readonly (readonly [Planted, Verdict])[];
}

/** Breaks what one kind of test has to see, one after another, in a copy of its own. */
async function line(project: Planted['project']): Promise<Seen> {
  const own = PLANTED.filter((planted) => planted.project === project);
  const copy = new Copy();
  try {
    // A test that fails by itself would see everything.
    const failing = await copy.failing(own);
    const verdicts: [Planted, Verdict][] = [];
    for (const planted of own) {
      const verdict = await copy.plant(planted);
      process.stdout.write(`${verdict}: ${planted.rule}\n`);
      verdicts.push([planted, verdict]);
    }
    return { failing, verdicts };
  } finally {
    copy.remove();
  }
}

test('each rule and place of a drill’s isolation is broken once, and its test sees it', async () => {
  const lines = await Promise.all([line('unit'), line('integration')]);
  const failing = lines.flatMap((one) => one.failing);
  const verdicts = lines.flatMap((one) => one.verdicts).toSorted(([a], [b]) => PLANTED.indexOf(a) - PLANTED.indexOf(b));
  report('faults', 'isolation', [
    {
      what: 'tests that fail on whole code',
      measured: failing.join(', ') || 0,
      asked: '0',
      holds: failing.length === 0,
    },
    ...verdicts.map(([{ rule, test, name = '' }, verdict]) => ({
      ...{ what: `${rule}: ${test} ${name}`.trim(), measured: verdict, asked: 'seen', holds: verdict === 'seen' },
    })),
  ]);
  expect(failing).toEqual([]);
  expect(verdicts.filter(([, verdict]) => verdict !== 'seen').map(([{ rule }]) => rule)).toEqual([]);
}, 3_600_000);
