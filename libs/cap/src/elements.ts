/** Namespace of CAP 1.2. */
export const CAP = 'urn:oasis:names:tc:emergency:cap:1.2';

const NAMED = ['valueName', 'value'] as const;

/** The elements of each element, in the order of the schema. */
export const ELEMENTS = {
  alert: [
    'identifier',
    'sender',
    'sent',
    'status',
    'msgType',
    'source',
    'scope',
    'restriction',
    'addresses',
    'code',
    'note',
    'references',
    'incidents',
    'info',
  ],
  info: [
    'language',
    'category',
    'event',
    'responseType',
    'urgency',
    'severity',
    'certainty',
    'audience',
    'eventCode',
    'effective',
    'onset',
    'expires',
    'senderName',
    'headline',
    'description',
    'instruction',
    'web',
    'contact',
    'parameter',
    'resource',
    'area',
  ],
  eventCode: NAMED,
  parameter: NAMED,
  geocode: NAMED,
  resource: ['resourceDesc', 'mimeType', 'size', 'uri', 'derefUri', 'digest'],
  area: ['areaDesc', 'polygon', 'circle', 'geocode', 'altitude', 'ceiling'],
} as const;

/** Elements that may stand more than once in theirs. */
export const REPEATED: ReadonlySet<string> = new Set([
  'code',
  'info',
  'category',
  'responseType',
  'eventCode',
  'parameter',
  'resource',
  'area',
  'polygon',
  'circle',
  'geocode',
]);

export type Parent = keyof typeof ELEMENTS;

export const isParent = (name: string): name is Parent => name in ELEMENTS;

export interface NamedText {
  readonly valueName?: string;
  readonly value?: string;
}

/**
 * A message as the texts of its elements, each under the element's name: what stands in the XML, right or wrong.
 * The writer makes XML of it, the reader makes it of XML, the rules judge it.
 */
export interface AlertText {
  readonly identifier?: string;
  readonly sender?: string;
  readonly sent?: string;
  readonly status?: string;
  readonly msgType?: string;
  readonly source?: string;
  readonly scope?: string;
  readonly restriction?: string;
  readonly addresses?: string;
  readonly code?: readonly string[];
  readonly note?: string;
  readonly references?: string;
  readonly incidents?: string;
  readonly info?: readonly InfoText[];
}

export interface InfoText {
  readonly language?: string;
  readonly category?: readonly string[];
  readonly event?: string;
  readonly responseType?: readonly string[];
  readonly urgency?: string;
  readonly severity?: string;
  readonly certainty?: string;
  readonly audience?: string;
  readonly eventCode?: readonly NamedText[];
  readonly effective?: string;
  readonly onset?: string;
  readonly expires?: string;
  readonly senderName?: string;
  readonly headline?: string;
  readonly description?: string;
  readonly instruction?: string;
  readonly web?: string;
  readonly contact?: string;
  readonly parameter?: readonly NamedText[];
  readonly resource?: readonly ResourceText[];
  readonly area?: readonly AreaText[];
}

export interface ResourceText {
  readonly resourceDesc?: string;
  readonly mimeType?: string;
  readonly size?: string;
  readonly uri?: string;
  readonly derefUri?: string;
  readonly digest?: string;
}

export interface AreaText {
  readonly areaDesc?: string;
  readonly polygon?: readonly string[];
  readonly circle?: readonly string[];
  readonly geocode?: readonly NamedText[];
  readonly altitude?: string;
  readonly ceiling?: string;
}
