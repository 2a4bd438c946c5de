import type { Class } from '@cofferdam/domain';
import { capExpires, capStatusOf, isUnexpired } from './chain';
import { CAP } from './elements';
import type { CapInfo, CapMessage } from './message';
import { BEIJING_MINUTES, capTime } from './time';
import { escapeXml } from './xml';

export interface CapFeed {
  readonly class: Class;
  /** Where the feed itself is, an absolute URL. */
  readonly url: string;
  readonly title: string;
  readonly author: string;
  /** Language of its texts; entries are told in the block of that language. */
  readonly language: 'zh-CN' | 'en';
  /** When its list last changed, epoch ms of a whole second. */
  readonly updated: number;
  readonly offsetMinutes?: number;
}

export interface CapEntry {
  readonly message: CapMessage;
  /** Where the message itself is, an absolute URL. */
  readonly url: string;
}

/** Entries that a feed lists: some 500 KB, of which readers take 900 at most. */
const MAX_ENTRIES = 500;
const ATOM = 'http://www.w3.org/2005/Atom';

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

const link = (rel: string, type: string, url: string): string =>
  `<link rel="${rel}" type="${type}" href="${escapeXml(url)}"/>`;

/** The messages that hold now and that no later one names, of the feed's class alone, newest first. */
export function feedHeads(entries: readonly CapEntry[], kind: Class, now: number): CapEntry[] {
  const own = entries.filter(({ message }) => message.status === capStatusOf(kind));
  const named = new Set(own.flatMap(({ message }) => message.references.map(({ identifier }) => identifier)));
  return own
    .filter(({ message }) => !named.has(message.identifier) && isUnexpired(message, now))
    .sort((a, b) => b.message.sent - a.message.sent || (a.message.identifier < b.message.identifier ? -1 : 1))
    .slice(0, MAX_ENTRIES);
}

function capElements(message: CapMessage, info: CapInfo | undefined, time: (at: number) => string): string {
  const expires = capExpires(message);
  const parts: [string, string | null | undefined][] = [
    ['cap:status', message.status],
    ['cap:msgType', message.msgType],
    ['cap:event', info?.event],
    ['cap:urgency', info?.urgency],
    ['cap:severity', info?.severity],
    ['cap:certainty', info?.certainty],
    ['cap:expires', expires === null ? null : time(expires)],
    ['cap:areaDesc', info?.areas[0]?.description],
  ];
  return parts.map(([name, text]) => (text == null ? '' : element(name, text))).join('');
}

function entryXml({ message, url }: CapEntry, feed: CapFeed, time: (at: number) => string): string {
  const info = message.infos.find(({ language }) => language === feed.language) ?? message.infos[0];
  const title = info?.headline ?? info?.event ?? message.identifier;
  return [
    ' <entry>',
    element('id', `urn:cofferdam:${message.identifier}`),
    element('title', title),
    element('updated', time(message.sent)),
    element('published', time(message.sent)),
    link('alternate', 'application/cap+xml', url),
    element('summary', title),
    capElements(message, info, time),
    '</entry>\n',
  ].join('');
}

/**
 * The Atom feed of one class (OASIS "Example Practices: CAP Feeds"): one entry a message that holds now. An empty feed is an
 * empty feed. The same entries give the same bytes.
 * @param now epoch ms
 */
export function atomFeed(feed: CapFeed, entries: readonly CapEntry[], now: number): string {
  const time = (at: number): string => capTime(at, feed.offsetMinutes ?? BEIJING_MINUTES);
  const head = [
    element('id', feed.url),
    element('title', feed.title),
    element('updated', time(feed.updated)),
    `<author>${element('name', feed.author)}</author>`,
    link('self', 'application/atom+xml', feed.url),
  ].join('');
  const list = feedHeads(entries, feed.class, now).map((entry) => entryXml(entry, feed, time));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<feed xmlns="${ATOM}" xmlns:cap="${CAP}" xml:lang="${feed.language}">\n ${head}\n`,
    ...list,
    '</feed>\n',
  ].join('');
}
