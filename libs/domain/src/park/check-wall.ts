import type { Park, Wall } from './park';
import { checkEnterprise, type Path, type Problem, problem } from './problem';

const POND_ONLY = ['volume', 'level', 'demand'] as const;

/** A wall's owner, and what only a pond can say of itself. */
export function checkWall(park: Park, wall: Wall, path: Path): Problem[] {
  const { kind, volume, level } = wall;
  const odd = kind === 'pond' ? [] : POND_ONLY.filter((key) => wall[key] !== undefined);
  return [
    ...checkEnterprise(park, wall.enterprise, [...path, 'enterprise']),
    ...odd.map((key) => problem([...path, key], `is for ponds; this is a ${kind}`)),
    ...(volume !== undefined && level !== undefined && level > volume
      ? [problem([...path, 'level'], `${level} m3 are more than its volume, ${volume} m3`)]
      : []),
  ];
}
