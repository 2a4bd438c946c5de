import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { JournalEvent } from '@cofferdam/domain';
import { canonical, hashOfLines, journalHash } from './journal-hash';

const event = (seq: number, data: unknown): JournalEvent => ({
  ...{ seq, at: Date.UTC(2026, 0, 1), type: 'drill.noted', class: 'exercise', drill: 'd1', park: 'east' },
  ...{ subject: { kind: 'drill', id: 'd1' }, actor: 'con', data },
});
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('canonical JSON has its keys in order, at every depth, and no blanks', () => {
  expect(canonical({ b: [1, { d: null, c: '演"\n' }], a: 1.5e21, B: undefined })).toBe(
    '{"a":1.5e+21,"b":[1,{"c":"演\\"\\n","d":null}]}',
  );
});

test('the hash is that of the lines that GET /journal answers', () => {
  const line = (seq: number, data: string): string =>
    `{"actor":"con","at":"2026-01-01T00:00:00.000Z","class":"exercise","data":${data},"drill":"d1","park":"east",` +
    `"seq":${seq},"subject":{"id":"d1","kind":"drill"},"type":"drill.noted"}`;
  const events = [event(7, { y: 1, x: '注' }), event(9, null)];
  const lines = `${line(7, '{"x":"注","y":1}')}\n${line(9, 'null')}`;
  expect(journalHash(events)).toEqual({ sha256: sha256(lines), events: 2, upTo: 9 });
  const told = lines.split('\n').map((one) => JSON.parse(one) as { seq: number });
  expect(hashOfLines(told)).toEqual(journalHash(events));
  expect(journalHash([])).toEqual({ sha256: sha256(''), events: 0, upTo: 0 });
  expect(journalHash([event(7, { y: 2, x: '注' }), event(9, null)]).sha256).not.toBe(sha256(lines));
});

test('the recipe in docs/drills.md gives the same', () => {
  const guide = readFileSync(join(__dirname, '../../../docs/drills.md'), 'utf8');
  const [, recipe = ''] = /```\n(const canonical [^`]*(?:`[^`]+`[^`]*)*?)```/.exec(guide) ?? [];
  const events = [event(7, { y: [1.5, null], x: '注', A: {} }), event(9, null)];
  const told = events.map((one) => ({ ...one, at: new Date(one.at).toISOString() }));
  const require = createRequire(__filename);
  expect(runInNewContext(recipe, { events: told, require })).toBe(journalHash(events).sha256);
});
