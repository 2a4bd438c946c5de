/** The few types of ASN.1 that a certificate is made of, in their distinguished encoding (X.690). */
const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  empty: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const CONTEXT_CONSTRUCTED = 0xa0;
const YEAR_OF_GENERALIZED_TIME = 2050;

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  const digits = Buffer.from(bytes.toString(16).padStart(bytes > 0xffff ? 6 : bytes > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
}

function value(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => value(TAGS.sequence, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => value(TAGS.set, ...parts);
export const octets = (content: Uint8Array): Buffer => value(TAGS.octets, content);
export const bits = (content: Uint8Array): Buffer => value(TAGS.bits, Buffer.from([0]), content);
export const boolean = (content: boolean): Buffer => value(TAGS.boolean, Buffer.from([content ? 0xff : 0]));
export const empty = (): Buffer => value(TAGS.empty);
export const utf8 = (text: string): Buffer => value(TAGS.utf8, Buffer.from(text, 'utf8'));
export const explicit = (tag: number, content: Uint8Array): Buffer => value(CONTEXT_CONSTRUCTED | tag, content);

/** A whole number not below zero, from its bytes, the greatest first. */
export function integer(bytes: Uint8Array): Buffer {
  let first = 0;
  while (first < bytes.length - 1 && bytes[first] === 0) first += 1;
  const digits = bytes.length === 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(first));
  // A leading one would be a minus sign.
  return value(TAGS.integer, (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

function base128(arc: number): number[] {
  const digits = [arc & 0x7f];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift(0x80 | (rest & 0x7f));
  return digits;
}

/** An object identifier in dots. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  return value(TAGS.oid, Buffer.from([first * 40 + second, ...others].flatMap(base128)));
}

/** A time in whole seconds (epoch ms), in the type that X.509 wants for its year. */
export function time(at: number): Buffer {
  const iso = new Date(at).toISOString();
  const text = `${iso.slice(0, 19).replaceAll(/[-T:]/g, '')}Z`;
  return new Date(at).getUTCFullYear() < YEAR_OF_GENERALIZED_TIME
    ? value(TAGS.utcTime, Buffer.from(text.slice(2)))
    : value(TAGS.generalizedTime, Buffer.from(text));
}
