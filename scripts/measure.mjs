// `npm run bench [-- NAME]` and `npm run faults [-- NAME]`: the long runs that print what they measured.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build, installPackages } from './prepare.mjs';
import { ROOT } from './services/state.mjs';

const [kind, ...names] = process.argv.slice(2);
if (kind !== 'bench' && kind !== 'faults') {
  process.stderr.write('usage: node scripts/measure.mjs bench|faults [NAME]\n');
  process.exit(2);
}
await installPackages(console.log);
await build(console.log);
const { status } = spawnSync(process.execPath, [join(ROOT, 'node_modules/.bin/jest'), '--runInBand', ...names], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, MEASURE: kind },
});
process.exitCode = status ?? 1;
