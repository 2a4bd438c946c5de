import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { report, round } from './results';

test('HJ 212 frames to readings, one core', () => {
  const output = execFileSync(process.execPath, [join(__dirname, 'frames.mjs')], { encoding: 'utf8' });
  const { bytes, rate } = JSON.parse(output) as { bytes: number; rate: number };
  report('bench', 'formats', [
    { what: 'bytes a frame', measured: round(bytes) },
    { what: 'HJ 212 frames/s, one core', measured: Math.round(rate), asked: '≥ 100000', holds: rate >= 100_000 },
  ]);
});
