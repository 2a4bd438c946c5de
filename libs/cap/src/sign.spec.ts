import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CapError } from './error';
import { makeKey, type SigningKey } from './key';
import { ACTUAL, SENT, withInfos } from './message.fixture';
import { readCap } from './read';
import { checkSchema } from './schema';
import { signCap } from './sign';
import {
  CANONICALIZATIONS,
  DIGESTS,
  DSIG,
  ENVELOPED,
  EXCLUSIVE,
  INCLUSIVE_11,
  RSA_SHA256,
  SHA256,
  SIGNATURES,
} from './signature';
import { readCertificate, verifyCap } from './verify';
import { writeCap } from './write';

const xml = writeCap(ACTUAL);
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-cap-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const bare = (pem: string): string => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
const xmlsec = (...args: string[]) => spawnSync('xmlsec1', args, { encoding: 'utf8' });

let ours: SigningKey;
let another: SigningKey;
let signed: string;

beforeAll(async () => {
  [ours, another] = await Promise.all([
    makeKey({ name: 'cofferdam@park01.example.cn', from: SENT, bits: 2048 }),
    makeKey({ name: 'somebody else', from: SENT, bits: 2048 }),
  ]);
  signed = signCap(xml, ours);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pinned = () => readCertificate(ours.certificate);
const verdict = (text: string | Uint8Array, signer = pinned()) => verifyCap(text, signer).verdict;
/** What is said with and without a signer. */
const verdicts = (text: string | Uint8Array) => [verdict(text), verdict(text, null)];

describe('what we sign', () => {
  test('is valid, by the pinned key and by its own', () => {
    expect(verifyCap(signed, pinned())).toMatchObject({ verdict: 'valid', trust: 'pinned' });
    expect(verifyCap(signed)).toMatchObject({ verdict: 'valid', trust: 'embedded' });
    expect(verifyCap(xml, pinned())).toEqual({ verdict: 'absent' });
  });

  test('is accepted by xmlsec1, and refused once changed', () => {
    const trusted = ['--verify', '--enabled-key-data', 'x509', '--trusted-pem', file('ours.pem', ours.certificate)];
    const time = ['--verification-gmt-time', '2026-11-25 00:00:00'];
    expect(xmlsec(...trusted, ...time, file('signed.xml', signed))).toMatchObject({ status: 0 });
    expect(xmlsec(...trusted, ...time, file('changed.xml', signed.replace('812.4', '12.4'))).status).not.toBe(0);
  });

  test('stays valid by the schema, and means the same', async () => {
    expect(await checkSchema(signed)).toEqual({ valid: true, problems: [] });
    expect(readCap(signed)).toEqual({ ok: true, message: ACTUAL });
  });

  test('says what was signed', () => {
    const answer = verifyCap(signed);
    expect(answer.verdict === 'valid' && readCap(answer.signed)).toEqual({ ok: true, message: ACTUAL });
  });

  test('keeps characters that parsers like to change', () => {
    const odd = withInfos(ACTUAL, (info) => ({ ...info, description: 'a\r\nb\rc\u0085d\u2028e\tf\u{1F6A8} & <' }));
    const text = signCap(writeCap(odd), ours);
    expect(verdict(text)).toBe('valid');
    expect(readCap(text)).toEqual({ ok: true, message: odd });
    expect(
      xmlsec('--verify', '--pubkey-cert-pem', file('cert.pem', ours.certificate), file('odd.xml', text)),
    ).toMatchObject({ status: 0 });
  });

  test('is signed once, by the key of its certificate', () => {
    expect(() => signCap(signed, ours)).toThrow(CapError);
    expect(() => signCap(xml, { ...ours, certificate: another.certificate })).toThrow(CapError);
    expect(() => signCap('<alert/>', ours)).toThrow(CapError);
  });
});

describe('tampering', () => {
  const insert = (text: string, what: string) => text.replace('</alert>', `${what}</alert>`);
  const signature = () => /<Signature[\s\S]*<\/Signature>/.exec(signed)![0];
  const flip = (text: string, element: string) =>
    text.replace(
      new RegExp(`(<${element}>.)(.)`),
      (_all, kept: string, changed: string) => kept + (changed === 'A' ? 'B' : 'A'),
    );

  test('is refused', () => {
    const unsigned = xml.slice(xml.indexOf('<alert'));
    const evil = unsigned.replace('812.4', '1.0');
    const other = signCap(xml, another);
    const attacks: Record<string, string> = {
      value: signed.replace('812.4', '812.5'),
      'added text': insert(signed, ' '),
      'added element': insert(signed, '<note>x</note>'),
      identifier: signed.replace('000123.1', '000123.2'),
      'reference elsewhere': signed.replace('URI=""', 'URI="#x"'),
      'reference without URI': signed.replace(' URI=""', ''),
      'reference to a file': signed.replace('URI=""', 'URI="file:///etc/hostname"'),
      digest: flip(signed, 'DigestValue'),
      'signature value': flip(signed, 'SignatureValue'),
      'unused bits of the signature': signed.replace(
        /(.)==<\/SignatureValue>/,
        (_all, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}==</SignatureValue>`,
      ),
      'second signature': insert(signed, signature()),
      'second signature of another': insert(signed, /<Signature[\s\S]*<\/Signature>/.exec(other)![0]),
      wrapped: evil.replace('</alert>', `${signed.slice(signed.indexOf('<alert'))}</alert>`),
      'wrapped in an Object': insert(
        evil,
        signature().replace('</Signature>', `<Object>${unsigned}</Object></Signature>`),
      ),
      'signature deeper': signed
        .replace(signature(), '')
        .replace('</info>\n</alert>', `${signature()}</info>\n</alert>`),
      'second reference': signed.replace(/(<Reference[\s\S]*<\/Reference>)/, '$1$1'),
      'second SignedInfo': signed.replace(/(<SignedInfo[\s\S]*<\/SignedInfo>)/, '$1$1'),
      'no transforms': signed.replace(/<Transforms>[\s\S]*<\/Transforms>/, ''),
      'xpath transform': signed.replace(
        '<Transforms>',
        '<Transforms><Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>false()</XPath></Transform>',
      ),
      'SHA-1 digest': signed.replace(SHA256, `${DSIG}sha1`),
      'SHA-1 signature': signed.replace(RSA_SHA256, `${DSIG}rsa-sha1`),
      HMAC: signed.replace(RSA_SHA256, `${DSIG}hmac-sha1`),
      'certificate of another': signed.replace(bare(ours.certificate), bare(another.certificate)),
      'certificate that is none': signed.replace(bare(ours.certificate), 'QUJD'),
      'attribute that looks like a namespace': signed
        .replace('<note>', '<note xmlnsa="b">')
        .replace('<status>', '<status xmlnsa="b">'),
      'certificate with a broken key': signed.replace(
        bare(ours.certificate),
        (text) => `${text.slice(0, 380)}AAAA${text.slice(384)}`,
      ),
      'value hidden in an instruction': signed.replace('812.4', '<?x 812.4?>'),
      'instruction before it': signed.replace('<alert', '<?x y?><alert'),
      'document type': signed.replace('<alert', '<!DOCTYPE alert><alert'),
    };
    for (const [name, text] of Object.entries(attacks)) {
      expect([name, text !== signed, ...verdicts(text)]).toEqual([name, true, 'invalid', 'invalid']);
    }
  });

  test('by somebody with a key of their own is seen where the signer is known', () => {
    expect(verdicts(signCap(xml, another))).toEqual(['invalid', 'valid']);
  });

  test('by taking the certificate away leaves nothing to hold on to but a pinned key', () => {
    expect(verdicts(signed.replace(/<KeyInfo>[\s\S]*<\/KeyInfo>/, ''))).toEqual(['valid', 'invalid']);
  });

  test('by a comment changes nothing that is read', () => {
    const commented = signed.replace('812.4', '812<!-- -->.4');
    expect(verdict(commented)).toBe('valid');
    expect(readCap(commented)).toEqual({ ok: true, message: ACTUAL });
  });
});

describe('what others sign', () => {
  const PLAIN = {
    canonical: EXCLUSIVE,
    method: RSA_SHA256,
    digest: SHA256,
    transforms: [ENVELOPED, EXCLUSIVE],
    prefix: '',
    keyInfo: '<X509Data><X509Certificate/></X509Data>',
    document: xml,
    gap: '',
  };
  type Form = Partial<typeof PLAIN>;
  const [, INCLUSIVE, , , INCLUSIVE_WITH_COMMENTS] = CANONICALIZATIONS as [string, string, string, string, string];

  function template(form: Form): string {
    const { canonical, method, digest, prefix, gap, keyInfo, document, ...other } = { ...PLAIN, ...form };
    const transforms = other.transforms.map((each) => `<Transform Algorithm="${each}"/>`);
    const inner = [
      `<SignedInfo>`,
      `<CanonicalizationMethod Algorithm="${canonical}"/>`,
      `<SignatureMethod Algorithm="${method}"/>`,
      `<Reference URI="">`,
      `<Transforms>${transforms.join(gap)}</Transforms>`,
      `<DigestMethod Algorithm="${digest}"/><DigestValue/></Reference></SignedInfo><SignatureValue/>`,
      `<KeyInfo>${keyInfo}</KeyInfo>`,
    ].join(gap);
    const named = prefix === '' ? inner : inner.replaceAll(/<(\/?)(?=[A-Z])/g, `<$1${prefix}:`);
    const p = prefix === '' ? '' : `${prefix}:`;
    const declared = prefix === '' ? `xmlns="${DSIG}"` : `xmlns:${prefix}="${DSIG}"`;
    return document.replace(/(<\/(?:\w+:)?alert>)/, `${gap}<${p}Signature ${declared}>${named}</${p}Signature>$1`);
  }

  function signedElsewhere(form: Form): Buffer {
    const key = file('key.pem', ours.privateKey);
    const cert = file('own.pem', ours.certificate);
    const target = join(folder, 'elsewhere.xml');
    const args = ['--sign', '--privkey-pem', `${key},${cert}`, '--output', target];
    const { status, stderr } = xmlsec(...args, file('template.xml', template(form)));
    if (status !== 0) throw new Error(stderr);
    return readFileSync(target);
  }

  /** What XML lets others write: prefixes, attributes, CDATA, references to characters. */
  const OTHER = xml
    .replace('<alert xmlns=', '<c:alert xmlns:x="urn:x" x:b="1" a="é&#13;&#10;&quot;" xmlns:c=')
    .replaceAll(/<(\/?)(?=[a-z]+[A-Za-z]*>)/g, '<$1c:')
    .replace('812.4', '<![CDATA[812.4 & <b>\u2028]]>&#13;&#x85;\u2029');

  test.each([
    ['exclusive', {}],
    ['inclusive', { canonical: INCLUSIVE, transforms: [ENVELOPED, INCLUSIVE] }],
    ['inclusive, implied', { canonical: INCLUSIVE, transforms: [ENVELOPED] }],
    ['with comments', { canonical: `${EXCLUSIVE}WithComments`, transforms: [ENVELOPED, INCLUSIVE_WITH_COMMENTS] }],
    ['the second edition', { canonical: INCLUSIVE_11, transforms: [ENVELOPED, INCLUSIVE_11], prefix: 'ds' }],
    ['prefixed', { prefix: 'ds' }],
    ['prefixed, inclusive', { prefix: 'ds', canonical: INCLUSIVE, transforms: [ENVELOPED] }],
    ['with white space', { gap: '\n   ' }],
    ['with white space, inclusive', { gap: '\n\t', canonical: INCLUSIVE, transforms: [ENVELOPED] }],
    ['RSA-SHA512', { method: SIGNATURES[1]!, digest: DIGESTS[1]! }],
    ['another form of document', { document: OTHER }],
    ['another form of document, inclusive', { document: OTHER, canonical: INCLUSIVE, transforms: [ENVELOPED] }],
    ['line ends of Windows', { document: xml.replaceAll('\n', '\r\n') }],
    [
      'comments in it',
      {
        document: `${xml.replace('<alert', '<!-- before --><alert').replace('<status>', '<!-- in it --><status>')}<!-- after -->`,
      },
    ],
  ] as [string, Form][])('%s is taken', (_name, form) => {
    expect(verdicts(signedElsewhere(form))).toEqual(['valid', 'valid']);
    expect(verdict(signedElsewhere(form), readCertificate(another.certificate))).toBe('invalid');
  });

  test('several certificates, the signer among them', () => {
    const several = signed.replace(
      /<X509Certificate>/,
      `<X509Certificate>${bare(another.certificate)}</X509Certificate>$&`,
    );
    expect(verdicts(several)).toEqual(['valid', 'valid']);
  });

  test('a certificate in lines', () => {
    const lines = bare(ours.certificate).replaceAll(/.{64}/g, '\n$&');
    expect(verdicts(signed.replace(bare(ours.certificate), `\r\n  ${lines}\n`))).toEqual(['valid', 'valid']);
  });

  test('a bare key needs a signer', () => {
    expect(verdicts(signedElsewhere({ keyInfo: '<KeyValue/>' }))).toEqual(['valid', 'invalid']);
  });

  test('SHA-1 is not taken', () => {
    expect(verdicts(signedElsewhere({ digest: `${DSIG}sha1` }))).toEqual(['invalid', 'invalid']);
  });
});
