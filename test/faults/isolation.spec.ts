import { report } from '../bench/results';
import { Copy, type Planted } from './isolation/planted';
import { PLANTED } from './isolation/violations';

let copy: Copy;
beforeAll(() => {
  copy = new Copy();
});
afterAll(() => copy.remove());

const testOf = ({ project, test, name }: Planted): string => JSON.stringify([project, test, name]);

test('each rule and place of a drill’s isolation is broken once, and its test sees it', () => {
  // A test that fails by itself would see everything.
  const whole = new Map(PLANTED.map((planted) => [testOf(planted), planted]));
  const failing = [...whole.values()].filter((planted) => !copy.passes(planted)).map(({ test }) => test);
  const verdicts = PLANTED.map((planted) => ({ planted, verdict: copy.plant(planted) }));
  report('faults', 'isolation', [
    {
      what: 'tests that fail on whole code',
      measured: failing.join(', ') || 0,
      asked: '0',
      holds: failing.length === 0,
    },
    ...verdicts.map(({ planted: { rule, test, name = '' }, verdict }) => ({
      ...{ what: `${rule}: ${test} ${name}`.trim(), measured: verdict, asked: 'seen', holds: verdict === 'seen' },
    })),
  ]);
  expect(failing).toEqual([]);
  expect(verdicts.filter(({ verdict }) => verdict !== 'seen').map(({ planted }) => planted.rule)).toEqual([]);
}, 3_600_000);
