import type { Desk } from '../desk/desk';
import type { Park } from '../park/park';
import { known, type Path, type Problem, problem, quoted } from '../park/problem';

/** What a desk's list of channels is held against. */
export interface KnownChannel {
  readonly id: string;
  /** Null: every park's. */
  readonly park: string | null;
  /** One message reaches a group: a robot. */
  readonly collective: boolean;
}

/**
 * A desk is told over robots alone: persons have addresses of their own on the other channels.
 * @param path of the desk in its file or request
 */
export function checkDeskChannels(
  park: string,
  { channels = [] }: Pick<Desk, 'channels'>,
  all: readonly KnownChannel[],
  path: Path = [],
): Problem[] {
  const usable = all.filter((one) => one.collective && (one.park === null || one.park === park));
  return channels.flatMap((id, n) => {
    const at = [...path, 'channels', n];
    if (channels.indexOf(id) < n) return [problem(at, `${quoted(id)} is a channel of this desk already`)];
    if (usable.some((one) => one.id === id)) return [];
    return [problem(at, `${whyNot(id, park, all)}; ${known(id, idsOf(usable))}`)];
  });
}

const idsOf = (channels: readonly KnownChannel[]): string[] => channels.map(({ id }) => id);

function whyNot(id: string, park: string, all: readonly KnownChannel[]): string {
  const found = all.find((one) => one.id === id);
  if (found === undefined) return `unknown channel ${quoted(id)}`;
  if (!found.collective) return `channel ${quoted(id)} reaches single persons and belongs to them, not to a desk`;
  return `channel ${quoted(id)} is not of park ${quoted(park)}`;
}

/** What a park file says of channels that are not set up so: it is told at the start and keeps nothing from starting. */
export const warnChannels = ({ id, desks }: Pick<Park, 'id' | 'desks'>, all: readonly KnownChannel[]): Problem[] =>
  desks.flatMap((desk, n) => checkDeskChannels(id, desk, all, ['desks', n]));
