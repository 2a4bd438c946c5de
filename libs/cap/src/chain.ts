import type { Class } from '@cofferdam/domain';
import { CapError } from './error';
import type { CapMessage, CapReference } from './message';
import { BEIJING_MINUTES, capTime } from './time';

/** What all messages of one incident share. */
export interface CapChain {
  readonly class: Class;
  /** Id of the park; `PARK01` in identifiers, `park01` in senders. */
  readonly park: string;
  /** The host under which the park's senders live, such as `example.cn`. */
  readonly domain: string;
  /** The exercise, for that class alone. */
  readonly exercise: string | null;
  /** When its first message was sent, epoch ms: the day of the identifiers. */
  readonly openedAt: number;
  /** Number of the chain within its day, or within its exercise. From 1. */
  readonly sequence: number;
  /** Minutes east of UTC in which days are counted. */
  readonly offsetMinutes?: number;
}

/** What a message says; the chain gives it its names, its time, its class and its references. */
export type CapContent = Omit<CapMessage, 'identifier' | 'sender' | 'sent' | 'status' | 'references'>;

const STATUS: Readonly<Record<Class, CapMessage['status']>> = { actual: 'Actual', exercise: 'Exercise', test: 'Test' };
const MARKS: Readonly<Record<Class, string>> = { actual: '', exercise: 'EX.', test: 'TEST.' };
const SENDERS: Readonly<Record<Class, string>> = {
  actual: 'cofferdam',
  exercise: 'cofferdam-exercise',
  test: 'cofferdam-test',
};
const SEQUENCE_DIGITS = { actual: 6, exercise: 4, test: 6 } as const;

/** One part of an identifier: a dot would part it, the others are the format's own. */
const PART = /^[^\s,<&.@]+$/;
const DOMAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i;

/** At most one Update a minute, save where severity rises. */
const UPDATE_PAUSE_MS = 60_000;
/** Of a message's time, after which an open incident's is renewed. */
const RENEWAL = 0.75;

const isClass = (value: string): value is Class => Object.hasOwn(STATUS, value);

/** The status of a class. What is none is a Draft, on which nobody acts: never Actual by default. */
export function capStatusOf(value: string | null | undefined): CapMessage['status'] {
  return typeof value === 'string' && isClass(value) ? STATUS[value] : 'Draft';
}

function part(text: string): string {
  if (!PART.test(text)) throw new CapError('E_IDENTIFIER_CHARS', `no part of an identifier: ${text}`);
  return text;
}

function counted(count: number): number {
  if (!Number.isSafeInteger(count) || count < 1) throw new CapError('E_NUMBER', `not counted from 1: ${count}`);
  return count;
}

/** `COFFERDAM.<PARK>.<yyyymmdd>.<seq>.<rev>`; for a drill `EX.COFFERDAM.<PARK>.<exercise>.<seq>.<rev>`. */
export function capIdentifier(chain: CapChain, revision: number): string {
  const day = capTime(Math.floor(chain.openedAt / 1000) * 1000, chain.offsetMinutes ?? BEIJING_MINUTES).slice(0, 10);
  const scope = chain.class === 'exercise' ? part(chain.exercise ?? '') : day.replaceAll('-', '');
  const sequence = String(counted(chain.sequence)).padStart(SEQUENCE_DIGITS[chain.class], '0');
  return `${MARKS[chain.class]}COFFERDAM.${part(chain.park).toUpperCase()}.${scope}.${sequence}.${counted(revision)}`;
}

/** `cofferdam@<park>.<domain>`: another sender, and so another key, for each class. */
export function capSender({ class: kind, park, domain }: Pick<CapChain, 'class' | 'park' | 'domain'>): string {
  if (!DOMAIN.test(domain)) throw new CapError('E_IDENTIFIER_CHARS', `not a domain: ${domain}`);
  return `${SENDERS[kind]}@${part(park).toLowerCase()}.${domain}`;
}

/** When the next message of a chain is sent: a whole second, after all that were sent. */
export function nextSent(previous: number | null, now: number): number {
  const second = Math.floor(now / 1000) * 1000;
  return previous === null ? second : Math.max(second, (Math.floor(previous / 1000) + 1) * 1000);
}

/** When the last block of a message expires, epoch ms; null where one never does. */
export function capExpires({ infos }: Pick<CapMessage, 'infos'>): number | null {
  const ends = infos.map(({ expires }) => expires ?? Infinity);
  const last = Math.max(...ends);
  return Number.isFinite(last) ? last : null;
}

/** Whether a message still holds at an hour. */
export function isUnexpired(message: Pick<CapMessage, 'infos'>, now: number): boolean {
  const expires = capExpires(message);
  return expires === null || expires > now;
}

/**
 * References to all unexpired earlier messages, oldest first. Where all have expired the newest is named all the same: a message
 * that is no Alert must say what it is about.
 */
export function referencesTo(
  earlier: readonly CapMessage[],
  status: CapMessage['status'],
  now: number,
): CapReference[] {
  const crossing = earlier.find((message) => message.status !== status);
  if (crossing)
    throw new CapError('E_CROSS_CLASS_REFERENCE', `${status} may not name ${crossing.status} ${crossing.identifier}`);
  const sorted = [...earlier].sort((a, b) => a.sent - b.sent);
  const living = sorted.filter((message) => isUnexpired(message, now));
  const named = living.length > 0 ? living : sorted.slice(-1);
  return named.map(({ sender, identifier, sent }) => ({ sender, identifier, sent }));
}

/**
 * The next message of a chain.
 * @param earlier all messages of the chain so far
 * @param say what it says, given when it is sent (epoch ms)
 * @param now epoch ms
 * @throws CapError for a chain that does not begin with an Alert or has a second, and for references across classes
 */
export function nextMessage(
  chain: CapChain,
  earlier: readonly CapMessage[],
  say: (sent: number) => CapContent,
  now: number,
): CapMessage {
  const status = capStatusOf(chain.class);
  const previous = earlier.length === 0 ? null : Math.max(...earlier.map(({ sent }) => sent));
  const sent = nextSent(previous, now);
  const references = referencesTo(earlier, status, sent);
  const content = say(sent);
  if ((content.msgType === 'Alert') !== (earlier.length === 0))
    throw new CapError('E_CHAIN', `message ${earlier.length + 1} of a chain is no ${content.msgType}`);
  const identifier = capIdentifier(chain, earlier.length + 1);
  if (earlier.some((message) => message.identifier === identifier))
    throw new CapError('E_CHAIN', `used before: ${identifier}`);
  return { ...content, identifier, sender: capSender(chain), sent, status, references };
}

/** When the next Update may be sent, epoch ms: at once where severity rises. */
export function nextUpdateAt(previousSent: number, severityRises: boolean): number {
  return severityRises ? previousSent : previousSent + UPDATE_PAUSE_MS;
}

/** When an open incident's message is to be renewed, epoch ms; null where it never expires. */
export function renewAt(message: Pick<CapMessage, 'sent' | 'infos'>): number | null {
  const expires = capExpires(message);
  return expires === null ? null : message.sent + Math.floor((expires - message.sent) * RENEWAL);
}
