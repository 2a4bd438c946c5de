import type { LegalView } from '@cofferdam/domain';
import { levelIn, maySetLevel, reportIn, wantedReports } from './forms';
import { fromField, toField } from './zoned';

const LEGAL = {
  owing: { unit: 'enterprise', department: 'park' },
  ...{ filed: [], clocks: [], end: null },
} as unknown as LegalView;
const FIRST = { id: 'r', number: 'U01', kind: 'first', reporter: 'unit', at: '2026-11-24T06:00:00Z' } as const;
const kinds = (...given: Parameters<typeof wantedReports>) =>
  wantedReports(...given).map(({ kind, reporter }) => `${reporter} ${kind}`);

test('a time is the park’s, whatever zone the browser is in', () => {
  const at = Date.parse('2026-11-24T07:04:31Z');
  expect(toField(at, 'Asia/Shanghai')).toBe('2026-11-24T15:04:31');
  for (const zone of ['Asia/Shanghai', 'Asia/Urumqi', 'UTC']) expect(fromField(toField(at, zone), zone)).toBe(at);
  expect(fromField('2026-11-24T15:04', 'Asia/Shanghai')).toBe(Date.parse('2026-11-24T07:04:00Z'));
  expect(fromField('', 'Asia/Shanghai')).toBeNull();
});

test('who is offered what: a first report first, a final one when it is held, a withdrawal where it is owed', () => {
  expect(kinds(LEGAL, 'OPEN', 'enterprise')).toEqual(['unit first']);
  expect(kinds(LEGAL, 'OPEN', 'park')).toEqual(['unit first', 'department first']);
  expect(kinds(LEGAL, 'OPEN', 'unit')).toEqual([]);
  expect(kinds(LEGAL, 'OPEN', 'auditor')).toEqual([]);
  const reported = { ...LEGAL, filed: [FIRST] };
  expect(kinds(reported, 'ACKED', 'enterprise')).toEqual(['unit follow-up']);
  expect(kinds(reported, 'CLOSED', 'enterprise')).toEqual(['unit follow-up', 'unit final']);
  const end = { is: 'false', at: FIRST.at, into: null };
  const owed = [{ name: 'unit-withdrawal', state: 'running' }] as unknown as LegalView['clocks'];
  expect(kinds({ ...reported, end }, 'FALSE_ALARM', 'admin')).toEqual([]);
  expect(kinds({ ...reported, end, clocks: owed }, 'FALSE_ALARM', 'admin')).toEqual(['unit withdrawal']);
  expect(kinds({ ...reported, end: { ...end, is: 'merged' } }, 'MERGED', 'admin')).toEqual([]);
  expect([maySetLevel('enterprise'), maySetLevel('unit'), maySetLevel('auditor'), maySetLevel('admin')]).toEqual([
    ...[true, false, false, true],
  ]);
});

test('what is sent: the time only where it was touched', () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    level: 'II',
    sensitive: 'on',
    awareAt: '2026-11-24T15:04',
    source: ' ',
  }))
    form.set(name, value);
  expect(levelIn(form, 'Asia/Shanghai', '')).toEqual({
    ...{ level: 'II', sensitive: true, awareAt: '2026-11-24T07:04:00.000Z', source: null },
  });
  expect(levelIn(form, 'Asia/Shanghai', '2026-11-24T15:04:00')).toMatchObject({ awareAt: null });
  const report = new FormData();
  for (const [name, value] of Object.entries({ 'field.time': ' now ', 'name.0': 'Wu', 'how.0': 'phone' }))
    report.set(name, value);
  expect(reportIn(report, { kind: 'first', reporter: 'unit' }, 'en', 1)).toEqual({
    ...{ kind: 'first', reporter: 'unit', language: 'en', fields: { time: 'now' } },
    recipients: [{ name: 'Wu', organisation: '', how: 'phone', receipt: null }],
  });
});
