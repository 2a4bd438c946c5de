import { crc16, crcText, type CrcVariant } from './crc';

/** Fields of a segment, in the order of HJ 212-2017 Table 3; those that are absent are not written. */
export interface SegmentFields {
  readonly qn?: string | null;
  readonly st?: string | null;
  readonly cn: string;
  readonly pw?: string | null;
  readonly mn?: string | null;
  readonly flag?: number | string | null;
  readonly pnum?: number | null;
  readonly pno?: number | null;
  /** Writes `RF=1` (HJ 212-2025). */
  readonly backfill?: boolean;
  /** Groups of name and value; pairs of a group are joined by `,`, groups by `;`. */
  readonly cp?: readonly Readonly<Record<string, string | number>>[];
}

const LARGEST = 9999;

const field = (name: string, value: string | number | null | undefined): string =>
  value === null || value === undefined ? '' : `${name}=${value};`;

/** The data segment as text. */
export function segmentOf(fields: SegmentFields): string {
  const groups = (fields.cp ?? []).map((group) =>
    Object.entries(group)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
  );
  return [
    field('QN', fields.qn),
    field('ST', fields.st),
    field('CN', fields.cn),
    field('PW', fields.pw),
    field('MN', fields.mn),
    field('Flag', fields.flag),
    field('PNUM', fields.pnum),
    field('PNO', fields.pno),
    fields.backfill === true ? 'RF=1;' : '',
    `CP=&&${groups.join(';')}&&`,
  ].join('');
}

/**
 * A whole frame around a data segment: length in bytes, check value in upper case, CR LF.
 * @throws RangeError for a segment beyond 9,999 bytes, which no length field can say
 */
export function frameOf(segment: string, crc: CrcVariant = 'hj212'): Uint8Array {
  const bytes = Buffer.from(segment, 'utf8');
  if (bytes.length > LARGEST) throw new RangeError(`a segment of ${bytes.length} bytes does not fit a frame`);
  const head = Buffer.from(`##${String(bytes.length).padStart(4, '0')}`);
  return Buffer.concat([head, bytes, Buffer.from(`${crcText(crc16(bytes, crc))}\r\n`)]);
}

/** A frame of these fields. @throws RangeError as `frameOf` does */
export function encode(fields: SegmentFields, crc: CrcVariant = 'hj212'): Uint8Array {
  return frameOf(segmentOf(fields), crc);
}
