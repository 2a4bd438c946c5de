import type { AlertText, AreaText, InfoText, NamedText, ResourceText } from './elements';
import type { CapArea, CapInfo, CapMessage, CapNamed, CapReference, CapResource } from './message';
import { readTime } from './time';

const STATUS = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const;
const TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const;
const SCOPES = ['Public', 'Restricted', 'Private'] as const;
const URGENCIES = ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] as const;
const SEVERITIES = ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] as const;
const CERTAINTIES = ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] as const;

const NUMBER = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/;
const REFERENCE = /^([^\s,<&]+),([^\s,<&]+),([^\s,<&]+)$/;

/** A point `latitude,longitude` (degrees, WGS-84), or null. */
function point(text: string): readonly [number, number] | null {
  const parts = text.split(',');
  if (parts.length !== 2 || !parts.every((part) => NUMBER.test(part))) return null;
  const [latitude, longitude] = parts.map(Number) as [number, number];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : null;
}

/** A circle `latitude,longitude radius` with its radius in km, or null. */
export function readCircle(text: string): readonly [number, number, number] | null {
  const [where = '', radius = '', ...rest] = text.trim().split(/\s+/);
  const centre = point(where);
  return centre && rest.length === 0 && NUMBER.test(radius) && Number(radius) >= 0 ? [...centre, Number(radius)] : null;
}

function readRing(text: string): (readonly [number, number])[] | null {
  const points = text.trim().split(/\s+/).map(point);
  return points.every((each) => each !== null) ? points : null;
}

/** A reference `sender,identifier,sent`, or null. */
export function readReference(text: string): CapReference | null {
  const [, sender, identifier, at] = REFERENCE.exec(text) ?? [];
  const sent = readTime(at ?? '');
  if (!sender || !identifier || sent === null) return null;
  return { sender, identifier, sent };
}

/** Names apart by white space, in double quotes where one holds white space itself. */
const names = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|[^\s"]+/g)].map(([whole, quoted]) => quoted ?? whole);

/** What keeps a message from being read, by the path of the element. */
class Problems {
  readonly found: string[] = [];

  text(path: string, text: string | undefined): string {
    if (text === undefined) this.found.push(`${path}: missing`);
    return text ?? '';
  }

  one<T extends string>(path: string, text: string | undefined, allowed: readonly [T, ...T[]]): T {
    const value = allowed.find((each) => each === text);
    if (value === undefined) this.found.push(`${path}: none of ${allowed.join(', ')}`);
    return value ?? allowed[0];
  }

  time(path: string, text: string): number {
    const at = readTime(text);
    if (at === null || !Number.isInteger(at / 1000)) this.found.push(`${path}: not a time in whole seconds`);
    return at ?? 0;
  }

  whole(path: string, text: string): number {
    if (!/^\s*\d{1,15}\s*$/.test(text)) this.found.push(`${path}: not a whole number`);
    return Number(text);
  }

  each<T, U>(path: string, values: readonly T[] | undefined, read: (value: T, path: string) => U | null): U[] {
    return (values ?? []).flatMap((value, index) => {
      const meant = read(value, `${path}[${index}]`);
      if (meant === null) this.found.push(`${path}[${index}]: not in its form`);
      return meant === null ? [] : [meant];
    });
  }
}

const same = <T>(value: T): T => value;

function named(problems: Problems) {
  return ({ valueName, value }: NamedText, path: string): CapNamed => ({
    name: problems.text(`${path}.valueName`, valueName),
    value: problems.text(`${path}.value`, value),
  });
}

function resource(problems: Problems) {
  return (text: ResourceText, path: string): CapResource => ({
    description: problems.text(`${path}.resourceDesc`, text.resourceDesc),
    mimeType: problems.text(`${path}.mimeType`, text.mimeType),
    size: text.size === undefined ? null : problems.whole(`${path}.size`, text.size),
    uri: text.uri ?? null,
    digest: text.digest ?? null,
  });
}

function area(problems: Problems) {
  return (text: AreaText, path: string): CapArea => ({
    description: problems.text(`${path}.areaDesc`, text.areaDesc),
    polygons: problems.each(`${path}.polygon`, text.polygon, readRing),
    circles: problems.each(`${path}.circle`, text.circle, readCircle),
    geocodes: problems.each(`${path}.geocode`, text.geocode, named(problems)),
  });
}

function times(text: InfoText, path: string, problems: Problems): Pick<CapInfo, 'effective' | 'onset' | 'expires'> {
  const time = (name: 'effective' | 'onset' | 'expires'): number | null => {
    const value = text[name];
    return value === undefined ? null : problems.time(`${path}.${name}`, value);
  };
  return { effective: time('effective'), onset: time('onset'), expires: time('expires') };
}

function words(text: InfoText) {
  return {
    audience: text.audience ?? null,
    senderName: text.senderName ?? null,
    headline: text.headline ?? null,
    description: text.description ?? null,
    instruction: text.instruction ?? null,
    web: text.web ?? null,
    contact: text.contact ?? null,
  };
}

function info(problems: Problems) {
  return (text: InfoText, path: string): CapInfo => ({
    // CAP 1.2: "en-US" where nothing is said.
    language: text.language?.trim() ?? 'en-US',
    categories: text.category ?? [],
    event: problems.text(`${path}.event`, text.event),
    responseTypes: text.responseType ?? [],
    urgency: problems.one(`${path}.urgency`, text.urgency, URGENCIES),
    severity: problems.one(`${path}.severity`, text.severity, SEVERITIES),
    certainty: problems.one(`${path}.certainty`, text.certainty, CERTAINTIES),
    eventCodes: problems.each(`${path}.eventCode`, text.eventCode, named(problems)),
    ...words(text),
    ...times(text, path, problems),
    parameters: problems.each(`${path}.parameter`, text.parameter, named(problems)),
    resources: problems.each(`${path}.resource`, text.resource, resource(problems)),
    areas: problems.each(`${path}.area`, text.area, area(problems)),
  });
}

function tokens(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((token) => token !== '');
}

/** What the texts of a message mean, or all that keeps them from meaning one. */
export function messageOf(
  text: AlertText,
): { readonly ok: true; readonly message: CapMessage } | { readonly ok: false; readonly problems: readonly string[] } {
  const problems = new Problems();
  const message: CapMessage = {
    identifier: problems.text('identifier', text.identifier),
    sender: problems.text('sender', text.sender),
    sent: problems.time('sent', text.sent ?? ''),
    status: problems.one('status', text.status, STATUS),
    msgType: problems.one('msgType', text.msgType, TYPES),
    source: text.source ?? null,
    scope: problems.one('scope', text.scope, SCOPES),
    restriction: text.restriction ?? null,
    addresses: names(text.addresses ?? ''),
    codes: problems.each('code', text.code, same),
    note: text.note ?? null,
    references: problems.each('references', tokens(text.references), readReference),
    incidents: names(text.incidents ?? ''),
    infos: problems.each('info', text.info, info(problems)),
  };
  return problems.found.length === 0 ? { ok: true, message } : { ok: false, problems: problems.found };
}
