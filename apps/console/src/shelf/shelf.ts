import type { AlarmView, OverlayName } from '@cofferdam/domain';
import type { Row } from '../alarms/alarms';
import type { Words } from '../language/words';

export const OVERLAYS: readonly OverlayName[] = ['shelved', 'suppressed', 'outOfService'];

export type Shelf = Readonly<Record<OverlayName, readonly AlarmView[]>>;

/** What lies under an overlay, by overlay, soonest end first. An alarm with two overlays stands in both lists. */
export function shelfOf(open: ReadonlyMap<string, Row>, park: string | null): Shelf {
  const found: Record<OverlayName, AlarmView[]> = { shelved: [], suppressed: [], outOfService: [] };
  for (const { alarm } of open.values()) {
    if (park !== null && alarm.park !== park) continue;
    for (const name of OVERLAYS) if (alarm[name] !== null) found[name].push(alarm);
  }
  for (const name of OVERLAYS) found[name].sort((a, b) => endOf(a, name) - endOf(b, name) || (a.id < b.id ? -1 : 1));
  return found;
}

/** Epoch ms; an end that cannot be read is as good as past. */
function endOf(alarm: AlarmView, name: OverlayName): number {
  const end = Date.parse(alarm[name]?.until ?? '');
  return Number.isFinite(end) ? end : 0;
}

/** How many alarms lie under an overlay. */
export function countShelf(open: ReadonlyMap<string, Row>, park: string | null): number {
  let count = 0;
  for (const { alarm } of open.values()) {
    if (park === null || alarm.park === park) count += Number(OVERLAYS.some((name) => alarm[name] !== null));
  }
  return count;
}

/** The live axes under an overlay: an alarm is judged on, whatever lies over it. */
export function beneath(alarm: AlarmView, { shelf }: Words): string[] {
  return [
    alarm.active ? shelf.process.active : shelf.process.normal,
    ...(alarm.quality === 'good' ? [] : [shelf.quality[alarm.quality]]),
    alarm.acknowledged === null ? shelf.unacknowledged : shelf.acknowledged,
    ...(alarm.latched ? [shelf.latched] : []),
    ...(alarm.chattering ? [shelf.chattering] : []),
  ];
}
