import { elementsIn, type XmlElement } from './dom';

/** Namespace of XML signatures. */
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

export const ENVELOPED = `${DSIG}enveloped-signature`;
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
/** Differs from the first edition in attributes `xml:base` and `xml:id` alone, which CAP does not have. */
export const INCLUSIVE_11 = 'http://www.w3.org/2006/12/xml-c14n11';

/** What is taken: no SHA-1, and no HMAC, whose "key" would be the certificate that everybody has. */
export const CANONICALIZATIONS = [
  EXCLUSIVE,
  INCLUSIVE,
  INCLUSIVE_11,
  `${EXCLUSIVE}WithComments`,
  `${INCLUSIVE}#WithComments`,
];
export const SIGNATURES = [
  RSA_SHA256,
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
];
export const DIGESTS = [SHA256, 'http://www.w3.org/2001/04/xmlenc#sha512'];

/** Certificates that a message may bring along. */
const MAX_CERTIFICATES = 10;

const algorithmOf = (element: XmlElement | undefined): string => element?.getAttribute('Algorithm') ?? '';
const textOf = (element: XmlElement): string => (element.textContent ?? '').replaceAll(/[ \t\r\n]/g, '');

/** Base64 in its one canonical form, so that a changed character is a changed value. */
function isBase64(text: string): boolean {
  return text !== '' && Buffer.from(text, 'base64').toString('base64') === text;
}

/** The elements directly inside, if they are exactly these, in this order, all of the signature's namespace. */
function exactly(parent: XmlElement, ...names: string[]): XmlElement[] | null {
  const found = elementsIn(parent);
  const fits = found.length === names.length && found.every((element, at) => isOf(element, names[at]));
  return fits ? found : null;
}

const isOf = (element: XmlElement, name: string | undefined): boolean =>
  element.namespaceURI === DSIG && element.localName === name;

/** Taken off first, the signature leaves the document; at most one canonical form behind it. */
function areTransformsTaken(transforms: readonly XmlElement[]): boolean {
  const [first, ...others] = transforms.map(algorithmOf);
  return first === ENVELOPED && others.length <= 1 && others.every((each) => CANONICALIZATIONS.includes(each));
}

function referenceProblem(reference: XmlElement): string | null {
  // A reference without a URI means whatever the application likes; URI="" is the document that it stands in.
  if (!reference.hasAttribute('URI') || reference.getAttribute('URI') !== '') return 'does not cover the document';
  const [transforms, method, value] = exactly(reference, 'Transforms', 'DigestMethod', 'DigestValue') ?? [];
  if (!transforms || !value) return 'reference of another shape';
  const steps = elementsIn(transforms);
  if (!steps.every((step) => isOf(step, 'Transform')) || !areTransformsTaken(steps)) return 'transforms not taken';
  if (!DIGESTS.includes(algorithmOf(method))) return 'digest algorithm not taken';
  return isBase64(textOf(value)) ? null : 'digest is no base64';
}

function signedInfoProblem(signedInfo: XmlElement): string | null {
  const [form, method, reference] = exactly(signedInfo, 'CanonicalizationMethod', 'SignatureMethod', 'Reference') ?? [];
  if (!reference) return 'not exactly one reference';
  if (!CANONICALIZATIONS.includes(algorithmOf(form))) return 'canonical form not taken';
  if (!SIGNATURES.includes(algorithmOf(method))) return 'signature algorithm not taken';
  return referenceProblem(reference);
}

/**
 * Why a signature is not even computed: any shape but the plain enveloped one. Whatever else could stand in it is room for what
 * is not signed.
 */
export function shapeProblem(signature: XmlElement): string | null {
  const parts =
    exactly(signature, 'SignedInfo', 'SignatureValue', 'KeyInfo') ?? exactly(signature, 'SignedInfo', 'SignatureValue');
  const [signedInfo, value] = parts ?? [];
  if (!signedInfo || !value) return 'signature of another shape';
  return signedInfoProblem(signedInfo) ?? (isBase64(textOf(value)) ? null : 'signature is no base64');
}

/** The certificates that a signature brings along, base64; null where there are too many to look at. */
export function certificatesIn(signature: XmlElement): string[] | null {
  const keyInfo = elementsIn(signature, DSIG).filter(({ localName }) => localName === 'KeyInfo');
  const data = keyInfo.flatMap((each) => elementsIn(each, DSIG)).filter(({ localName }) => localName === 'X509Data');
  const found = data
    .flatMap((each) => elementsIn(each, DSIG))
    .filter(({ localName }) => localName === 'X509Certificate');
  return found.length > MAX_CERTIFICATES ? null : found.map(textOf);
}
