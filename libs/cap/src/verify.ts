import { type KeyObject, X509Certificate } from 'node:crypto';
import { C14nCanonicalization, SignedXml } from 'xml-crypto';
import { openCap, type OpenedCap } from './document';
import { elementsIn, type XmlElement } from './dom';
import { withoutOddLineEnds } from './prolog';
import {
  CANONICALIZATIONS,
  certificatesIn,
  DIGESTS,
  DSIG,
  ENVELOPED,
  INCLUSIVE_11,
  shapeProblem,
  SIGNATURES,
} from './signature';

/** Bits of the weakest RSA key that is taken. */
const MIN_BITS = 2048;

export type CapSignature =
  | {
      readonly verdict: 'valid';
      /** `pinned`: by the key of the given certificate. `embedded`: by a key that the message brings along, whoever's it is. */
      readonly trust: 'pinned' | 'embedded';
      readonly certificate: X509Certificate;
      /** What was signed, in canonical form: the message without its signature. */
      readonly signed: string;
    }
  | { readonly verdict: 'invalid'; readonly reason: string }
  | { readonly verdict: 'absent' };

const invalid = (reason: string): CapSignature => ({ verdict: 'invalid', reason });

/** A certificate out of PEM or DER, or null. */
export function readCertificate(bytes: string | Uint8Array): X509Certificate | null {
  try {
    const certificate = new X509Certificate(typeof bytes === 'string' ? bytes : Buffer.from(bytes));
    // A certificate can be read though its key cannot; that one throws only when it is asked for.
    return certificate.publicKey ? certificate : null;
  } catch {
    return null;
  }
}

function embedded(signature: XmlElement): X509Certificate[] | string {
  const texts = certificatesIn(signature);
  if (!texts) return 'too many certificates';
  const found = texts.map((text) => readCertificate(Buffer.from(text, 'base64')));
  return found.every((each) => each !== null) ? found : 'certificate is none';
}

/** What keeps a certificate's key from being used; a key of another kind must never be tried by an RSA algorithm's name. */
function keyProblem(key: KeyObject): string | null {
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'rsa-pss') return 'key is not RSA';
  return (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_BITS ? 'key is too short' : null;
}

const pick = <T>(from: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));

/** What was signed, if the key fits; null where it does not. */
function signedBy(text: string, signature: XmlElement, key: KeyObject): string | null {
  const judge = new SignedXml({ publicCert: key.export({ type: 'spki', format: 'pem' }) });
  judge.SignatureAlgorithms = pick(judge.SignatureAlgorithms, SIGNATURES);
  judge.HashAlgorithms = pick(judge.HashAlgorithms, DIGESTS);
  judge.CanonicalizationAlgorithms = pick(
    { ...judge.CanonicalizationAlgorithms, [INCLUSIVE_11]: C14nCanonicalization },
    [...CANONICALIZATIONS, ENVELOPED],
  );
  try {
    judge.loadSignature(signature);
    if (!judge.checkSignature(withoutOddLineEnds(text))) return null;
    return judge.getSignedReferences()[0] ?? null;
  } catch {
    return null;
  }
}

/** The one signature, directly inside the root; nothing else in the document may look like one or a part of one. */
function theSignature({ alert, elements }: OpenedCap): XmlElement | string | null {
  const named = (name: string) => elements.filter(({ localName }) => localName === name);
  const signatures = named('Signature');
  const [signature] = signatures;
  if (!signature) return named('SignedInfo').length > 0 ? 'part of a signature' : null;
  if (signatures.length > 1 || named('SignedInfo').length > 1) return 'more than one signature';
  return elementsIn(alert, DSIG).includes(signature) ? signature : 'signature in another place';
}

/** The certificates whose keys may have signed: the given one alone, or those that the message brings along. */
function candidates(signature: XmlElement, signer: X509Certificate | null): X509Certificate[] | string {
  const certificates = embedded(signature);
  if (typeof certificates === 'string') return certificates;
  if (!signer) return certificates.length === 0 ? 'no certificate' : certificates;
  // A message that names another signer than the one that it is held to contradicts itself, whichever key fits.
  const agrees = certificates.length === 0 || certificates.some(({ publicKey }) => publicKey.equals(signer.publicKey));
  return agrees ? [signer] : 'signed by another';
}

function verifyWith(opened: OpenedCap, signature: XmlElement, signer: X509Certificate | null): CapSignature {
  const certificates = candidates(signature, signer);
  if (typeof certificates === 'string') return invalid(certificates);
  let problem = 'does not fit';
  for (const certificate of certificates) {
    const weak = keyProblem(certificate.publicKey);
    problem = weak ?? problem;
    const signed = weak ? null : signedBy(opened.text, signature, certificate.publicKey);
    if (signed !== null) return { verdict: 'valid', trust: signer ? 'pinned' : 'embedded', certificate, signed };
  }
  return invalid(problem);
}

/**
 * What the signature of a message is worth. With a signer's certificate only that signer's key counts. Without one the embedded
 * certificate is used, and "valid" says no more than that the message is as whoever holds that key signed it. Neither looks at a
 * certificate's dates: a message stays as true as it was when it was signed.
 */
export function verifyCap(xml: string | Uint8Array, signer: X509Certificate | null = null): CapSignature {
  const opened = openCap(xml);
  if (!opened.ok) return opened.text.includes(DSIG) ? invalid(opened.reason) : { verdict: 'absent' };
  const signature = theSignature(opened);
  if (signature === null) return { verdict: 'absent' };
  if (typeof signature === 'string') return invalid(signature);
  // The digest takes a processing instruction for text, which no reader does: a value could be hidden in one.
  if (opened.instructed) return invalid('processing instruction');
  const problem = shapeProblem(signature);
  return problem === null ? verifyWith(opened, signature, signer) : invalid(problem);
}
