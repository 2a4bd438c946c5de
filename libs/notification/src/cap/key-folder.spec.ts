import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyOf } from './key-folder';

const NOW = Date.parse('2026-11-24T06:00:00Z');
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'cofferdam-keys-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('those that start at once agree on one key, and it stays', async () => {
  const made = await Promise.all([1, 2, 3].map(() => keyOf(join(folder, 'new'), 'actual', 'cofferdam', NOW)));
  expect(new Set(made.map(({ privateKey }) => privateKey)).size).toBe(1);
  expect(await keyOf(join(folder, 'new'), 'actual', 'other', NOW + 1)).toEqual(made[0]);
  expect(readdirSync(join(folder, 'new'))).toEqual(['actual.pem']);
}, 60_000);

test('a key that others can read is none, and neither is a file of something else', async () => {
  const file = join(folder, 'actual.pem');
  writeFileSync(file, 'no key', { mode: 0o600 });
  await expect(keyOf(folder, 'actual', 'cofferdam', NOW)).rejects.toThrow(/no private key/);
  chmodSync(file, 0o644);
  await expect(keyOf(folder, 'actual', 'cofferdam', NOW)).rejects.toThrow(/mode 600/);
});
