import type { AlertText, AreaText, InfoText, NamedText, ResourceText } from './elements';
import { CapError } from './error';
import type { CapArea, CapInfo, CapMessage, CapNamed, CapReference, CapResource } from './message';
import { BEIJING_MINUTES, capTime } from './time';

/** Digits after the point of a degree or a km; six are a tenth of a metre. */
const PLACES = 6;

const optional = <T, U>(value: T | null, make: (value: T) => U): U | undefined =>
  value === null ? undefined : make(value);
const some = <T, U>(values: readonly T[], make: (value: T) => U): U[] | undefined =>
  values.length === 0 ? undefined : values.map(make);
const same = <T>(value: T): T => value;

/** A number as every locale's reader takes it: a point, no grouping, no exponent. */
function decimal(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) > 1e15) throw new CapError('E_NUMBER', `not a number: ${value}`);
  return String(Number(value.toFixed(PLACES)) + 0);
}

function whole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new CapError('E_NUMBER', `not a whole number: ${value}`);
  return String(value);
}

/** Words apart by spaces, in double quotes where one holds white space itself (CAP 1.2, 3.2.1). */
function words(values: readonly string[]): string {
  return values
    .map((value) => {
      if (value.includes('"')) throw new CapError('E_QUOTE', `a name may hold no double quote: ${value}`);
      return value === '' || /\s/.test(value) ? `"${value}"` : value;
    })
    .join(' ');
}

const named = ({ name, value }: CapNamed): NamedText => ({ valueName: name, value });

function resourceText(resource: CapResource): ResourceText {
  return {
    resourceDesc: resource.description,
    mimeType: resource.mimeType,
    size: optional(resource.size, whole),
    uri: optional(resource.uri, same),
    digest: optional(resource.digest, same),
  };
}

function areaText(area: CapArea): AreaText {
  const point = ([latitude, longitude]: readonly [number, number]): string =>
    `${decimal(latitude)},${decimal(longitude)}`;
  return {
    areaDesc: area.description,
    polygon: some(area.polygons, (ring) => ring.map(point).join(' ')),
    circle: some(area.circles, ([latitude, longitude, km]) => `${point([latitude, longitude])} ${decimal(km)}`),
    geocode: some(area.geocodes, named),
  };
}

function infoText(info: CapInfo, time: (at: number) => string): InfoText {
  return {
    language: info.language,
    category: some(info.categories, same),
    event: info.event,
    responseType: some(info.responseTypes, same),
    urgency: info.urgency,
    severity: info.severity,
    certainty: info.certainty,
    audience: optional(info.audience, same),
    eventCode: some(info.eventCodes, named),
    effective: optional(info.effective, time),
    onset: optional(info.onset, time),
    expires: optional(info.expires, time),
    senderName: optional(info.senderName, same),
    headline: optional(info.headline, same),
    description: optional(info.description, same),
    instruction: optional(info.instruction, same),
    web: optional(info.web, same),
    contact: optional(info.contact, same),
    parameter: some(info.parameters, named),
    resource: some(info.resources, resourceText),
    area: some(info.areas, areaText),
  };
}

/**
 * A message as the texts of its elements.
 * @param offsetMinutes minutes east of UTC in which its times are written
 */
export function alertText(message: CapMessage, offsetMinutes = BEIJING_MINUTES): AlertText {
  const time = (at: number): string => capTime(at, offsetMinutes);
  const reference = ({ sender, identifier, sent }: CapReference): string => `${sender},${identifier},${time(sent)}`;
  return {
    identifier: message.identifier,
    sender: message.sender,
    sent: time(message.sent),
    status: message.status,
    msgType: message.msgType,
    source: optional(message.source, same),
    scope: message.scope,
    restriction: optional(message.restriction, same),
    addresses: message.addresses.length === 0 ? undefined : words(message.addresses),
    code: some(message.codes, same),
    note: optional(message.note, same),
    references: message.references.length === 0 ? undefined : message.references.map(reference).join(' '),
    incidents: message.incidents.length === 0 ? undefined : words(message.incidents),
    info: some(message.infos, (info) => infoText(info, time)),
  };
}
