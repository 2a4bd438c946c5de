import { clockAt, clockOf, dayOf, nextDay, previousDay, weekdayOf } from '../limit/day';
import { type Tier, TIERS } from '../tier/tier';
import { minutesOf } from './clock';
import type { Desk, Shift } from './desk';
import type { DeskState } from './duty';

/** Somebody who answers for a desk now. */
export interface OnDuty {
  readonly user: string;
  readonly phone: string | null;
  /** Epoch ms; null: until somebody else accepts the desk, or at all hours where the desk has no shifts. */
  readonly until: number | null;
  /** Who is paged in this one's place when they cannot be reached. */
  readonly substitute: string | null;
}

/** One shift of one day, epoch ms; `to` is no part of it. */
export interface ShiftSpan {
  readonly shift: Shift;
  readonly from: number;
  readonly to: number;
}

function spanOf(shift: Shift, day: string, timezone: string): ShiftSpan {
  const from = minutesOf(shift.from);
  const to = minutesOf(shift.to);
  const end = to > from ? day : nextDay(day);
  return { shift, from: clockAt(day, from, timezone), to: clockAt(end, to, timezone) };
}

/**
 * The shifts of a desk that begin on a day (`2026-01-31`) of the park's zone, soonest first. One that ends when it
 * begins lasts for a day and night.
 */
export function shiftsOn(desk: Pick<Desk, 'shifts'>, day: string, timezone: string): ShiftSpan[] {
  return desk.shifts
    .filter(({ days }) => days === undefined || days.includes(weekdayOf(day)))
    .map((shift) => spanOf(shift, day, timezone))
    .sort((a, b) => a.from - b.from);
}

const WEEK = 7;

/** Spans that have begun by `at` on its day or on one of so many days before. */
function begun(desk: Desk, at: number, timezone: string, daysBack: number): ShiftSpan[] {
  const days = [dayOf(at, timezone)];
  for (let n = 0; n < daysBack; n += 1) days.push(previousDay(days.at(-1) ?? ''));
  return days.flatMap((day) => shiftsOn(desk, day, timezone)).filter(({ from }) => from <= at);
}

/** Shifts at an instant; where none is, those that ended last: a hole in the table leaves no desk alone. */
function shiftsAt(desk: Desk, at: number, timezone: string): { shift: Shift; until: number | null }[] {
  const now = begun(desk, at, timezone, 1).filter(({ to }) => at < to);
  if (now.length > 0) return now.map(({ shift, to }) => ({ shift, until: to }));
  const spans = begun(desk, at, timezone, WEEK);
  const last = Math.max(...spans.map(({ to }) => to));
  return spans.filter(({ to }) => to === last).map(({ shift }) => ({ shift, until: null }));
}

/** The longer of two duties; null has no end. */
const later = (a: number | null | undefined, b: number | null): number | null =>
  a === null || b === null ? null : Math.max(a ?? b, b);

/**
 * Who answers for a desk at an instant: the members of its shifts (all members where it has none), and whoever accepted
 * it last, until somebody else accepts. That one comes first.
 * @param at epoch ms
 * @param timezone the park's
 * @throws RangeError for an unknown zone
 */
export function onDuty(desk: Desk, state: Pick<DeskState, 'holder'> | null, at: number, timezone: string): OnDuty[] {
  const until = new Map<string, number | null>();
  const holder = state?.holder ?? null;
  if (holder !== null) until.set(holder, null);
  if (desk.shifts.length === 0) for (const { user } of desk.members) until.set(user, null);
  for (const { shift, until: end } of shiftsAt(desk, at, timezone))
    for (const user of shift.members) until.set(user, later(until.get(user), end));
  return [...until].map(([user, end]) => {
    const member = desk.members.find((one) => one.user === user);
    return { user, phone: member?.phone ?? null, until: end, substitute: member?.substitute ?? null };
  });
}

const NIGHT = { from: 22 * 60, to: 6 * 60 };

/** Whether it is between 22:00 and 06:00 in a zone: when somebody alone at a desk is asked whether they are there. */
export function isNight(at: number, timezone: string): boolean {
  const clock = clockOf(at, timezone);
  return clock >= NIGHT.from || clock < NIGHT.to;
}

/** Whether anybody can be told anything at a desk: it has a member or a line of its own. */
export const isReachable = (desk: Pick<Desk, 'members' | 'phone'>): boolean =>
  desk.members.length > 0 || desk.phone !== undefined;

/**
 * The tiers of a park that exist: those with a desk that can be reached, lowest first. A park without any is answered
 * for by its park tier, so that an incident always has an owner.
 */
export function existingTiers(desks: readonly Pick<Desk, 'tier' | 'members' | 'phone'>[]): Tier[] {
  const found = TIERS.filter((tier) => desks.some((desk) => desk.tier === tier && isReachable(desk)));
  return found.length > 0 ? found : ['park'];
}
