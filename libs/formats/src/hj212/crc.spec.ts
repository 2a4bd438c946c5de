import fc from 'fast-check';
import { crc16, crcText, type CrcVariant } from './crc';

/** The procedure as HJ 212-2017 App. A words it, bit by bit. */
function byTheBook(bytes: Uint8Array): number {
  let register = 0xffff;
  for (const byte of bytes) {
    register = (register >> 8) ^ byte;
    for (let bit = 0; bit < 8; bit += 1) {
      const lowest = register & 1;
      register >>= 1;
      if (lowest === 1) register ^= 0xa001;
    }
  }
  return register;
}

test.each<[string, CrcVariant, string]>([
  ['123456789', 'hj212', '2F80'],
  ['', 'hj212', 'FFFF'],
  [
    'QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&',
    'hj212',
    '1C80',
  ],
  ['123456789', 'modbus-lsb-first', '374B'],
])('%j by %s is %s', (text, variant, expected) => {
  expect(crcText(crc16(Buffer.from(text), variant))).toBe(expected);
});

test('the table gives what the procedure of the standard gives', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => expect(crc16(bytes)).toBe(byTheBook(bytes))));
});
