import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_POLICY, SEVERITIES, TIERS } from '@cofferdam/domain';

const guide = readFileSync(join(__dirname, '../../../../docs/operators.md'), 'utf8');
/** Cells of the guide's rows by their first cell. */
const rows = new Map(
  guide
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
    .map(([first = '', ...cells]) => [first, cells]),
); // prettier-ignore

test.each(SEVERITIES)("the operators' guide says a park's deadlines under %s", (severity) => {
  const { deadlines, remind, handOver } = DEFAULT_POLICY;
  const pairs = TIERS.map((tier) => deadlines[severity][tier]);
  expect(rows.get(severity)).toEqual([
    ...pairs.map((due) => (due === undefined ? '-' : `${due.acknowledge} / ${due.contain}`)),
    ...[remind, handOver].map((byColour) => String(byColour[severity])),
  ]);
});

test("the operators' guide says a policy's other times", () => {
  const { shelve } = DEFAULT_POLICY;
  const own = Object.entries(shelve).map(([tier, minutes]) => [`shelve.${tier}`, minutes]);
  const times = [...Object.entries(DEFAULT_POLICY), ...own].filter(([, minutes]) => typeof minutes === 'number');
  expect(times.map(([name]) => [name, Number(rows.get(`\`${String(name)}\``)?.[0])])).toEqual(times);
});

test("the operators' guide says the times of reports", () => {
  const times = Object.entries(DEFAULT_POLICY.legal).filter(([name]) => !/source$/i.test(name));
  const told = times.map(([name]) => [name, rows.get(`\`legal.${name}\``)?.[0]?.replaceAll('`', '')]);
  expect(told).toEqual(times.map(([name, value]) => [name, String(value)]));
});
