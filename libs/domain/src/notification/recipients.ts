import type { Desk } from '../desk/desk';
import { deskId, type DeskState } from '../desk/duty';
import { onDuty } from '../desk/shift';
import type { Incident } from '../incident/incident';
import type { Message } from '../journal/message';
import type { Tier } from '../tier/tier';
import { type Role, seesPark, type User } from '../user/role';
import { deskOfRecipient } from './delivery';

/** Whom a message may reach: the park's desks as they stand, the users, and what is known about its owner. */
export interface Audience {
  readonly desks: readonly { readonly desk: Desk; readonly state: Pick<DeskState, 'holder'> | null }[];
  readonly users: readonly (User & { readonly disabled: boolean })[];
  /** The incident that it is about. */
  readonly incident: Pick<Incident, 'tiers' | 'units'> | null;
  /** Everybody to whom something about the owner has gone out before: user names, and desks as `desk:{id}`. */
  readonly told: readonly string[];
  /** It is about the service itself, so every park's engineers are asked. */
  readonly ofService: boolean;
  /** Epoch ms. */
  readonly now: number;
  /** The park's. */
  readonly timezone: string;
}

/** Somebody who is told, and who is told in their place when no channel reaches them. */
export interface Told {
  readonly username: string;
  readonly substitute: string | null;
}
export interface Recipients {
  readonly people: readonly Told[];
  /** Desks with channels of their own. */
  readonly desks: readonly string[];
}

/** Who is told of a message: nobody twice, nobody who is disabled or unknown. */
export function recipients(message: Message, audience: Audience): Recipients {
  const { people, desks } = RULES[message.kind]?.(message, audience) ?? byOwner(message, audience);
  const known = new Map(audience.users.filter(({ disabled }) => !disabled).map((user) => [user.username, user]));
  const active = [...new Map(people.map((one) => [one.username, one])).values()];
  return {
    people: active.filter(({ username }) => known.has(username)),
    desks: [...new Set(desks.filter(({ channels = [] }) => channels.length > 0).map(({ id }) => id))],
  };
}

interface Chosen {
  readonly people: readonly Told[];
  readonly desks: readonly Desk[];
}
type Choice = (message: Message, audience: Audience) => Chosen;

const nobody: Chosen = { people: [], desks: [] };
const alone = (username: string): Told => ({ username, substitute: null });
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const both = (a: Chosen, b: Chosen): Chosen => ({
  people: [...a.people, ...b.people],
  desks: [...a.desks, ...b.desks],
});

const RULES: Partial<Record<Message['kind'], Choice>> = {
  command: () => nobody,
  system: (message, audience) => ({ people: engineers(message, audience).map(alone), desks: [] }),
  approve: secondPersons,
  review: secondPersons,
  'hand-over': (message, audience) => both(byOwner(message, audience), offeredTo(message)),
  end: theEnd,
  correction: (_, audience) => toldBefore(audience),
};

const offeredTo = ({ data }: Message): Chosen => {
  const to = text(data['to']);
  return { people: to === null ? [] : [alone(to)], desks: [] };
};

/** A desk's matter goes to its own people, save where another tier is told of it; the rest to the tier's desks. */
function byOwner(message: Message, audience: Audience): Chosen {
  const own = audience.desks.find(({ desk }) => deskId(message.park, desk.id) === message.owner.id);
  if (message.owner.kind === 'desk' && own !== undefined && own.desk.tier === message.tier) {
    return { people: atDesk(own, message, audience), desks: [own.desk] };
  }
  return message.tier === null ? nobody : ofTier(message.tier, message, audience);
}

type Standing = Audience['desks'][number];

