import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFrames, FrameDecoder } from './decoder';
import type { CrcVariant } from './crc';
import { samples } from './samples';

interface Row {
  readonly packet: string;
  readonly crcOk: boolean;
  readonly lengthOk: boolean;
  readonly st: string;
  readonly cn: string;
  readonly flag: string | null;
  readonly crcVariant: CrcVariant | 'none';
}

const FILE = join(__dirname, '../../../../../shared/conformance/hj212-packets.jsonl');
const rows: Row[] = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Row)
  : [];

/** What must come out of a row: its reason, or `ok`. */
function verdict(row: Row): string {
  if (!row.lengthOk) return 'bad-length';
  return row.crcOk || row.crcVariant === 'modbus-lsb-first' ? 'ok' : 'crc-mismatch';
}

const deviceFor = (row: Row) => () => (row.crcVariant === 'none' ? undefined : { crc: row.crcVariant });

(rows.length > 0 ? describe : describe.skip)('HJ 212 conformance packets (skipped where the file is absent)', () => {
  test.each(rows.map((row, index) => [index, verdict(row), row] as const))('line %i: %s', (_, expected, row) => {
    const outcomes = decodeFrames(Buffer.from(row.packet), deviceFor(row));
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.refusal.reason))).toEqual([expected]);
    const [outcome] = outcomes;
    if (!outcome?.ok) return;
    const { st, cn, flag } = outcome.frame;
    expect({ st, cn, flag }).toEqual({ st: row.st, cn: row.cn, flag: row.flag });
    expect(samples(outcome.frame).ok).toBe(true);
  });

  test('the official packet departs from nothing', () => {
    const official = rows.find(({ packet }) => packet.includes('RtdInterval=30&&1C80'));
    const [outcome] = decodeFrames(Buffer.from(official?.packet ?? ''));
    expect(outcome).toMatchObject({ ok: true, frame: { edition: '2017', deviations: [] } });
  });

  test('a device that is not set for it does not get the other check value', () => {
    for (const row of rows.filter(({ crcVariant }) => crcVariant === 'modbus-lsb-first')) {
      expect(decodeFrames(Buffer.from(row.packet))).toMatchObject([{ ok: false, refusal: { reason: 'crc-mismatch' } }]);
    }
  });

  test.each([
    ['as they are', ''],
    ['without CR LF', 'bare'],
    ['with rubbish between', '@@junk# #'],
  ])('glued in one stream %s', (_, between) => {
    const glued = rows.map(({ packet }) => (between === 'bare' ? packet.trimEnd() : packet + between)).join('');
    const decoder = new FrameDecoder();
    const outcomes = [...decoder.push(Buffer.from(glued)), ...decoder.end()];
    const strict = (row: Row) => (row.crcVariant === 'modbus-lsb-first' ? 'crc-mismatch' : verdict(row));
    const reasons = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.refusal.reason));
    expect(reasons.filter((reason) => reason !== 'no-frame')).toEqual(rows.map(strict));
    const starts: number[] = [];
    for (const match of glued.matchAll(/##\d{4}/g)) starts.push(Buffer.byteLength(glued.slice(0, match.index)));
    const ats = outcomes.flatMap((o) => (o.ok ? [o.frame.at] : o.refusal.reason === 'no-frame' ? [] : [o.refusal.at]));
    expect(ats).toEqual(starts);
  });
});
