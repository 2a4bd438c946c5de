/** Editions of HJ 212, told by the version bits of `Flag` (bits 7 to 2). */
export const EDITIONS = ['2005', '2017', '2025'] as const;
export type Edition = (typeof EDITIONS)[number];

/** `Flag` bit 0: the receiver must answer. */
export const FLAG_ANSWER = 1;
/** `Flag` bit 1: the packet carries PNUM and PNO. */
export const FLAG_SPLIT = 2;

/** HJ 212-2017 Table 5 with the additions of 2025 (44, 45). A0 to Z9 are free for extensions. */
const SYSTEMS = new Set(
  '21 22 23 24 25 26 27 31 32 33 34 35 36 37 38 39 41 44 45 51 52 91'.split(' ') as readonly string[],
);

/** True for a system code of the standard or of its range for extensions. */
export function isKnownSystem(st: string): boolean {
  return SYSTEMS.has(st) || /^[A-Z]\d$/.test(st);
}

/**
 * Edition by version bits. Surface-water stations (ST=21) sent version 2 years before the edition of 2025 existed, so
 * there it means 2017 unless the device is set otherwise. Undefined for versions that no edition has.
 */
export function editionOf(flag: number | null, st: string | null): Edition | undefined {
  const version = flag === null ? 0 : flag >> 2;
  if (version === 2 && st === '21') return '2017';
  return EDITIONS[version];
}
