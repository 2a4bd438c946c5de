import type { Deviations } from './deviations';
import { type Edition, editionOf, FLAG_SPLIT, isKnownSystem } from './edition';

/** Fields in the order of HJ 212-2017 Table 3; `RF` is of 2025. */
const FIELDS = ['QN', 'ST', 'CN', 'PW', 'MN', 'Flag', 'PNUM', 'PNO', 'RF'];
const PLACES = new Map(FIELDS.map((name, place) => [name, place]));
const CANONICAL = new Map(FIELDS.map((name) => [name.toUpperCase(), name]));
const GLUED = /^(.*?)(QN|ST|CN|PW|MN|Flag|PNUM|PNO|RF)=(.*)$/s;

export type Header = ReadonlyMap<string, string>;

function canonical(sent: string, deviations: Deviations): string {
  if (PLACES.has(sent)) return sent;
  const name = sent.trim();
  const known = CANONICAL.get(name.toUpperCase());
  deviations.note(known === undefined ? 'unknown-field' : 'field-name', name);
  return known ?? name;
}

class HeaderReader {
  readonly fields = new Map<string, string>();
  private place = -1;

  constructor(private readonly deviations: Deviations) {}

  read(text: string): void {
    let from = 0;
    while (from < text.length) {
      const semicolon = text.indexOf(';', from);
      const end = semicolon === -1 ? text.length : semicolon;
      this.readField(text.slice(from, end));
      from = end + 1;
    }
  }

  private readField(field: string): void {
    const equals = field.indexOf('=');
    if (equals === -1) {
      if (field.trim() !== '') this.deviations.note('not-a-pair', field.trim());
      return;
    }
    const value = field.slice(equals + 1);
    const glued = value.includes('=') ? GLUED.exec(value) : null;
    this.add(field.slice(0, equals), glued ? (glued[1] as string) : value);
    if (!glued) return;
    this.deviations.note('missing-separator', glued[2]);
    this.readField(`${glued[2]}=${glued[3]}`);
  }

  private add(sentName: string, value: string): void {
    const name = canonical(sentName, this.deviations);
    if (this.fields.has(name)) {
      this.deviations.note('duplicate-field', name);
      return;
    }
    this.fields.set(name, value.trim());
    const place = PLACES.get(name) ?? this.place;
    if (place < this.place) this.deviations.note('fields-unordered');
    this.place = place;
  }
}

/** The fields around the data area, whatever their order; the first of duplicates. */
export function parseHeader(before: string, after: string, deviations: Deviations): Header {
  const reader = new HeaderReader(deviations);
  reader.read(before);
  if (after !== '') {
    deviations.note('fields-after-cp');
    reader.read(after);
  }
  return reader.fields;
}

/** `Flag` as a number; null where it was not sent or is none. */
export function flagOf(header: Header, deviations: Deviations): number | null {
  const sent = header.get('Flag');
  if (sent === undefined) {
    deviations.note('no-flag');
    return null;
  }
  if (/^\d{1,3}$/.test(sent) && Number(sent) <= 255) return Number(sent);
  deviations.note('bad-flag', sent);
  return null;
}

/** The device's own edition if it is set; else by `Flag`, and 2017 for version bits that no edition has. */
export function editionIn(flag: number | null, st: string | null, set: Edition | undefined, deviations: Deviations) {
  if (set !== undefined) return set;
  const edition = editionOf(flag, st);
  if (edition === undefined) deviations.note('unknown-edition', String(flag));
  if (st === '21' && edition === '2017' && flag !== null && flag >> 2 === 2) deviations.note('edition-by-system');
  return edition ?? '2017';
}

function checkRequestId(qn: string | undefined, deviations: Deviations): void {
  if (qn === undefined || qn === '') deviations.note('no-qn');
  else if (!/^\d+$/.test(qn)) deviations.note('bad-qn', qn);
  else if (qn.length !== 17) deviations.note(`qn-${qn.length}-digits`);
}

function checkDevice(mn: string | undefined, deviations: Deviations): void {
  if (mn === undefined || mn === '') deviations.note('no-mn');
  else if (mn.length > 28 || !/^[A-Za-z0-9_-]+$/.test(mn)) deviations.note('bad-mn', mn);
}

function checkSplit(header: Header, flag: number | null, deviations: Deviations): void {
  const numbered = header.has('PNUM') && header.has('PNO');
  const split = flag !== null && (flag & FLAG_SPLIT) !== 0;
  if (split && !numbered) deviations.note('split-without-numbers');
  if (!split && (header.has('PNUM') || header.has('PNO'))) deviations.note('numbers-without-split');
}

/** Notes what the header's fields lack or have that the standard has not. */
export function checkHeader(header: Header, flag: number | null, edition: Edition, deviations: Deviations): void {
  checkRequestId(header.get('QN'), deviations);
  checkDevice(header.get('MN'), deviations);
  checkSplit(header, flag, deviations);
  const st = header.get('ST');
  if (!st) deviations.note('no-st');
  else if (!isKnownSystem(st)) deviations.note('unknown-st', st);
  if (!header.get('PW')) deviations.note('no-pw');
  const rf = header.get('RF');
  if (rf !== undefined && (edition !== '2025' || rf !== '1')) deviations.note('odd-rf', rf);
}
