/** A CAP 1.2 message as this profile writes it (OASIS CAP-v1.2, 1 July 2010). Times are epoch ms of whole seconds. */
export interface CapMessage {
  readonly identifier: string;
  readonly sender: string;
  readonly sent: number;
  readonly status: 'Actual' | 'Exercise' | 'System' | 'Test' | 'Draft';
  readonly msgType: 'Alert' | 'Update' | 'Cancel' | 'Ack' | 'Error';
  readonly source: string | null;
  readonly scope: 'Public' | 'Restricted' | 'Private';
  readonly restriction: string | null;
  readonly addresses: readonly string[];
  readonly codes: readonly string[];
  readonly note: string | null;
  /** All unexpired earlier messages of the chain, oldest first. */
  readonly references: readonly CapReference[];
  readonly incidents: readonly string[];
  /** zh-CN first, then en; both always, of the same structure. */
  readonly infos: readonly CapInfo[];
}

export interface CapReference {
  readonly sender: string;
  readonly identifier: string;
  readonly sent: number;
}

export interface CapNamed {
  readonly name: string;
  readonly value: string;
}

export interface CapInfo {
  readonly language: string;
  readonly categories: readonly string[];
  readonly event: string;
  readonly responseTypes: readonly string[];
  readonly urgency: 'Immediate' | 'Expected' | 'Future' | 'Past' | 'Unknown';
  readonly severity: 'Extreme' | 'Severe' | 'Moderate' | 'Minor' | 'Unknown';
  readonly certainty: 'Observed' | 'Likely' | 'Possible' | 'Unlikely' | 'Unknown';
  readonly audience: string | null;
  readonly eventCodes: readonly CapNamed[];
  readonly effective: number | null;
  readonly onset: number | null;
  readonly expires: number | null;
  readonly senderName: string | null;
  readonly headline: string | null;
  readonly description: string | null;
  readonly instruction: string | null;
  readonly web: string | null;
  readonly contact: string | null;
  readonly parameters: readonly CapNamed[];
  readonly resources: readonly CapResource[];
  readonly areas: readonly CapArea[];
}

export interface CapResource {
  readonly description: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number | null;
  readonly uri: string | null;
  /** SHA-1, hexadecimal. */
  readonly digest: string | null;
}

export interface CapArea {
  readonly description: string;
  /** Closed rings of `[latitude, longitude]` in WGS-84. */
  readonly polygons: readonly (readonly (readonly [number, number])[])[];
  /** Latitude, longitude (WGS-84) and radius, km. */
  readonly circles: readonly (readonly [number, number, number])[];
  readonly geocodes: readonly CapNamed[];
}
