import type { ChannelKind, Class, ContactPoint, Language } from '@cofferdam/domain';
import { call, write } from './client';
import type { Name, Page } from './shapes';

/** Stands where a secret is set. */
export interface SecretMark {
  readonly set: true;
}

export interface ChannelView {
  readonly id: string;
  /** null: every park's. */
  readonly park: string | null;
  readonly kind: ChannelKind;
  readonly name: Name;
  /** What the group of a collective one reads. */
  readonly language: Language;
  readonly enabled: boolean;
  /** One message reaches a group: desks have it, not people. */
  readonly collective: boolean;
  readonly version: number;
  /** null for those who do not set up channels; secrets as marks. */
  readonly settings: Readonly<Record<string, unknown>> | null;
  readonly usedBy: { readonly desks: readonly string[]; readonly users: readonly string[] } | null;
  readonly editable: boolean;
}

/** JSON Schema of one setting, as far as a form needs it. */
export interface SettingSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly SettingSchema[];
}

export interface ChannelKindView {
  readonly kind: ChannelKind;
  readonly collective: boolean;
  /** Settings that are never shown. */
  readonly secrets: readonly string[];
  readonly settings: {
    readonly properties?: Readonly<Record<string, SettingSchema>>;
    readonly required?: readonly string[];
  };
}

/** A channel as somebody sets it up; a secret that is left out stays as it is, null takes it away. */
export interface ChannelBody {
  readonly kind: string;
  readonly park: string | null;
  readonly name: Name;
  readonly language: Language;
  readonly enabled: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
}

type Fault = 'throttled' | 'unreachable' | 'refused' | 'gone' | 'malformed';

export interface TestAnswer {
  readonly ok: boolean;
  readonly fault: Fault | null;
  /** The provider's own words. */
  readonly answer: string;
  readonly tookMs: number;
}

export interface NotificationView {
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly state: 'sent' | 'failed';
  readonly channel: string;
  /** User name, or `desk:{park}.{desk}` for the desk's robots. */
  readonly to: string | null;
  readonly attempt: number | null;
  readonly possibleRepeat: boolean;
  readonly fault: string | null;
}

const AT_MOST = 200;
const pathOf = (id: string): string => `/channels/${encodeURIComponent(id)}`;
const tag = (version: number): string => `"g${version}"`;

export const allChannels = async (): Promise<readonly ChannelView[]> =>
  (await call<Page<ChannelView>>('/channels')).items;
export const channelKinds = async (): Promise<readonly ChannelKindView[]> =>
  (await call<Page<ChannelKindView>>('/channel-kinds')).items;

/** @param version of the one that is changed; null for a new one */
export const putChannel = (id: string, body: ChannelBody, version: number | null): Promise<unknown> =>
  write('PUT', pathOf(id), body, version === null ? undefined : tag(version));
export const removeChannel = ({ id, version }: ChannelView): Promise<unknown> =>
  write('DELETE', pathOf(id), undefined, tag(version));
export const testChannel = (id: string, to: string): Promise<TestAnswer> =>
  write('POST', `${pathOf(id)}/test`, to === '' ? {} : { to });

/** Where somebody is reached, and in which language. */
export interface OwnChannels {
  readonly channels: readonly ContactPoint[];
  readonly language: Language;
}
export const ownChannels = (): Promise<OwnChannels> => call<OwnChannels>('/me/channels');
export const setOwnChannels = (own: OwnChannels): Promise<unknown> => write('PUT', '/me/channels', own);

/** What was told to whom about an incident, newest first. */
export function notificationsOf(incident: {
  readonly id: string;
  readonly class: Class;
  readonly drill: string | null;
}): Promise<Page<NotificationView>> {
  const query = new URLSearchParams({ incident: incident.id, class: incident.class, limit: String(AT_MOST) });
  if (incident.drill !== null) query.set('drill', incident.drill);
  return call(`/notifications?${query.toString()}`);
}
