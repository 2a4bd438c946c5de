/** The console's rooms, in the order of the rail. */
export const ROOMS = [
  'live',
  'incidents',
  'shelf',
  'approvals',
  'drills',
  'desks',
  'channels',
  'webhooks',
  'kpis',
  'users',
] as const;
export type Room = (typeof ROOMS)[number];

/** Where somebody is in the console: a room, and in it one thing or none. */
export interface Route {
  readonly room: Room;
  readonly id: string | null;
}

const isRoom = (text: string | undefined): text is Room => (ROOMS as readonly (string | undefined)[]).includes(text);

/** The route that an address' hash (`#/incidents/i7`) names; the live page for anything else. */
export function routeOf(hash: string): Route {
  const [, room, id] = /^#\/([a-z]+)(?:\/([^/]+))?$/.exec(hash) ?? [];
  if (!isRoom(room)) return { room: 'live', id: null };
  return { room, id: id === undefined ? null : decoded(id) };
}

export const hrefTo = (room: Room, id: string | null = null): string =>
  `#/${room}${id === null ? '' : `/${encodeURIComponent(id)}`}`;

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
