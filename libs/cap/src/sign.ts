import { X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { CapError } from './error';
import type { SigningKey } from './key';
import { ENVELOPED, EXCLUSIVE, RSA_SHA256, SHA256 } from './signature';
import { verifyCap } from './verify';

const END = '</alert>';

function signatureOf(xml: string, { privateKey, certificate }: SigningKey): string {
  const signer = new SignedXml({
    privateKey,
    publicCert: certificate,
    signatureAlgorithm: RSA_SHA256,
    canonicalizationAlgorithm: EXCLUSIVE,
  });
  signer.addReference({ xpath: '/*', isEmptyUri: true, transforms: [ENVELOPED, EXCLUSIVE], digestAlgorithm: SHA256 });
  signer.computeSignature(xml);
  return signer.getSignatureXml();
}

/**
 * Signs a message that `writeCap` wrote: an enveloped signature, put last into it, where the schema has room for one.
 * The bytes of the message itself stay as they are.
 * @throws CapError where it is signed already, or where the key and the certificate are not of one pair
 */
export function signCap(xml: string, key: SigningKey): string {
  const end = xml.lastIndexOf(END);
  if (end < 0 || verifyCap(xml).verdict !== 'absent') throw new CapError('E_SIGN', 'not an unsigned message');
  const signed = `${xml.slice(0, end)}${signatureOf(xml, key)}${xml.slice(end)}`;
  const check = verifyCap(signed, new X509Certificate(key.certificate));
  if (check.verdict !== 'valid') throw new CapError('E_SIGN', 'the signature does not fit its certificate');
  return signed;
}