/** A tier's desks that answer for the place: who is on duty there, or who took the tier's part over by name. */
function ofTier(tier: Tier, message: Message, audience: Audience): Chosen {
  const standing = audience.desks.filter(({ desk }) => desk.tier === tier && answersFor(desk, message, audience));
  const desks = standing.map(({ desk }) => desk);
  const holder = audience.incident?.tiers.find((duty) => duty.tier === tier)?.holder ?? null;
  if (holder !== null && isActive(holder, audience)) return { people: [substituted(holder, desks)], desks };
  const people = standing.flatMap((one) => atDesk(one, message, audience));
  return { people: standing.length > 0 ? people : ofRole(tier, message, audience).map(alone), desks };
}

function answersFor({ enterprise, unit }: Desk, message: Message, { incident }: Audience): boolean {
  if (enterprise !== undefined && message.enterprise !== null && enterprise !== message.enterprise) return false;
  if (unit === undefined || incident === null || enterprise === undefined) return true;
  return incident.units.length === 0 || incident.units.includes(`${enterprise}.${unit}`);
}

/** A desk that names no members is its role's; one with a line alone is dialled by people, not by us. */
function atDesk({ desk, state }: Standing, message: Message, audience: Audience): Told[] {
  const duty = onDuty(desk, state, audience.now, audience.timezone);
  if (duty.length > 0) return duty.map(({ user, substitute }) => ({ username: user, substitute }));
  if (desk.members.length > 0 || desk.phone !== undefined) return [];
  return ofRole(desk.tier, message, audience).map(alone);
}

const isActive = (username: string, { users }: Audience): boolean =>
  users.some((user) => user.username === username && !user.disabled);

const substituted = (username: string, desks: readonly Desk[]): Told => ({
  username,
  substitute: desks.flatMap(({ members }) => members).find(({ user }) => user === username)?.substitute ?? null,
});

const ofRole = (role: Role, { park }: Message, { users, ofService }: Audience): string[] =>
  users
    .filter((user) => user.role === role && !user.disabled && (ofService || seesPark(user, park)))
    .map(({ username }) => username);

function engineers(message: Message, audience: Audience): string[] {
  const own = ofRole('engineer', message, audience);
  return own.length > 0 ? own : ofRole('admin', message, audience);
}

const isTier = (role: unknown): role is Tier => ['unit', 'enterprise', 'park', 'basin'].includes(String(role));

/** Those on duty who may confirm; where none is, everybody who may, administrators last; never the one who asks. */
function secondPersons(message: Message, audience: Audience): Chosen {
  const roles = Array.isArray(message.data['roles']) ? (message.data['roles'] as Role[]) : [];
  const may = roles.flatMap((role) => ofRole(role, message, audience).map((username) => ({ username, role })));
  const others = may.filter(({ username }) => username !== message.data['requestedBy']);
  const serving = roles.filter(isTier).flatMap((tier) => ofTier(tier, message, audience).people);
  const onShift = new Map(serving.map((one) => [one.username, one]));
  const chosen = [
    others.filter(({ username }) => onShift.has(username)),
    others.filter(({ role }) => role !== 'admin'),
    others,
  ].find((group) => group.length > 0);
  return { people: (chosen ?? []).map(({ username }) => onShift.get(username) ?? alone(username)), desks: [] };
}

/**
 * The end is told to everybody who was told of the matter, and to the tier. A tier that is relieved of its duty while the
 * incident goes on is told alone.
 */
function theEnd(message: Message, audience: Audience): Chosen {
  const { incident } = audience;
  const tier = message.owner.kind === 'approval' ? nobody : byOwner(message, audience);
  if (incident !== null && !incident.tiers.some((duty) => duty.tier === message.tier)) return tier;
  return both(toldBefore(audience), tier);
}

/** Whoever was told of the matter has to hear that it was wrong, and nobody else. */
const toldBefore = ({ told, desks }: Audience): Chosen => ({
  people: told.filter((one) => deskOfRecipient(one) === null).map(alone),
  desks: desks.map(({ desk }) => desk).filter(({ id }) => told.some((one) => deskOfRecipient(one) === id)),
});
