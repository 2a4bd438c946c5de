import type { Role } from '@cofferdam/domain';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { hrefTo, type Room, ROOMS } from './route';

const ICON: Readonly<Record<Room, string>> = {
  live: 'M3 12h4l3-8 4 16 3-8h4',
  incidents: 'M4 5h16v11H12l-5 4v-4H4z',
  shelf: 'M4 4h16v5H4zM5.5 9v11h13V9M9.5 13h5',
  approvals: 'M9 11.5a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7M2.5 20c0-4 3-6 6.5-6s5 1 6 3M14.5 9.5l2.5 2.5 4.5-5',
  drills: 'M6 21V4h9l-1.5 3L15 10H6M3.5 21h5M18.5 14.5v3l2 1.5M18.5 21a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9',
  desks: 'M5 4h4l2 5-2.5 1.8a12 12 0 0 0 4.7 4.7L15 13l5 2v4c0 .8-.6 1-1.2 1C10.6 20 4 13.4 4 5.2 4 4.6 4.2 4 5 4',
  channels: 'M5 17h14l-2-3v-4a5 5 0 0 0-10 0v4zM10 20.5h4M12 5V3',
  kpis: 'M4 20V4M4 20h17M8 16v-5M12.5 16V7M17 16v-3',
  webhooks: 'M5 12h9M10.5 7.5 15 12l-4.5 4.5M17.5 4.5h2v15h-2',
  users: 'M12 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8M4.5 20.5c0-4.5 3.5-6.5 7.5-6.5s7.5 2 7.5 6.5',
};

/** How many things wait in a room; nothing is said of none. */
export type Badges = Partial<Readonly<Record<Room, number>>>;

interface RailProps {
  readonly room: Room;
  readonly role: Role;
  readonly badges: Badges;
  /** The room of drills is open: to whom it is depends on who takes part. */
  readonly drills: boolean;
}

/** Rooms that are not everybody's. */
const MAY_ENTER: Partial<Readonly<Record<Room, readonly Role[]>>> = {
  channels: ['admin', 'engineer'],
  users: ['admin'],
  webhooks: ['admin', 'engineer'],
};

/** The doors of the rooms that the user may enter. */
export function Rail({ room, role, badges, drills }: RailProps) {
  const words = useWords();
  const doors = ROOMS.filter((each) => (each === 'drills' ? drills : (MAY_ENTER[each]?.includes(role) ?? true)));
  return (
    <nav className="rail" aria-label={words.mainNavigation}>
      {doors.map((each) => (
        <a key={each} href={hrefTo(each)} aria-current={each === room ? 'page' : undefined}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={ICON[each]} />
          </svg>
          {words.rooms[each]}
          <Badge count={badges[each] ?? 0} />
        </a>
      ))}
    </nav>
  );
}

function Badge({ count }: { count: number }) {
  const words = useWords();
  if (count === 0) return null;
  return (
    <span className="badge">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="unseen">{words.waitingThere(whole(count))}</span>
    </span>
  );
}
