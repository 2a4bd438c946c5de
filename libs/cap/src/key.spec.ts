import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { bits, boolean, empty, explicit, integer, octets, oid, sequence, set, time, utf8 } from './der';
import { makeKey } from './key';

const FROM = Date.parse('2026-11-24T10:02:05.700Z');
const DAY_MS = 86_400_000;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('encoding', () => {
  test.each([
    ['zero', integer(Buffer.from([])), '020100'],
    ['a whole number', integer(Buffer.from([0, 0, 1, 0])), '02020100'],
    ['one that would look negative', integer(Buffer.from([0x80])), '02020080'],
    ['an identifier', oid('1.2.840.113549.1.1.11'), '06092a864886f70d01010b'],
    ['one of the third arc', oid('2.999.3'), '0603883703'],
    ['bits', bits(Buffer.from([5])), '03020005'],
    ['octets', octets(Buffer.from([5])), '040105'],
    ['a truth', sequence(boolean(true), boolean(false), empty()), '30080101ff0101000500'],
    ['text', set(utf8('围')), '31050c03e59bb4'],
    ['a tag of its own', explicit(3, empty()), 'a3020500'],
    ['a time', time(Date.parse('2026-01-02T03:04:05Z')), `170d${hex(Buffer.from('260102030405Z'))}`],
    ['a late time', time(Date.parse('2050-01-02T03:04:05Z')), `180f${hex(Buffer.from('20500102030405Z'))}`],
  ])('of %s', (_name, made, expected) => expect(hex(made)).toBe(expected));

  test.each([
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_536, '0483010000'],
  ])('of a length of %i bytes', (size, head) => {
    const made = octets(Buffer.alloc(size));
    expect(hex(made.subarray(0, made.length - size))).toBe(head);
  });
});

describe('a key', () => {
  test('comes with a certificate that is its own', async () => {
    const { privateKey, certificate } = await makeKey({
      name: 'cofferdam@园区.example.cn',
      from: FROM,
      days: 2,
      bits: 2048,
    });
    const read = new X509Certificate(certificate);
    expect(read.subject).toBe('CN=cofferdam@园区.example.cn');
    expect(read.checkIssued(read)).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
    expect(read.ca).toBe(false);
    expect(Date.parse(read.validFrom)).toBe(Date.parse('2026-11-24T10:02:05Z'));
    expect(Date.parse(read.validTo) - Date.parse(read.validFrom)).toBe(2 * DAY_MS);
    expect(createPublicKey(certificate).asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(read.serialNumber).toMatch(/^[0-7][0-9A-F]{31}$/);
  });

  test('is another each time', async () => {
    const wishes = { name: 'a', from: FROM, bits: 2048 } as const;
    const [one, two] = await Promise.all([makeKey(wishes), makeKey(wishes)]);
    expect(one.certificate).not.toBe(two.certificate);
    expect(one.privateKey).not.toBe(two.privateKey);
  });
});
