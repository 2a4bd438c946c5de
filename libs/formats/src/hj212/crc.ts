/**
 * Two checks over the data segment, both with the reflected polynomial 0xA001.
 *
 * `hj212` (HJ 212-2017 App. A) drops the register's old low byte at each step, so it has only 256 results and lets one
 * random damage in 256 pass: the segment's syntax is checked as well. `modbus-lsb-first` is CRC-16/MODBUS with the low
 * byte printed first, as some loggers send it. Which one holds is a setting of the device, never a fallback: trying
 * both would halve what little the check proves.
 */
export const CRC_VARIANTS = ['hj212', 'modbus-lsb-first'] as const;
export type CrcVariant = (typeof CRC_VARIANTS)[number];

const POLYNOMIAL = 0xa001;
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let register = byte;
  for (let bit = 0; bit < 8; bit += 1) register = register & 1 ? (register >> 1) ^ POLYNOMIAL : register >> 1;
  return register;
});

function hj212(bytes: Uint8Array, from: number, to: number): number {
  let register = 0xffff;
  for (let i = from; i < to; i += 1) register = TABLE[(register >> 8) ^ (bytes[i] as number)] as number;
  return register;
}

function modbusLsbFirst(bytes: Uint8Array, from: number, to: number): number {
  let register = 0xffff;
  for (let i = from; i < to; i += 1) {
    register = (register >> 8) ^ (TABLE[(register ^ (bytes[i] as number)) & 0xff] as number);
  }
  return ((register & 0xff) << 8) | (register >> 8);
}

/** Check value of `bytes[from, to)`, 0 to 65,535; print it with `crcText`. */
export function crc16(bytes: Uint8Array, variant: CrcVariant = 'hj212', from = 0, to = bytes.length): number {
  return variant === 'hj212' ? hj212(bytes, from, to) : modbusLsbFirst(bytes, from, to);
}

/** Four upper-case hex digits. */
export function crcText(crc: number): string {
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
