import type { Monitor, Park } from '../park/park';
import { checkReference, type Path, type Problem, quoted } from '../park/problem';

/** A monitor at its outlet. */
export interface Where {
  readonly outlet: string;
  readonly monitor: string;
}

export const checkOutlet = (park: Park, id: string | undefined, path: Path): Problem[] =>
  checkReference(
    'outlet',
    id,
    park.outlets.map((outlet) => outlet.id),
    path,
  );

/** An outlet of the park and a monitor of that outlet. */
export function checkMonitor(park: Park, { outlet: id, monitor }: Where, path: Path): Problem[] {
  const outlet = park.outlets.find((one) => one.id === id);
  if (outlet === undefined) return checkOutlet(park, id, [...path, 'outlet']);
  const ids = outlet.monitors.map((one) => one.id);
  return checkReference(`monitor of outlet ${quoted(id)}:`, monitor, ids, [...path, 'monitor']);
}

/** As the park file has it. */
export const monitorOf = (park: Park, { outlet, monitor }: Where): Monitor | undefined =>
  park.outlets.find(({ id }) => id === outlet)?.monitors.find(({ id }) => id === monitor);
