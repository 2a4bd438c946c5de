import { minutesOf } from './clock';
import type { Desk } from './desk';

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Minutes of the week from Monday 00:00 at which shifts begin and end; one may end in the next week. */
const spansOf = ({ shifts }: Pick<Desk, 'shifts'>): { from: number; to: number }[] =>
  shifts.flatMap(({ from, to, days = [1, 2, 3, 4, 5, 6, 7] }) =>
    days.map((day) => {
      const start = (day - 1) * DAY + minutesOf(from);
      const length = minutesOf(to) - minutesOf(from);
      return { from: start, to: start + (length > 0 ? length : length + DAY) };
    }),
  );

const write = (minute: number): string => {
  const clock = [Math.floor((minute % DAY) / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  return `${DAYS[Math.floor(minute / DAY) % 7] ?? ''} ${clock}`;
};

/**
 * The first hours of a week in which no shift of a desk runs, in words; null where there are none, or no shifts at all.
 */
export function firstHole(desk: Pick<Desk, 'shifts'>): string | null {
  if (desk.shifts.length === 0) return null;
  const week = spansOf(desk);
  const spans = [-WEEK, 0, WEEK]
    .flatMap((shift) => week.map(({ from, to }) => ({ from: from + shift, to: to + shift })))
    .sort((a, b) => a.from - b.from);
  let covered = 0;
  for (const { from, to } of spans) {
    if (covered >= WEEK) return null;
    if (from > covered) return `from ${write(covered)} to ${write(from)}`;
    covered = Math.max(covered, to);
  }
  return null;
}
