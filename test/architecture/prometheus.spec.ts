import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFiguresTable, KPI_IDS, kpi } from '@cofferdam/domain';

const root = join(__dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const promtool = (...words: string[]): string =>
  execFileSync('promtool', words, { cwd: join(root, 'deploy', 'prometheus'), encoding: 'utf8' });

test('promtool takes the alert rules and the example configuration', () => {
  expect(promtool('check', 'rules', 'alerts.yml')).toContain('SUCCESS');
  expect(promtool('check', 'config', 'prometheus.yml')).toContain('SUCCESS');
});

test('the alert rules fire when they should, and only then', () => {
  expect(promtool('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
});

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly w: number };
  readonly targets: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
}
interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string }[] };
}

const dashboards = readdirSync(join(root, 'deploy', 'grafana')).map(
  (name) => [name, JSON.parse(read('deploy', 'grafana', name)) as Dashboard] as const,
);

test.each(dashboards)('%s can be imported: ids are its own, panels fit, every question has a source', (_, board) => {
  expect([board.uid, typeof board.schemaVersion]).toEqual([expect.stringMatching(/^cofferdam-/), 'number']);
  const ids = board.panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const known = new Set(board.templating.list.map(({ name }) => name));
  for (const { gridPos, targets } of board.panels) {
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    for (const { expr, datasource } of targets) {
      const asked = [...`${expr} ${datasource.uid}`.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name ?? '');
      expect(asked.filter((name) => !known.has(name))).toEqual([]);
    }
  }
});

test('dashboards show every key figure', () => {
  const all = dashboards.map(([, board]) => JSON.stringify(board)).join('');
  expect(KPI_IDS.filter((id) => !all.includes(`cofferdam_kpi_${kpi(id).metric}`))).toEqual([]);
});

test('the table of key figures is the one that the registry makes', () => {
  expect(squeeze(read('docs', 'key-figures.md'))).toContain(squeeze(keyFiguresTable()));
});

/** The formatter pads table cells. */
const squeeze = (text: string): string =>
  text.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').replaceAll('| --- ', '|---').replaceAll('|--- |', '|---|');
