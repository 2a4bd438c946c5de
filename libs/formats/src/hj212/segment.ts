import type { RefusalReason } from '@cofferdam/domain';
import type { Device } from '../format';
import { parseDataArea } from './data-area';
import { Deviations } from './deviations';
import type { Frame } from './frame';
import { checkHeader, editionIn, flagOf, type Header, parseHeader } from './header';
import type { SegmentText } from './text';

/** Longest segment by HJ 212-2017 Table 2, bytes. Real devices send more; the length field ends at 9,999. */
const LONGEST_SEGMENT = 1024;
const ODD_CP = /CP\s*=\s*(?:&&)?/i;

export interface Segment {
  readonly content: SegmentText;
  /** Byte offset of the frame. */
  readonly at: number;
  /** Length in bytes. */
  readonly bytes: number;
  readonly device: Device | undefined;
}

export type Parsed =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly reason: RefusalReason; readonly detail: string };

const refused = (reason: RefusalReason, detail: string): Parsed => ({ ok: false, reason, detail });

/** `MN` of a segment that is not yet known to be one; null where there is none. */
export function monitorIn(text: string): string | null {
  const inner = text.indexOf(';MN=');
  const from = inner === -1 ? (text.startsWith('MN=') ? 3 : -1) : inner + 4;
  if (from === -1) return null;
  const end = text.indexOf(';', from);
  return text.slice(from, end === -1 ? from + 40 : Math.min(end, from + 40)).trim() || null;
}

/**
 * True where the data area is SM4 text (`CP=&&{0xE4,…`, HJ 212-2025). Told by the text and not by the version bits:
 * its check value and its declared length are those of the plain text, so neither fits.
 */
export function isCiphered(text: string): boolean {
  const cp = text.indexOf('CP=&&');
  return cp !== -1 && text[cp + 5] === '{';
}

interface Parts {
  readonly before: string;
  readonly cp: string;
  readonly after: string;
}

/** Cuts the segment around its data area: `CP=&&` … `&&`. */
function cut(text: string, deviations: Deviations): Parts {
  const start = text.indexOf('CP=&&');
  if (start === -1) return cutOdd(text, deviations);
  const from = start + 5;
  const close = text.lastIndexOf('&&');
  if (close >= from) return { before: text.slice(0, start), cp: text.slice(from, close), after: text.slice(close + 2) };
  deviations.note('cp-not-closed');
  return { before: text.slice(0, start), cp: text.slice(from), after: '' };
}

function cutOdd(text: string, deviations: Deviations): Parts {
  const match = ODD_CP.exec(text);
  if (!match) {
    deviations.note('no-cp');
    return { before: text, cp: '', after: '' };
  }
  deviations.note('cp-not-delimited');
  const rest = text.slice(match.index + match[0].length);
  const close = rest.lastIndexOf('&&');
  return {
    before: text.slice(0, match.index),
    cp: close === -1 ? rest : rest.slice(0, close),
    after: close === -1 ? '' : rest.slice(close + 2),
  };
}

const numberOf = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : null;

function build(segment: Segment, header: Header, cp: string, deviations: Deviations): Frame {
  const flag = flagOf(header, deviations);
  const st = header.get('ST') || null;
  const edition = editionIn(flag, st, segment.device?.edition, deviations);
  checkHeader(header, flag, edition, deviations);
  return {
    at: segment.at,
    qn: header.get('QN') || null,
    st,
    cn: header.get('CN') as string,
    pw: header.get('PW') || null,
    mn: header.get('MN') || null,
    flag: header.get('Flag') ?? null,
    flagBits: flag ?? 0,
    edition,
    pnum: numberOf(header.get('PNUM')),
    pno: numberOf(header.get('PNO')),
    backfill: header.get('RF') === '1',
    cp: parseDataArea(cp, deviations),
    deviations: deviations.list,
  };
}

/**
 * A segment whose length and check value are right. Departures from the standard are noted; refused is only what is no
 * segment: `bad-segment` (no command code, control characters) and, in the edition of 2025, `encrypted`.
 */
export function parseSegment(segment: Segment): Parsed {
  if (segment.content.damaged) return refused('bad-segment', 'control characters');
  const deviations = new Deviations();
  if (segment.content.gbk) deviations.note('text-is-gbk');
  if (segment.bytes > LONGEST_SEGMENT) deviations.note('long-segment', String(segment.bytes));
  const { before, cp, after } = cut(segment.content.text, deviations);
  const header = parseHeader(before, after, deviations);
  if (!/^\d{4}$/.test(header.get('CN') ?? '')) return refused('bad-segment', 'no command code (CN)');
  const frame = build(segment, header, cp, deviations);
  if (frame.edition === '2025' && cp.length >= 16 && !cp.includes('=')) {
    return refused('encrypted', 'data area is encrypted');
  }
  return { ok: true, frame };
}
