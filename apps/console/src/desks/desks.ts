import type { Role, Tier, User } from '@cofferdam/domain';
import type { DeskView } from '../api/people';

/** Lowest first, as duty rises. */
export const TIERS: readonly Tier[] = ['unit', 'enterprise', 'park', 'basin'];

export interface TierDesks {
  readonly tier: Tier;
  readonly desks: readonly DeskView[];
}

/** Desks by tier, lowest first; only tiers that have one. */
export function byTier(desks: readonly DeskView[], park: string | null): TierDesks[] {
  const here = desks.filter((desk) => park === null || desk.park === park);
  return TIERS.map((tier) => ({
    tier,
    desks: here.filter((desk) => desk.tier === tier).sort((a, b) => (a.id < b.id ? -1 : 1)),
  })).filter((group) => group.desks.length > 0);
}

const isTier = (role: Role): role is Tier => (TIERS as readonly Role[]).includes(role);

/** Whether somebody answers for a desk: a member, or one of the desk's tier where it names no members. */
export const isOfDesk = (
  { members, tier }: Pick<DeskView, 'members' | 'tier'>,
  { username, role }: Pick<User, 'username' | 'role'>,
): boolean => (members.length === 0 ? role === tier : members.some(({ user }) => user === username));

/** Whether somebody may say who holds a desk of a tier: a duty role of a tier above it, or an administrator. */
export const supervises = ({ role }: Pick<User, 'role'>, tier: Tier): boolean =>
  role === 'admin' || (isTier(role) && TIERS.indexOf(role) > TIERS.indexOf(tier));

export interface DeskActs {
  readonly offer: boolean;
  readonly accept: boolean;
  readonly force: boolean;
  readonly edit: boolean;
}

/** What somebody is offered to do about a desk as it stands. The service decides; this keeps dead buttons away. */
export function actsOf(desk: DeskView, user: User): DeskActs {
  const { holder, offer } = desk;
  const duty = isTier(user.role) || user.role === 'admin';
  const free = holder === null || holder === user.username;
  return {
    offer: duty && isOfDesk(desk, user) && free && (offer === null || offer.missed),
    accept: duty && offer?.to === user.username,
    force: supervises(user, desk.tier),
    edit: user.role === 'engineer' || user.role === 'admin',
  };
}

/** To whom a desk can be handed: its other members; empty where it names none and any of its tier will do. */
export const successors = ({ members }: DeskView, but: string | null): string[] =>
  members.map(({ user }) => user).filter((user) => user !== but);

/** The desk at which this user is asked whether somebody is there, by whichever question ends first. */
export function askedAt(desks: readonly DeskView[], user: User): DeskView | null {
  const due = ({ presence }: DeskView): number => Date.parse(presence?.due ?? '');
  const asked = desks.filter((desk) => desk.presence !== null && isOfDesk(desk, user));
  return asked.sort((a, b) => due(a) - due(b))[0] ?? null;
}

/** The tier that is called when nobody answers at a desk; null where there is none above it. */
export function tierAbove(desks: readonly DeskView[], { park, tier }: Pick<DeskView, 'park' | 'tier'>): Tier | null {
  const above = desks.filter((desk) => desk.park === park && TIERS.indexOf(desk.tier) > TIERS.indexOf(tier));
  return TIERS.find((each) => above.some((desk) => desk.tier === each)) ?? null;
}

export interface Line {
  readonly desk: DeskView;
  /** Who answers; null: the desk's own line. */
  readonly who: string | null;
  readonly phone: string;
}

/** Every number to call, highest tier first: the desk's own line, then who is on duty there. */
export function dutyPhones(desks: readonly DeskView[], park: string | null): Line[] {
  return byTier(desks, park)
    .toReversed()
    .flatMap((group) => group.desks.flatMap(linesOf));
}

function linesOf(desk: DeskView): Line[] {
  const own = desk.phone === null ? [] : [{ desk, who: null, phone: desk.phone }];
  return [...own, ...desk.onDuty.flatMap(({ user, phone }) => (phone === null ? [] : [{ desk, who: user, phone }]))];
}

/** What dials a number: digits and a leading plus. */
export const dial = (phone: string): string => `tel:${phone.replaceAll(/[^+\d]/g, '')}`;
